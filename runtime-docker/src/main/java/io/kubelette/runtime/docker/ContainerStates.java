package io.kubelette.runtime.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import io.kubelette.runtime.ObservedContainer.Exit;
import io.kubelette.runtime.ObservedContainer.State;
import io.kubelette.runtime.StopSignal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads where a container is in its life from the engine's inspection. Pure. */
final class ContainerStates {

  /** What a container's state says at one moment. */
  record Reading(State state, @Nullable Instant startedAt, @Nullable Exit exit) {

    /** Its program could not begin. */
    static Reading neverRan(Exit exit) {
      return new Reading(State.EXITED, exit.finishedAt(), exit);
    }
  }

  /** Podman tells signals by their numbers, and SIGTERM where it was told none. */
  private static final Map<String, String> NUMBERED =
      Map.of(
          "1",
          "SIGHUP",
          "2",
          "SIGINT",
          "3",
          "SIGQUIT",
          "9",
          "SIGKILL",
          "10",
          "SIGUSR1",
          "12",
          "SIGUSR2",
          "28",
          "SIGWINCH",
          "37",
          "SIGRTMIN+3");

  private ContainerStates() {}

  static Reading of(InspectContainerResponse container) {
    ContainerState state = container.getState();
    Instant startedAt = Timestamps.ifSet(state.getStartedAt());
    Instant createdAt = Timestamps.of(container.getCreated());
    if (startedAt == null && code(state) != 0) {
      // A start that failed leaves its exit code and no times: they are those of the creation.
      Exit exit = new Exit(code(state), createdAt, "ContainerCannotRun", message(state));
      return new Reading(State.EXITED, createdAt, exit);
    }
    return switch (String.valueOf(state.getStatus())) {
      case "created", "initialized", "configured" -> new Reading(State.CREATED, null, null);
      case "running", "paused", "stopping" -> new Reading(State.RUNNING, startedAt, null);
      case "exited", "dead", "stopped" -> exited(startedAt, exit(state, createdAt));
      default -> new Reading(State.UNKNOWN, startedAt, null);
    };
  }

  /** What asks it to end, if it was made with a signal or its image names one. */
  static @Nullable StopSignal stopSignal(InspectContainerResponse container) {
    // The client library has no getter for it.
    Object config = container.getRawValues().get("Config");
    Object signal = config instanceof Map<?, ?> fields ? fields.get("StopSignal") : null;
    String text = String.valueOf(signal);
    String name = NUMBERED.getOrDefault(text, text);
    return name.matches("SIG[A-Z0-9+-]{2,12}") ? StopSignal.of(name) : null;
  }

  /** The engine notes the start a moment late: a short life would end before it began. */
  private static Reading exited(@Nullable Instant startedAt, Exit exit) {
    boolean late = startedAt != null && startedAt.isAfter(exit.finishedAt());
    return new Reading(State.EXITED, late ? exit.finishedAt() : startedAt, exit);
  }

  private static Exit exit(ContainerState state, Instant createdAt) {
    Instant finishedAt = Timestamps.ifSet(state.getFinishedAt());
    return new Exit(
        code(state), finishedAt == null ? createdAt : finishedAt, reason(state), message(state));
  }

  /** An out-of-memory kill may come with exit code 0: its flag goes first. */
  private static String reason(ContainerState state) {
    if (Boolean.TRUE.equals(state.getOOMKilled())) {
      return "OOMKilled";
    }
    return code(state) == 0 ? "Completed" : "Error";
  }

  private static int code(ContainerState state) {
    Long code = state.getExitCodeLong();
    return code == null ? 0 : code.intValue();
  }

  private static String message(ContainerState state) {
    return state.getError() == null ? "" : state.getError();
  }
}
