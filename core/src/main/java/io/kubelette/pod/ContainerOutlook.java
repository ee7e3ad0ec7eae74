package io.kubelette.pod;

import io.kubelette.runtime.ObservedContainer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a container is and what comes next for it: the ground for its actions and for its status.
 *
 * @param container as defined
 * @param newest its newest attempt, if any exists
 * @param previous the attempt before that, if it still exists
 * @param health how it is, while it runs
 * @param step what comes next
 * @param start the attempt to start; null unless the step is {@code START} or {@code HELD}
 * @param waiting what its status says while it waits to run; null for the ordinary words
 */
record ContainerOutlook(
    DefinedContainer container,
    @Nullable ObservedContainer newest,
    @Nullable ObservedContainer previous,
    Health health,
    Step step,
    @Nullable Start start,
    @Nullable Waiting waiting) {

  /** What comes next for a container. */
  enum Step {
    /** It runs, and its hook after the start is not over: nothing else starts meanwhile. */
    STARTING,
    /** It runs, and may go on. */
    RUNNING,
    /** It has ended and stays so. */
    DONE,
    /** It can be started now, as far as it alone is concerned. */
    START,
    /** It is to start later. */
    HELD,
    /**
     * It must end: its definition changed, it is not well, or an attempt before the newest runs.
     */
    REPLACE,
    /** It must be removed first: it cannot be told what it does, or it can never be started. */
    DISCARD
  }

  /**
   * The attempt to start.
   *
   * @param attempt its number
   * @param createdId its container, if that exists already
   * @param nextDelay the back-off that its successor will have
   * @param notBefore until when a {@code HELD} start waits; null where only a change can help
   */
  record Start(
      int attempt, @Nullable String createdId, Duration nextDelay, @Nullable Instant notBefore) {}

  /** The waiting state of a container's status. */
  record Waiting(String reason, String message) {}

  /** Whether it runs as far as others may know: while its hook after the start runs, it starts. */
  boolean isRunning() {
    return newest != null
        && newest.state() == ObservedContainer.State.RUNNING
        && step != Step.STARTING;
  }

  /** Whether it stands in the order of those that come before the regular containers. */
  boolean isOfInitOrder() {
    return container.role() == ContainerRole.INIT || container.role() == ContainerRole.SIDECAR;
  }

  /** How the newest attempt ended, if it did. */
  ObservedContainer.@Nullable Exit exit() {
    return newest == null ? null : newest.exit();
  }

  /** Whether it has done what those after it in the order of starts wait for. */
  boolean letsNextBegin() {
    return switch (container.role()) {
      case INIT -> succeeded();
      case SIDECAR -> health.started();
      case APP, EPHEMERAL -> true;
    };
  }

  boolean succeeded() {
    return step == Step.DONE && exit() != null && exit().code() == 0;
  }
}
