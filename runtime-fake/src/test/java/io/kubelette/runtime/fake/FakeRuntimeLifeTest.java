package io.kubelette.runtime.fake;

import static io.kubelette.runtime.fake.FakePods.NAMESPACE;
import static io.kubelette.runtime.fake.FakePods.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.loop.ManualEventLoop;
import io.kubelette.loop.ManualTime;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.PodObservation;
import io.kubelette.runtime.StopSignal;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FakeRuntimeLifeTest {

  private static final int PODS = 10_000;

  @Test
  void closeEndsProgramsSocketsAndThreads() throws Exception {
    Set<Thread> before = kubeletteThreads();
    CountDownLatch begun = new CountDownLatch(2);
    FakeRuntime runtime =
        FakeRuntime.create()
            .image(
                "web:1",
                container -> {
                  ServerSocket socket = container.listen(8080);
                  begun.countDown();
                  socket.accept();
                  return 0;
                });
    FakePods pods = new FakePods(runtime);
    pods.run("web-0", "web:1");
    pods.run("web-1", "web:1");
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    String address = runtime.pod(NAMESPACE, "web-0").address().orElseThrow();
    Set<Thread> during = kubeletteThreads();
    during.removeAll(before);
    assertThat(during).hasSizeGreaterThanOrEqualTo(3).allMatch(Thread::isDaemon);
    runtime.close();
    runtime.close();
    for (Thread thread : during) {
      thread.join(10_000);
      assertThat(thread.isAlive()).as(thread.getName()).isFalse();
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(address, 8080));
    }
    assertThatThrownBy(() -> runtime.observe(OWNER))
        .isInstanceOf(ContainerRuntimeException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void idleImagesHoldNoThread() {
    try (FakeRuntime runtime = FakeRuntime.create()) {
      FakePods pods = new FakePods(runtime);
      pods.run("first", "idle:1");
      Set<Thread> before = kubeletteThreads();
      for (int i = 0; i < 300; i++) {
        pods.run("web-" + i, "idle:1");
      }
      assertThat(kubeletteThreads()).isEqualTo(before);
    }
  }

  @Test
  void moreThanOneSliceOfAddressesIsClaimedWhenNeeded() {
    try (FakeRuntime runtime = FakeRuntime.create()) {
      FakePods pods = new FakePods(runtime);
      Set<String> addresses = new HashSet<>();
      for (int i = 0; i < 600; i++) {
        pods.run("web-" + i, "idle:1");
        addresses.add(runtime.pod(NAMESPACE, "web-" + i).address().orElseThrow());
      }
      assertThat(addresses).hasSize(600).allMatch(address -> address.startsWith("127.64."));
    }
  }

  @Test
  void twoRuntimesInOneJvmGiveOutDifferentAddresses() {
    try (FakeRuntime first = FakeRuntime.create();
        FakeRuntime second = FakeRuntime.create()) {
      new FakePods(first).run("web-0", "idle:1");
      new FakePods(second).run("web-0", "idle:1");
      assertThat(first.pod(NAMESPACE, "web-0").address())
          .isNotEqualTo(second.pod(NAMESPACE, "web-0").address());
    }
  }

  @Test
  void anIdlePodCostsLessThanTwoKilobytes() {
    ManualTime time = ManualTime.at(Instant.EPOCH);
    FakeRuntime runtime =
        FakeRuntime.builder().loop(ManualEventLoop.on(time)).pretendedAddresses().build();
    FakePods pods = new FakePods(runtime);
    runAll(pods, 0, 1);
    time.runReady();
    long before = usedMemory();
    runAll(pods, 1, PODS);
    time.runReady();
    List<PodObservation> all = runtime.observe(OWNER);
    assertThat(all).hasSize(PODS);
    long each = (usedMemory() - before) / PODS;
    assertThat(each).as("bytes for each pod, with its observation").isLessThan(2048);
    runtime.close();
  }

  @Test
  void theSameStepsGiveTheSameObservations() {
    assertThat(story()).isEqualTo(story());
  }

  private static List<PodObservation> story() {
    ManualTime time = ManualTime.at(Instant.EPOCH);
    try (FakeRuntime runtime =
        FakeRuntime.builder().loop(ManualEventLoop.on(time)).pretendedAddresses().build()) {
      FakePods pods = new FakePods(runtime);
      runAll(pods, 0, 20);
      runtime.signal(pods.container("web-3").id(), StopSignal.KILL);
      runtime.pod(NAMESPACE, "web-4").loseSandbox();
      return runtime.observe(OWNER);
    }
  }

  private static void runAll(FakePods pods, int first, int end) {
    for (int i = first; i < end; i++) {
      pods.run("web-" + i, "idle:1");
    }
  }

  private static long usedMemory() {
    Runtime jvm = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      least = Math.min(least, jvm.totalMemory() - jvm.freeMemory());
    }
    return least;
  }

  private static Set<Thread> kubeletteThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("kubelette"))
        .collect(Collectors.toSet());
  }
}
