package io.kubelette.guard.bad.pod;

import io.kubelette.guard.bad.node.Neighbour;

/** Imports what it may not. */
final class Nosy {
  Neighbour forbidden = new Neighbour();
}
