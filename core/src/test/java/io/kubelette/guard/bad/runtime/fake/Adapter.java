package io.kubelette.guard.bad.runtime.fake;

import io.kubelette.guard.bad.node.Neighbour;

/** Imports core, which it may. */
public final class Adapter {
  Neighbour allowed = new Neighbour();
}
