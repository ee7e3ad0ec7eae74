package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.loop.ManualTime;
import io.kubelette.model.Pod;
import io.kubelette.model.PodStatus;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.LogSource;
import io.kubelette.runtime.PodObservation;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What containers say of their end. */
final class LastWordsTest {

  private final RecordedRuntime quiet = new RecordedRuntime(ManualTime.at(Scene.NOW));

  private static Scene scene(int code) {
    return Scene.empty()
        .change("a", c -> c.withTerminationMessagePolicy("FallbackToLogsOnError"))
        .exited("a", 0, code)
        .running("b", 0);
  }

  private static Map<String, String> words(
      Scene scene, String file, ContainerRuntime runtime, Map<String, String> known) {
    return words(scene, file, runtime, new LastWords(null, known, MessageLimits.defaults()));
  }

  private static Map<String, String> words(
      Scene scene, String file, ContainerRuntime runtime, LastWords before) {
    Pod pod = scene.turn().pod().orElseThrow();
    PodObservation seen = scene.turn().observed();
    LastWords.Files files =
        (container, attempt) -> file.isEmpty() ? Optional.empty() : Optional.of(file);
    return new LastWords(pod, before.known(), before.limits()).of(seen, files, runtime);
  }

  /** A runtime whose containers have all written this to their logs. */
  private static ContainerRuntime logging(String text) {
    LogSource logs =
        (query, outputs) -> {
          assertThat(query.tailLines()).isEqualTo(80);
          try {
            outputs.out().write(text.getBytes(StandardCharsets.UTF_8));
          } catch (java.io.IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
          }
        };
    return (ContainerRuntime)
        Proxy.newProxyInstance(
            LastWordsTest.class.getClassLoader(),
            new Class<?>[] {ContainerRuntime.class},
            (proxy, method, args) -> {
              assertThat(method.getName()).isEqualTo("ability");
              return Optional.of(logs);
            });
  }

  @Test
  @Row("K17-01")
  void theFileIsReadOnceTheContainerHasEnded() {
    assertThat(words(scene(0), "done", quiet, Map.of())).containsExactly(Map.entry("a-0", "done"));
    assertThat(words(scene(0), "other", quiet, Map.of("a-0", "done", "gone-0", "x")))
        .containsExactly(Map.entry("a-0", "done"));
  }

  @ParameterizedTest(name = "exit {0}, file \"{1}\": \"{2}\"")
  @Row("K17-02")
  @CsvSource({"1, '', log", "0, '', ''", "1, file, file", "137, '', log"})
  void theLogStandsInForAnEmptyFileOfAFailure(int code, String file, String expected) {
    assertThat(words(scene(code), file, logging("log"), Map.of())).containsEntry("a-0", expected);
  }

  @Test
  @Row("K17-02")
  void onlyTheEndOfALogCounts() {
    String log = "x".repeat(3000) + "end";

    assertThat(words(scene(1), "", logging(log), Map.of()).get("a-0"))
        .hasSize(2048)
        .endsWith("end");
  }

  @Test
  @Row({"K17-02", "K00-22"})
  void howMuchIsKeptIsASetting() {
    assertThat(Scene.CONFIG.messages()).isEqualTo(new MessageLimits(4096, 80, 2048, 12 * 1024));
    LastWords brief = new LastWords(null, Map.of(), new MessageLimits(1, 80, 3, 1));
    assertThat(words(scene(1), "", logging("the end"), brief)).containsEntry("a-0", "end");

    PodTurn turn =
        scene(1).remember(memory -> memory.withLastWords(Map.of("a-0", "0123456789"))).turn();
    MessageLimits six = MessageLimits.defaults().withPodLength(6);
    PodTurn limited =
        new PodTurn(
            new PodTurn.Context(Scene.POD, Scene.NODE, Scene.CONFIG.withMessages(six)),
            turn.desire(),
            turn.observed(),
            turn.sight(),
            turn.memory(),
            turn.now());
    assertThat(message(PodStatuses.of(limited, Outlooks.of(limited)))).isEqualTo("012");
  }

  @Test
  @Row("K17-02")
  void whatCouldNotStartHasNoLog() {
    Scene scene =
        scene(1)
            .shows(
                "a-0",
                c ->
                    c.withExit(
                        new io.kubelette.runtime.ObservedContainer.Exit(
                            127, Scene.NOW, "ContainerCannotRun", "no such file")));

    assertThat(words(scene, "", logging("log"), Map.of())).containsEntry("a-0", "");
  }

  @Test
  @Row({"K17-01", "K00-22"})
  void theStatusTellsThemAfterTheEnginesOwn() {
    Scene scene =
        scene(1)
            .shows(
                "a-0",
                c ->
                    c.withExit(
                        new io.kubelette.runtime.ObservedContainer.Exit(
                            1, Scene.NOW, "Error", "engine")))
            .remember(memory -> memory.withLastWords(Map.of("a-0", "own")));
    assertThat(message(scene)).isEqualTo("engine: own");

    scene.remember(memory -> memory.withLastWords(Map.of("a-0", "x".repeat(20_000))));
    assertThat(message(scene)).hasSize(12 * 1024 / 2);
  }

  private static String message(Scene scene) {
    return message(PodStatuses.of(scene.turn(), Outlooks.of(scene.turn())));
  }

  private static String message(PodStatus status) {
    var state = status.containerStatuses().get(0).state();
    var last = status.containerStatuses().get(0).lastState();
    return state.terminated() != null ? state.terminated().message() : last.terminated().message();
  }
}
