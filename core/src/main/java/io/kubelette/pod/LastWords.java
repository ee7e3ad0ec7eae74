package io.kubelette.pod;

import io.kubelette.model.Container;
import io.kubelette.model.Pod;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.LogQuery;
import io.kubelette.runtime.LogSource;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.Outputs;
import io.kubelette.runtime.PodObservation;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What containers that ended have said of their end: in their file, or else in their log.
 *
 * @param pod as desired; null if only the runtime knows it
 * @param known by container id, what has been read before
 * @param limits how much of a log stands for a message
 */
record LastWords(@Nullable Pod pod, Map<String, String> known, MessageLimits limits) {

  /** Reads what the file of an attempt says. */
  @FunctionalInterface
  interface Files {
    Optional<String> read(String container, int attempt);
  }

  /** Those of all that have ended, by container id; empty words where there are none. */
  Map<String, String> of(PodObservation seen, Files files, ContainerRuntime runtime) {
    Map<String, String> words = new HashMap<>();
    for (ObservedContainer container : seen.containers()) {
      if (container.state() == ObservedContainer.State.EXITED) {
        String before = known.get(container.id());
        words.put(container.id(), before == null ? read(container, files, runtime) : before);
      }
    }
    return words.equals(known) ? known : Map.copyOf(words);
  }

  private String read(ObservedContainer container, Files files, ContainerRuntime runtime) {
    return files
        .read(container.name(), container.attempt())
        .or(() -> mayFallBack(container) ? endOfLog(container, runtime) : Optional.empty())
        .orElse("");
  }

  private boolean mayFallBack(ObservedContainer container) {
    ObservedContainer.Exit exit = Outlooks.exitOf(container);
    boolean ranAndFailed = exit.code() != 0 && !exit.reason().equals("ContainerCannotRun");
    return ranAndFailed
        && definitions()
            .filter(definition -> container.name().equals(definition.name()))
            .anyMatch(d -> "FallbackToLogsOnError".equals(d.terminationMessagePolicy()));
  }

  private Stream<Container> definitions() {
    return pod == null
        ? Stream.empty()
        : Stream.concat(pod.spec().initContainers().stream(), pod.spec().containers().stream());
  }

  private Optional<String> endOfLog(ObservedContainer container, ContainerRuntime runtime) {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    try {
      runtime
          .ability(LogSource.class)
          .ifPresent(
              source ->
                  source.logs(
                      LogQuery.of(container.id()).withTailLines(limits.logLines()),
                      Outputs.merged(log)));
    } catch (ContainerRuntimeException unreadable) {
      return Optional.empty();
    }
    byte[] bytes = log.toByteArray();
    int from = Math.max(0, bytes.length - limits.logBytes());
    String text = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
