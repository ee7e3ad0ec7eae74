package io.kubelette.runtime.docker;

/** How this process reaches the pods of an engine. */
public enum PodReach {
  /** At their own addresses, as on Linux with an engine on the same machine. */
  DIRECT,
  /**
   * Through the ports that their containers declare, which the engine publishes at the address by
   * which it is reached: 127.0.0.1, unless the engine is on another machine. For engines in a
   * virtual machine (Docker Desktop, on macOS and Windows), without root, or elsewhere.
   */
  PUBLISHED
}
