package io.kubelette.guard.bad.node;

import io.kubelette.guard.bad.model.Thing;

/** Imports what it may. */
public final class Neighbour {
  Thing allowed = new Thing();
}
