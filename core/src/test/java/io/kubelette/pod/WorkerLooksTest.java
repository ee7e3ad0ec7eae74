package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.loop.ManualEventLoop;
import io.kubelette.loop.ManualIoPool;
import io.kubelette.loop.ManualTime;
import io.kubelette.runtime.RuntimeEvent;
import io.kubelette.runtime.RuntimeEvent.Change.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a worker asks the runtime, and when it knows already. */
final class WorkerLooksTest {

  private final ManualTime time = ManualTime.at(Scene.NOW);
  private final ManualEventLoop loop = ManualEventLoop.on(time);
  private final RecordedRuntime runtime = new RecordedRuntime(time);
  private Duration latency = Duration.ZERO;
  private final Scene scene = Scene.nothing().spec(spec -> Scene.specOf("a"));
  private final PodWorker worker =
      new PodWorker(
          new PodTurn.Context(Scene.POD, Scene.NODE, Scene.CONFIG),
          new Workshop(
              loop,
              ManualIoPool.on(time, () -> latency),
              runtime,
              new RecordedReports(),
              Surroundings.none(),
              new ScriptedNetwork(),
              uid -> {}),
          scene.desire());

  private void begin() {
    runtime.watch(Scene.POD.owner(), event -> loop.execute(() -> worker.poke(event)));
    worker.desire(scene.desire());
    settle();
    assertThat(runtime.running()).containsExactly("web/a-0");
  }

  private void settle() {
    time.runReady();
  }

  /** A worker whose pod runs. */
  private void beginAndSettle() {
    begin();
    runtime.calls();
  }

  @Row("K03-02")
  @Test
  void looksOnceMoreWhenPokedDuringATripHoweverOften() {
    beginAndSettle();
    latency = Duration.ofSeconds(1);
    runtime
        .script()
        .during(
            "observe",
            () -> {
              worker.poke(RuntimeEvent.of("uid"));
              worker.poke(RuntimeEvent.of("uid"));
              worker.poke(RuntimeEvent.of("uid"));
            });
    worker.poke(RuntimeEvent.of("uid"));

    time.advance(Duration.ofSeconds(5));

    assertThat(runtime.looks()).isEqualTo(2);
    assertThat(time.pending()).isZero();
  }

  @Test
  void doesNotLookAgainForWhatCameBeforeItLooked() {
    beginAndSettle();
    latency = Duration.ofSeconds(1);
    worker.poke(RuntimeEvent.of("uid"));
    settle();
    worker.poke(RuntimeEvent.of("uid"));

    time.advance(Duration.ofSeconds(5));

    assertThat(runtime.looks()).isEqualTo(1);
    assertThat(time.pending()).isZero();
  }

  @Test
  void looksOnlyForEventsThatTellWhatItHasNotSeen() {
    beginAndSettle();
    String id = "web/a-0";
    worker.poke(RuntimeEvent.of("uid", new RuntimeEvent.Change(id, Kind.CREATED)));
    worker.poke(RuntimeEvent.of("uid", new RuntimeEvent.Change(id, Kind.STARTED)));
    settle();
    assertThat(runtime.looks()).isZero();

    worker.poke(RuntimeEvent.of("uid", new RuntimeEvent.Change(id, Kind.ENDED)));
    settle();
    assertThat(runtime.looks()).isEqualTo(1);
  }

  @Test
  void makesItsSandboxWithoutALookWhereAListShowedNothing() {
    List<Long> looks = new ArrayList<>();
    runtime.script().during("runSandbox", () -> looks.add(runtime.looks()));
    worker.startFromNothing();
    begin();

    assertThat(looks).containsExactly(0L);
  }
}
