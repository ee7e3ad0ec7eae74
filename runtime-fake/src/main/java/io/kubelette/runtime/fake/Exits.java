package io.kubelette.runtime.fake;

import io.kubelette.runtime.ObservedContainer.Exit;
import java.time.Instant;

/** The ways in which a container ends, in the words of a pod's status. */
final class Exits {

  /** 128 and the number of SIGKILL. */
  static final int KILLED = 137;

  /** 128 and the number of SIGTERM. */
  static final int TERMINATED = 143;

  static final String OOM_KILLED = "OOMKilled";
  static final String CANNOT_RUN = "ContainerCannotRun";

  private Exits() {}

  static Exit of(int code, Instant at) {
    return new Exit(code, at, reason(code), "");
  }

  static String reason(int code) {
    return code == 0 ? "Completed" : "Error";
  }
}
