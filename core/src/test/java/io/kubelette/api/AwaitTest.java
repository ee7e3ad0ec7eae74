package io.kubelette.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kubelette.loop.ThreadIoPool;
import io.kubelette.model.Pod;
import io.kubelette.model.PodConditionBuilder;
import io.kubelette.model.PodKey;
import io.kubelette.model.PodStatus;
import io.kubelette.model.ResourceType;
import io.kubelette.store.MemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AwaitTest {

  private static final Duration SOON = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final MemoryStore store = MemoryStore.create();
  private final ApiServer api = ApiServer.over(store, ApiConfig.defaults());
  private final ThreadIoPool pool = ThreadIoPool.of("await-test", 1);

  @AfterEach
  void close() {
    pool.close();
    store.close();
  }

  @Test
  void returnsAtOnceWhenItIsMet() {
    ready(api.create(pod("web")));
    api.await(Pods.ready("default", "app=web"), Duration.ZERO);
  }

  @Test
  void wakesWhenAChangeMeetsIt() {
    Pod pod = api.create(pod("web"));
    CountDownLatch waiting = new CountDownLatch(1);
    pool.execute(
        () -> {
          await(waiting);
          ready(pod);
        });

    api.await(telling(waiting, Pods.ready("default", "app=web")), LONG);
    assertThat(Pods.isReady(api.get(ResourceType.POD, "default", "web"))).isTrue();
  }

  @Test
  void goesOnWhenItFellBehindTheLog() {
    MemoryStore small = MemoryStore.keeping(1);
    ApiServer behind = ApiServer.over(small, ApiConfig.defaults());
    Pod pod = behind.create(pod("web"));
    CountDownLatch waiting = new CountDownLatch(1);
    Expectation ready = Pods.ready("default", "app=web");
    Expectation slow =
        new Expectation() {
          private boolean first = true;

          @Override
          public Set<ResourceType<?>> concerns() {
            return ready.concerns();
          }

          @Override
          public Optional<String> missing(ApiServer server) {
            Optional<String> missing = ready.missing(server);
            if (first) {
              first = false;
              // Two changes while nobody listens: the watch is cut.
              behind.create(pod("other"));
              behind.delete(ResourceType.POD, "default", "other", DeleteOptions.now());
              pool.execute(
                  () -> {
                    await(waiting);
                    behind.updateStatus(readyState(pod));
                  });
              waiting.countDown();
            }
            return missing;
          }
        };

    behind.await(slow, LONG);
  }

  @Test
  void aTimeoutSaysWhatIsMissingAndWhy() {
    Pod pod = api.bind(PodKey.of(api.create(pod("web"))), "here");
    api.updateStatus(
        pod.withStatus(
            TestCluster.object(
                    Pod.class,
                    """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: web}
                    status:
                      phase: Pending
                      containerStatuses:
                      - name: main
                        ready: false
                        state: {waiting: {reason: ImagePullBackOff, message: Back-off pulling image}}
                        lastState: {terminated: {exitCode: 3, reason: Error}}
                    """)
                .status()));
    api.create(
        TestCluster.object(
            """
            apiVersion: v1
            kind: Event
            metadata: {name: web.1}
            involvedObject: {kind: Pod, namespace: default, name: web, uid: %s}
            type: Warning
            reason: Failed
            message: no such image
            """
                .formatted(pod.metadata().uid())));

    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.await(Pods.ready("default", "app=web", 2), SOON))
        .withMessage(
            "after 0.02s: 0 of 1 pods are ready (app=web in namespace default; at least 2 wanted)\n"
                + "  default/web: Pending; container main waiting: ImagePullBackOff (Back-off"
                + " pulling image), after it ended with exit code 3: Error; warning Failed: no such"
                + " image")
        .satisfies(timeout -> assertThat(timeout.kind()).isEqualTo(ApiException.Kind.TIMEOUT));
  }

  @Test
  void aPodWithoutANodeSaysSo() {
    Pod pod = api.create(pod("web"));
    api.updateStatus(
        pod.withStatus(
            pod.status()
                .withConditions(
                    List.of(
                        PodConditionBuilder.builder()
                            .type("PodScheduled")
                            .status("False")
                            .reason("Unschedulable")
                            .message("0/1 nodes are available")
                            .build()))));
    assertThat(Pods.ready("default", "").missing(api).orElseThrow())
        .contains("default/web: Pending; no node: Unschedulable (0/1 nodes are available)");
  }

  @Test
  void noPodAtAllIsNotReady() {
    assertThat(Pods.ready("default", "app=web").missing(api))
        .contains("0 of 0 pods are ready (app=web in namespace default; at least 1 wanted)");
  }

  @Test
  void podsCanBeWaitedForToEndAndToGo() {
    Pod pod = api.create(pod("web"));
    assertThat(Pods.phase("default", "", "Succeeded").missing(api)).isPresent();
    assertThat(Pods.gone("default", "").missing(api)).isPresent();
    api.updateStatus(pod.withStatus(pod.status().withPhase("Succeeded")));
    assertThat(Pods.phase("default", "", "Succeeded").missing(api)).isEmpty();
    api.delete(ResourceType.POD, "default", "web", DeleteOptions.now());
    assertThat(Pods.gone("default", "").missing(api)).isEmpty();
  }

  @Test
  void anInterruptedWaiterIsToldAndStaysInterrupted() {
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.await(Pods.ready("default", "app=web"), LONG))
        .withMessageStartingWith("interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aClosedStoreEndsTheWait() {
    CountDownLatch waiting = new CountDownLatch(1);
    pool.execute(
        () -> {
          await(waiting);
          store.close();
        });
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.await(telling(waiting, Pods.ready("default", "")), LONG))
        .satisfies(closed -> assertThat(closed.kind()).isEqualTo(ApiException.Kind.UNAVAILABLE));
  }

  @Test
  void nothingCanBeAwaitedOfAClosedStore() {
    store.close();
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.await(Pods.ready("default", ""), LONG))
        .satisfies(closed -> assertThat(closed.kind()).isEqualTo(ApiException.Kind.UNAVAILABLE));
  }

  /** Counts down when it has been looked at for the first time, before the waiter waits. */
  private static Expectation telling(CountDownLatch looked, Expectation inner) {
    return new Expectation() {
      @Override
      public Set<ResourceType<?>> concerns() {
        return inner.concerns();
      }

      @Override
      public Optional<String> missing(ApiServer server) {
        Optional<String> missing = inner.missing(server);
        looked.countDown();
        return missing;
      }
    };
  }

  private static void await(CountDownLatch latch) {
    assertThatCode(latch::await).doesNotThrowAnyException();
  }

  private void ready(Pod pod) {
    api.updateStatus(readyState(pod));
  }

  private static Pod readyState(Pod pod) {
    return pod.withStatus(
        PodStatus.EMPTY
            .withPhase("Running")
            .withConditions(
                List.of(PodConditionBuilder.builder().type("Ready").status("True").build())));
  }

  private static Pod pod(String name) {
    return TestCluster.object(
        Pod.class,
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: %s, labels: {app: %s}}
        spec: {containers: [{name: main, image: "web:1"}]}
        """
            .formatted(name, name));
  }
}
