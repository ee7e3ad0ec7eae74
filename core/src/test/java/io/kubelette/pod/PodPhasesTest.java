package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The phase that a pod's status tells, for one change to a pod whose sandbox is ready a row. */
final class PodPhasesTest {

  record Row(String phase, String change, UnaryOperator<Scene> apply) {
    @Override
    public String toString() {
      return phase + ": " + change;
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"wanted", "ending"})
  void tellsWhereThePodStands(Row row) {
    Scene scene = row.apply().apply(Scene.empty());

    assertThat(scene.status().phase()).isEqualTo(row.phase());
  }

  static Stream<Row> wanted() {
    return Stream.of(
        new Row("Pending", "nothing exists", s -> s.noSandbox()),
        new Row("Pending", "no container exists", s -> s),
        new Row("Pending", "one of two containers runs", s -> s.running("a", 0)),
        new Row("Pending", "the second is created", s -> s.running("a", 0).created("b", 0)),
        new Row("Running", "both run", s -> s.running("a", 0).running("b", 0)),
        new Row("Running", "one runs, one ended", s -> s.running("a", 0).exited("b", 0, 0)),
        new Row("Running", "both ended and restart", s -> s.exited("a", 0, 1).exited("b", 0, 0)),
        new Row(
            "Running",
            "one is created again",
            s -> s.running("a", 0).exited("b", 0, 1).created("b", 1)),
        new Row(
            "Running",
            "one waits out its back-off",
            s -> s.running("a", 0).exited("b", 1, 1).crashed("b", 1, Scene.CONFIG.retry())),
        new Row("Pending", "an init container runs", s -> s.init("i").running("i", 0)),
        new Row("Pending", "an init container failed", s -> s.init("i").exited("i", 0, 1)),
        new Row("Pending", "the init containers are done", s -> s.init("i").exited("i", 0, 0)),
        new Row("Pending", "only the sidecar runs", s -> s.sidecar("s").running("s", 0)),
        new Row(
            "Running",
            "the sidecar restarts beside running containers",
            s -> s.sidecar("s").exited("s", 0, 1).running("a", 0).running("b", 0)),
        new Row(
            "Pending",
            "init containers run again in a new sandbox",
            s -> s.init("i").exited("a", 0, 1).exited("b", 0, 1).sandbox(1).running("i", 1)),
        new Row(
            "Running",
            "a container vanished from a pod that ran",
            s -> s.running("a", 0).running("b", 0).published().gone("b-0")));
  }

  static Stream<Row> ending() {
    return Stream.of(
        new Row(
            "Running",
            "a container of an ending pod still runs",
            s -> s.running("a", 0).running("b", 0).published().exited("a", 0, 0).in("TERMINATING")),
        new Row("Pending", "a pod ends that never ran", s -> s.in("TERMINATING")),
        new Row("Failed", "a pod ended that never ran", s -> s.in("TERMINATED")),
        new Row(
            "Succeeded",
            "all did well",
            s -> s.exited("a", 0, 0).exited("b", 0, 0).in("TERMINATED")),
        new Row(
            "Failed", "one did not", s -> s.exited("a", 0, 0).exited("b", 0, 143).in("TERMINATED")),
        new Row("Failed", "one was never made", s -> s.exited("a", 0, 0).in("TERMINATED")),
        new Row(
            "Succeeded",
            "the sidecar did not do well, and does not count",
            s ->
                s.sidecar("s")
                    .exited("s", 0, 137)
                    .exited("a", 0, 0)
                    .exited("b", 0, 0)
                    .in("TERMINATED")),
        new Row(
            "Failed",
            "an init container failed under Never",
            s -> s.policy("Never").init("i").exited("i", 0, 1).in("TERMINATED")),
        new Row(
            "Succeeded",
            "the API calls it so, whatever is seen",
            s -> s.apiStatus(status -> status.withPhase("Succeeded")).published().running("a", 0)),
        new Row(
            "Failed",
            "the API calls it so, whatever is seen",
            s -> s.apiStatus(status -> status.withPhase("Failed")).published().in("TERMINATED")));
  }

  @Test
  void aTerminalPhaseStays() {
    Scene scene = Scene.empty().remember(m -> m.withPublished(failed()));

    assertThat(scene.running("a", 0).running("b", 0).status().phase()).isEqualTo("Failed");
  }

  private static io.kubelette.model.PodStatus failed() {
    return io.kubelette.model.PodStatus.EMPTY.withPhase("Failed");
  }
}
