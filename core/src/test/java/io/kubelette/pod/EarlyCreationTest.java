package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.loop.ManualEventLoop;
import io.kubelette.loop.ManualIoPool;
import io.kubelette.loop.ManualTime;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.PullProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a pod starts on a runtime that creates its first container while its sandbox starts. */
final class EarlyCreationTest {

  private final ManualTime time = ManualTime.at(Scene.NOW);
  private final ManualEventLoop loop = ManualEventLoop.on(time);
  private final RecordedRuntime runtime = new RecordedRuntime(time);
  private final RecordedReports reports = new RecordedReports();
  private final List<String> finished = new ArrayList<>();
  private final Scene scene = Scene.nothing().spec(spec -> Scene.specOf("a"));
  private final PodWorker worker =
      new PodWorker(
          new PodTurn.Context(Scene.POD, Scene.NODE, Scene.CONFIG),
          new Workshop(
              loop,
              ManualIoPool.on(time, () -> Duration.ZERO),
              runtime,
              reports,
              Surroundings.none(),
              new ScriptedNetwork(),
              finished::add),
          scene.desire());

  @BeforeEach
  void createsEarly() {
    runtime.createsEarly();
  }

  private void begin() {
    runtime.watch(Scene.POD.owner(), event -> loop.execute(() -> worker.poke(event)));
    worker.desire(scene.desire());
  }

  private void settle() {
    time.runReady();
  }

  @Test
  @Row({"K03-06", "K12-02"})
  void theFirstContainerStartsInTheRoundOfItsSandboxWhereItCanBeCreatedEarly() {
    runtime.pullImage("img-a:1", PullProgress.ignored());
    runtime.calls();
    begin();
    settle();

    assertThat(runtime.calls())
        .containsExactly("runSandbox web/sandbox-0", "create web/a-0", "start web/a-0");
    assertThat(reports.last().phase()).isEqualTo("Running");
    assertThat(reports.events()).containsExactly("Pulled", "Created", "Started");
    assertThat(time.pending()).isZero();
  }

  @Test
  void whatCannotBeCreatedEarlyIsCreatedWhenItsTurnComes() {
    begin();
    settle();

    assertThat(runtime.calls())
        .containsExactly(
            "runSandbox web/sandbox-0",
            "create web/a-0",
            "pull img-a:1",
            "create web/a-0",
            "start web/a-0");
    assertThat(reports.events()).containsExactly("Pulling", "Pulled", "Created", "Started");
  }

  @Test
  void whatWasCreatedEarlyAndCannotStartIsTriedAgain() {
    runtime.pullImage("img-a:1", PullProgress.ignored());
    runtime.script().fail("start", new ContainerRuntimeException(Kind.TRANSIENT, "no answer"));
    begin();
    settle();
    assertThat(reports.events()).containsExactly("Pulled", "Created", "Failed");
    runtime.calls();

    time.advance(Scene.CONFIG.retry());
    assertThat(runtime.calls()).containsExactly("start web/a-0");
    assertThat(reports.last().phase()).isEqualTo("Running");
  }

  @Test
  void aPodDeletedWhileItsFirstContainerIsCreatedEarlyLeavesNothing() {
    runtime.pullImage("img-a:1", PullProgress.ignored());
    runtime.script().during("create", () -> worker.desire(scene.deleted(30).desire()));
    begin();
    settle();
    time.advance(Duration.ofSeconds(60));

    assertThat(runtime.isEmpty()).isTrue();
    assertThat(reports.deleted()).containsExactly("web");
    assertThat(finished).containsExactly("uid-1");
    assertThat(time.pending()).isZero();
  }
}
