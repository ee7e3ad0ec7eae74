package io.kubelette.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Threads that may block; what races runs many times. */
final class ThreadIoPoolTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ThreadIoPool pool = ThreadIoPool.of("pool-test", 3);

  @AfterEach
  void close() {
    pool.close();
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  @RepeatedTest(100)
  void usesAllItsThreadsAndNoMore() throws InterruptedException {
    int tasks = 30;
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Set<String> names = ConcurrentHashMap.newKeySet();
    CountDownLatch threeAtOnce = new CountDownLatch(3);
    CountDownLatch done = new CountDownLatch(tasks);
    for (int i = 0; i < tasks; i++) {
      pool.execute(
          () -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            names.add(Thread.currentThread().getName());
            threeAtOnce.countDown();
            awaitQuietly(threeAtOnce);
            now.decrementAndGet();
            done.countDown();
          });
    }
    await(done);

    assertThat(most).hasValue(3);
    assertThat(names).containsExactlyInAnyOrder("pool-test-0", "pool-test-1", "pool-test-2");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void survivesTasksThatThrow() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(10);
    for (int i = 0; i < 10; i++) {
      pool.execute(
          () -> {
            done.countDown();
            throw new IllegalStateException("thrown on purpose, by a test");
          });
    }
    await(done);
    CountDownLatch after = new CountDownLatch(1);
    pool.execute(after::countDown);

    await(after);
  }

  @RepeatedTest(100)
  void closeInterruptsWhatRunsDropsWhatWaitsAndEndsTheThreads() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(3);
    AtomicInteger interrupted = new AtomicInteger();
    AtomicInteger dropped = new AtomicInteger();
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    for (int i = 0; i < 3; i++) {
      pool.execute(
          () -> {
            threads.add(Thread.currentThread());
            running.countDown();
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException end) {
              interrupted.incrementAndGet();
            }
          });
    }
    pool.execute(dropped::incrementAndGet);
    await(running);

    pool.close();
    pool.close();
    pool.execute(dropped::incrementAndGet);

    assertThat(interrupted).hasValue(3);
    assertThat(dropped).hasValue(0);
    for (Thread thread : threads) {
      thread.join(PATIENCE.toMillis());
      assertThat(thread.isAlive()).isFalse();
    }
  }
}
