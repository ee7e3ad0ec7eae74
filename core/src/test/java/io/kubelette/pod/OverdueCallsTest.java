package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.loop.IoPool;
import io.kubelette.loop.ManualEventLoop;
import io.kubelette.loop.ManualTime;
import io.kubelette.loop.ThreadIoPool;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls of a runtime that neither answer in time nor heed their interrupt. */
final class OverdueCallsTest {

  private final ManualTime time = ManualTime.at(Scene.NOW);
  private final RecordedRuntime runtime = new RecordedRuntime(time);
  private final PodTurn.Context context = new PodTurn.Context(Scene.POD, Scene.NODE, Scene.CONFIG);
  private final Workshop workshop =
      new Workshop(
          ManualEventLoop.on(time),
          new WaitingPool(),
          runtime,
          new RecordedReports(),
          Surroundings.none(),
          new ScriptedNetwork(),
          uid -> {});
  private final ActionExecutor executor = new ActionExecutor(context, workshop);
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private final ThreadIoPool threads = ThreadIoPool.of("overdue-test", 1);

  @AfterEach
  void endThreads() {
    threads.close();
  }

  @Test
  void nothingIsAskedForThePodUntilTheCallReturns() throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    runtime
        .script()
        .during(
            "observe",
            () -> {
              entered.countDown();
              awaitStubbornly(answer);
            });
    PodWorker worker = new PodWorker(context, workshop, Scene.nothing().desire());
    worker.desire(Scene.nothing().desire());
    time.runReady();
    threads.execute(waiting.remove());
    assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();

    time.advance(Scene.CONFIG.actionDeadline());
    time.advance(Duration.ofMinutes(10));
    assertThat(waiting).isEmpty();

    answer.countDown();
    threads.close();
    time.advance(Scene.CONFIG.retry());
    assertThat(waiting).hasSize(1);
  }

  @Test
  void nothingMoreIsDoneAfterACallThatWasGivenUp() {
    runtime.script().during("removeSandbox", () -> Thread.currentThread().interrupt());
    PodAction.RemoveSandbox first = new PodAction.RemoveSandbox("web/sandbox-0");
    PodAction.RemoveSandbox second = new PodAction.RemoveSandbox("web/sandbox-1");

    PodRound.Eyes eyes =
        new PodRound.Eyes(
            runtime, () -> 0, new LastWords(null, Map.of(), MessageLimits.defaults()));
    Round round = new PodRound(context, eyes, executor, List.of(first, second)).run();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(runtime.calls()).containsExactly("removeSandbox web/sandbox-0");
    assertThat(round.outcomes()).containsExactly(Outcome.done(first));
    assertThat(round.look()).isNull();
  }

  private static void awaitStubbornly(CountDownLatch latch) {
    boolean done = false;
    while (!done) {
      try {
        latch.await();
        done = true;
      } catch (InterruptedException ignored) {
        // On purpose: there are clients of engines that do so.
      }
    }
  }

  /** Its tasks wait until the test takes them, so that no thread moves time but the test's. */
  private final class WaitingPool implements IoPool {

    @Override
    public void execute(Runnable task) {
      waiting.add(task);
    }

    @Override
    public void close() {}
  }
}
