package io.kubelette.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;

/** Trips between real threads, which race: each test runs many times. */
final class TripThreadsTest {

  private static final int TIMES = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ThreadEventLoop loop = ThreadEventLoop.named("trip-test-loop");
  private final ThreadIoPool pool = ThreadIoPool.of("trip-test-io", 2);
  private final ThreadIoPool narrow = ThreadIoPool.of("trip-test-one", 1);
  private final BlockingQueue<Landing<String>> landings = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    narrow.close();
    pool.close();
    loop.close();
  }

  private Landing<String> landing() throws InterruptedException {
    Landing<String> landing = landings.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(landing).isNotNull();
    return landing;
  }

  /** Waits until the loop has done all that was posted so far. */
  private void drainLoop() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    loop.execute(done::countDown);
    assertThat(done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  private void drainNarrowPool() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    narrow.execute(done::countDown);
    assertThat(done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  private static Trip.Route route(EventLoop loop, IoPool pool) {
    return new Trip.Route(loop, pool, PATIENCE);
  }

  @RepeatedTest(TIMES)
  void everyTripLandsExactlyOnceWhoeverWins() throws InterruptedException {
    int many = 20;
    loop.execute(
        () -> {
          for (int i = 0; i < many; i++) {
            Trip<String> trip = Trip.begin(route(loop, pool), () -> "there", landings::add);
            if (i % 2 == 0) {
              trip.cancel();
            }
          }
        });
    for (int i = 0; i < many; i++) {
      Landing<String> landing = landing();
      landing
          .failure()
          .ifPresentOrElse(
              failure -> assertThat(failure).isInstanceOf(CancellationException.class),
              () -> assertThat(landing.result()).isEqualTo("there"));
    }
    drainLoop();
    assertThat(landings).isEmpty();
  }

  @RepeatedTest(TIMES)
  void aRunningBodyIsInterruptedByItsCancellation() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    List<Trip<String>> trips = Collections.synchronizedList(new ArrayList<>());
    loop.execute(
        () ->
            trips.add(
                Trip.begin(
                    route(loop, pool),
                    () -> {
                      running.countDown();
                      new CountDownLatch(1).await();
                      return "never";
                    },
                    landings::add)));
    assertThat(running.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    loop.execute(() -> trips.get(0).cancel());

    assertThat(landing().failure()).containsInstanceOf(CancellationException.class);
  }

  @RepeatedTest(TIMES)
  void aBodyThatIgnoresItsInterruptIsGivenUpAtTheDeadline() throws InterruptedException {
    CountDownLatch letGo = new CountDownLatch(1);
    Trip.Route hurried = new Trip.Route(loop, pool, Duration.ofMillis(1));
    loop.execute(
        () ->
            Trip.begin(
                hurried,
                () -> {
                  awaitStubbornly(letGo);
                  return "late";
                },
                landings::add));

    assertThat(landing().failure()).containsInstanceOf(TimeoutException.class);

    letGo.countDown();
    pool.close();
    drainLoop();
    assertThat(landings).as("what comes late is dropped").isEmpty();
  }

  private static void awaitStubbornly(CountDownLatch latch) {
    boolean done = false;
    while (!done) {
      try {
        latch.await();
        done = true;
      } catch (InterruptedException ignored) {
        // On purpose: there are libraries that do so.
      }
    }
  }

  @RepeatedTest(TIMES)
  void anInterruptNeverReachesTheNextTask() throws InterruptedException {
    AtomicInteger leaks = new AtomicInteger();
    int many = 50;
    CountDownLatch checked = new CountDownLatch(many);
    loop.execute(
        () -> {
          for (int i = 0; i < many; i++) {
            Trip<String> trip = Trip.begin(route(loop, narrow), () -> "quick", landings::add);
            narrow.execute(
                () -> {
                  if (Thread.currentThread().isInterrupted()) {
                    leaks.incrementAndGet();
                  }
                  checked.countDown();
                });
            trip.cancel();
          }
        });
    assertThat(checked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    drainNarrowPool();

    assertThat(leaks).hasValue(0);
  }
}
