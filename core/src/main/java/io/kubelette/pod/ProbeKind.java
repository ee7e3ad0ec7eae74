package io.kubelette.pod;

import io.kubelette.model.Container;
import io.kubelette.model.Probe;
import org.jspecify.annotations.Nullable;

/** What a probe of a container decides. */
enum ProbeKind {
  /** When the container counts as started; until then no other probe asks. */
  STARTUP("Startup", Lane.Kind.STARTUP),
  /** Whether the container must be restarted. */
  LIVENESS("Liveness", Lane.Kind.LIVENESS),
  /** Whether the container serves. */
  READINESS("Readiness", Lane.Kind.READINESS);

  private final String word;
  private final Lane.Kind lane;

  ProbeKind(String word, Lane.Kind lane) {
    this.word = word;
    this.lane = lane;
  }

  /** The word with which its events begin. */
  String word() {
    return word;
  }

  Lane laneOf(String container) {
    return new Lane(lane, container);
  }

  /** The probe of this kind, if the container has one. */
  @Nullable Probe of(Container container) {
    return switch (this) {
      case STARTUP -> container.startupProbe();
      case LIVENESS -> container.livenessProbe();
      case READINESS -> container.readinessProbe();
    };
  }
}
