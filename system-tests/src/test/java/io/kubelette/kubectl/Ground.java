package io.kubelette.kubectl;

import io.kubelette.runtime.ContainerRuntime;

/** What the node of these tests stands on. */
interface Ground {

  /** The runtime of a node, closed with it. */
  ContainerRuntime runtime();

  /** An image with the commands of busybox, or so many of them as these tests need. */
  String image();
}
