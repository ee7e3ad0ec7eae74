package io.kubelette.api;

import io.kubelette.model.PodKey;
import io.kubelette.runtime.StandardStreams;
import io.kubelette.runtime.TerminalSize;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command to run in a running container of a pod.
 *
 * @param pod which pod
 * @param container which of its containers; null for the only one, or the one that the annotation
 *     {@code kubectl.kubernetes.io/default-container} names
 * @param command the program and its arguments; no shell is added
 * @param streams what its standard streams are
 * @param size how large its terminal is at first; null for the engine's default
 */
public record PodCommand(
    PodKey pod,
    @Nullable String container,
    List<String> command,
    StandardStreams streams,
    @Nullable TerminalSize size) {

  /** Copies the list. */
  public PodCommand {
    command = List.copyOf(command);
  }

  /** A command without input and without a terminal. */
  public static PodCommand of(PodKey pod, @Nullable String container, List<String> command) {
    return new PodCommand(pod, container, command, StandardStreams.OUTPUT_ONLY, null);
  }
}
