package io.kubelette.proxy.nio;

/** The paces of the two directions of a session that is slowed down. */
record Slowness(Pace up, Pace down) {

  void cancel() {
    up.cancel();
    down.cancel();
  }
}
