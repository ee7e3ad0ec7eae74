package io.kubelette.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A loop on a thread of its own; what races runs many times. */
final class ThreadEventLoopTest {

  private static final int TIMES = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ThreadEventLoop loop = ThreadEventLoop.named("loop-test");

  @AfterEach
  void close() {
    loop.close();
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  /** The thread of the loop. */
  private Thread thread() throws InterruptedException {
    AtomicReference<Thread> thread = new AtomicReference<>();
    CountDownLatch done = new CountDownLatch(1);
    loop.execute(
        () -> {
          thread.set(Thread.currentThread());
          done.countDown();
        });
    await(done);
    return thread.get();
  }

  @RepeatedTest(TIMES)
  void runsTasksInTheOrderOfTheirPosting() throws InterruptedException {
    List<Integer> ran = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch done = new CountDownLatch(1);
    for (int i = 0; i < 1000; i++) {
      int number = i;
      loop.execute(() -> ran.add(number));
    }
    loop.execute(done::countDown);
    await(done);

    assertThat(ran).isEqualTo(IntStream.range(0, 1000).boxed().toList());
  }

  @Test
  void survivesTasksThatThrow() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    loop.execute(
        () -> {
          throw new IllegalStateException("thrown on purpose, by a test");
        });
    loop.execute(
        () -> {
          throw new AssertionError("thrown on purpose, by a test");
        });
    Thread before = thread();
    loop.execute(done::countDown);
    await(done);

    assertThat(thread()).isSameAs(before);
  }

  @Test
  void tasksPostedTogetherFollowOneAnother() throws InterruptedException {
    List<String> ran = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch done = new CountDownLatch(1);
    loop.executeAll(List.of(() -> ran.add("first"), () -> ran.add("second")));
    loop.execute(done::countDown);
    await(done);

    assertThat(ran).containsExactly("first", "second");
  }

  @Test
  void runsOnItsOwnNamedDaemonThread() throws InterruptedException {
    AtomicReference<Boolean> inLoop = new AtomicReference<>();
    loop.execute(() -> inLoop.set(loop.inLoop()));
    Thread thread = thread();

    assertThat(thread.getName()).isEqualTo("loop-test");
    assertThat(thread.isDaemon()).isTrue();
    assertThat(inLoop).hasValue(true);
    assertThat(loop.inLoop()).isFalse();
  }

  @Test
  void doesNotTakeTheThreadOfANamesakeForItsOwn() throws InterruptedException {
    try (ThreadEventLoop namesake = ThreadEventLoop.named("loop-test")) {
      AtomicReference<Boolean> inLoop = new AtomicReference<>();
      CountDownLatch done = new CountDownLatch(1);
      namesake.execute(
          () -> {
            inLoop.set(loop.inLoop());
            done.countDown();
          });
      await(done);

      assertThat(inLoop).hasValue(false);
    }
  }

  @Test
  void runsEarlierTimersFirst() throws InterruptedException {
    List<String> ran = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch done = new CountDownLatch(2);
    CountDownLatch posted = new CountDownLatch(1);
    loop.execute(() -> awaitQuietly(posted));
    loop.schedule(Duration.ofMillis(20), () -> record(ran, "later", done));
    loop.schedule(Duration.ofMillis(10), () -> record(ran, "sooner", done));
    posted.countDown();
    await(done);

    assertThat(ran).containsExactly("sooner", "later");
  }

  private static void record(List<String> ran, String name, CountDownLatch done) {
    ran.add(name);
    done.countDown();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aDelayThatHasPassedMeansAsSoonAsPossible() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    loop.schedule(Duration.ofSeconds(-5), done::countDown);

    await(done);
  }

  @RepeatedTest(TIMES)
  void aCancelledTimerDoesNotRun() throws InterruptedException {
    AtomicInteger ran = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(1);
    loop.execute(
        () -> {
          EventLoop.Timer timer = loop.schedule(Duration.ZERO, ran::incrementAndGet);
          timer.cancel();
          timer.cancel();
        });
    loop.schedule(Duration.ofMillis(1), done::countDown);
    await(done);

    assertThat(ran).hasValue(0);
  }

  @RepeatedTest(TIMES)
  void closeEndsTheThreadAndDropsWhatWaits() throws InterruptedException {
    AtomicInteger after = new AtomicInteger();
    Thread thread = thread();
    loop.schedule(Duration.ofHours(1), after::incrementAndGet);

    loop.close();
    loop.close();
    int ran = after.get();
    loop.execute(after::incrementAndGet);
    loop.schedule(Duration.ZERO, after::incrementAndGet).cancel();
    thread.join(PATIENCE.toMillis());

    assertThat(thread.isAlive()).isFalse();
    assertThat(after).hasValue(ran).hasValue(0);
  }

  @RepeatedTest(TIMES)
  void noTaskRunsOnceCloseHasReturned() throws InterruptedException {
    AtomicInteger ran = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(1);
    for (int i = 0; i < 100; i++) {
      loop.execute(
          () -> {
            ran.incrementAndGet();
            begun.countDown();
          });
    }
    await(begun);

    loop.close();
    int atClose = ran.get();
    Thread.yield();

    assertThat(ran).hasValue(atClose);
  }

  @Test
  void mayBeClosedFromItsOwnThread() throws InterruptedException {
    Thread thread = thread();
    loop.execute(loop::close);
    thread.join(PATIENCE.toMillis());

    assertThat(thread.isAlive()).isFalse();
  }
}
