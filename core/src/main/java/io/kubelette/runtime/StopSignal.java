package io.kubelette.runtime;

/** The two signals that end a container. */
public enum StopSignal {
  /** Asks it to end: the stop signal that its image names, SIGTERM where it names none. */
  TERMINATE,
  /** Ends it: SIGKILL. */
  KILL
}
