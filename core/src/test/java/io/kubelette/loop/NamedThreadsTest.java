package io.kubelette.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Threads that tell whose they are. */
final class NamedThreadsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void numbersThreadsThatShareAPrefix() {
    NamedThreads threads = NamedThreads.numbered("kubelette-io");

    assertThat(threads.newThread(() -> {}).getName()).isEqualTo("kubelette-io-0");
    assertThat(threads.newThread(() -> {}).getName()).isEqualTo("kubelette-io-1");
  }

  @Test
  void givesAllThreadsOfOneOwnerOneName() {
    NamedThreads threads = NamedThreads.single("kubelette-pod-loop");
    threads.newThread(() -> {});

    assertThat(threads.newThread(() -> {}).getName()).isEqualTo("kubelette-pod-loop");
  }

  @Test
  void neverKeepsTheJvmAlive() {
    assertThat(NamedThreads.single("any").newThread(() -> {}).isDaemon()).isTrue();
  }

  @Test
  void knowsItsOwnWhileTheyRun() throws InterruptedException {
    NamedThreads threads = NamedThreads.single("own");
    AtomicReference<Boolean> whileRunning = new AtomicReference<>();
    Thread thread =
        threads.newThread(() -> whileRunning.set(threads.isOwn(Thread.currentThread())));
    thread.start();
    thread.join(PATIENCE.toMillis());

    assertThat(whileRunning).hasValue(true);
    assertThat(threads.isOwn(thread)).isFalse();
    assertThat(threads.isOwn(Thread.currentThread())).isFalse();
  }

  @Test
  void forgetsAThreadWhoseBodyThrew() throws InterruptedException {
    NamedThreads threads = NamedThreads.single("own");
    Thread thread =
        threads.newThread(
            () -> {
              throw new IllegalStateException("thrown on purpose, by a test");
            });
    thread.setUncaughtExceptionHandler((where, what) -> {});
    thread.start();
    thread.join(PATIENCE.toMillis());

    assertThat(threads.isOwn(thread)).isFalse();
  }
}
