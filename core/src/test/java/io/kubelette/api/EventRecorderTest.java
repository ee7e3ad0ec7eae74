package io.kubelette.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.conformance.Row;
import io.kubelette.model.ConfigMap;
import io.kubelette.model.Event;
import io.kubelette.model.EventSource;
import io.kubelette.model.ObjectReference;
import io.kubelette.model.ResourceType;
import io.kubelette.store.Store;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EventRecorderTest {

  private final TestCluster cluster = TestCluster.create();
  private final EventRecorder recorder =
      EventRecorder.create(cluster.api, cluster.route, new EventSource("kubelet", "here"));
  private final ObjectReference about = EventRecorder.about(map());

  @Test
  @Row("K20-07")
  void anEventHasTheShapeOfKubernetes() {
    recorder.warning(about.withFieldPath("spec.containers{main}"), "Failed", "it failed");
    cluster.time.runReady();
    Event event = events().get(0);

    assertThat(event.metadata().namespace()).isEqualTo("default");
    assertThat(event.metadata().name()).startsWith("a.");
    assertThat(event.involvedObject().kind()).isEqualTo("ConfigMap");
    assertThat(event.involvedObject().uid()).isEqualTo(about.uid());
    assertThat(event.involvedObject().fieldPath()).isEqualTo("spec.containers{main}");
    assertThat(event.type()).isEqualTo("Warning");
    assertThat(event.reason()).isEqualTo("Failed");
    assertThat(event.message()).isEqualTo("it failed");
    assertThat(event.count()).isEqualTo(1);
    assertThat(event.firstTimestamp()).isEqualTo(TestCluster.START);
    assertThat(event.lastTimestamp()).isEqualTo(TestCluster.START);
    assertThat(event.source()).isEqualTo(new EventSource("kubelet", "here"));
    assertThat(event.reportingComponent()).isEqualTo("kubelet");
    assertThat(event.reportingInstance()).isEqualTo("here");
  }

  @Test
  @Row({"K20-07", "K00-24"})
  void theSameEventAgainIsCounted() {
    recorder.normal(about, "Pulled", "it is there");
    cluster.time.runReady();
    cluster.time.advance(Duration.ofSeconds(90));
    recorder.normal(about, "Pulled", "it is there");
    cluster.time.runReady();

    assertThat(events()).hasSize(1);
    assertThat(events().get(0).count()).isEqualTo(2);
    assertThat(events().get(0).firstTimestamp()).isEqualTo(TestCluster.START);
    assertThat(events().get(0).lastTimestamp()).isEqualTo(TestCluster.START.plusSeconds(90));
  }

  @Test
  void aCountedEventThatHasExpiredIsWrittenAnew() {
    recorder.normal(about, "Pulled", "it is there");
    cluster.time.runReady();
    cluster.api.delete(
        ResourceType.EVENT,
        "default",
        String.valueOf(events().get(0).metadata().name()),
        DeleteOptions.now());
    recorder.normal(about, "Pulled", "it is there");
    cluster.time.runReady();

    assertThat(events()).extracting(Event::count).containsExactly(2);
  }

  @Test
  @Row({"K20-07", "K00-24"})
  void theEleventhSimilarEventIsMerged() {
    for (int i = 1; i <= 13; i++) {
      recorder.normal(about, "Pulled", "image " + i);
    }
    cluster.time.runReady();

    assertThat(events()).hasSize(11);
    Event merged = events().get(10);
    assertThat(merged.message()).isEqualTo("(combined from similar events): image 13");
    assertThat(merged.count()).isEqualTo(3);
  }

  @Test
  void similarEventsAreToldApartAgainAfterAQuietWindow() {
    for (int i = 1; i <= 12; i++) {
      recorder.normal(about, "Pulled", "image " + i);
    }
    cluster.time.advance(Duration.ofSeconds(601));
    recorder.normal(about, "Pulled", "image 13");
    cluster.time.runReady();

    assertThat(events()).extracting(Event::message).contains("image 13");
  }

  @Test
  @Row({"K20-07", "K00-24"})
  void anObjectWithTooManyEventsIsSlowedToOneInFiveMinutes() {
    for (int i = 1; i <= 30; i++) {
      recorder.normal(about, "Reason" + i, "x");
    }
    cluster.time.runReady();
    assertThat(events()).hasSize(25);
    cluster.time.advance(Duration.ofMinutes(5));
    recorder.normal(about.withFieldPath("spec.containers{main}"), "More", "x");
    recorder.normal(about, "Lost", "x");
    cluster.time.runReady();

    assertThat(events()).hasSize(26).extracting(Event::reason).contains("More");
  }

  @Test
  void recordingWritesNothingOnTheCallersThread() {
    recorder.normal(about, "Pulled", "it is there");
    assertThat(events()).isEmpty();
  }

  private List<Event> written(EventLimits limits, int events, String pattern) {
    EventRecorder strict =
        EventRecorder.create(
            cluster.api, cluster.route, new EventSource("kubelet", "there"), limits);
    for (int i = 1; i <= events; i++) {
      strict.normal(about, pattern.formatted(i), "message " + i);
    }
    cluster.time.runReady();
    return events();
  }

  @Test
  @Row("K00-24")
  void theNumbersAreThoseOfKubernetesUnlessItIsSaid() {
    assertThat(EventLimits.defaults())
        .isEqualTo(
            new EventLimits(
                50,
                100,
                10,
                Duration.ofMinutes(10),
                25,
                Duration.ofMinutes(5),
                4096,
                1000,
                12,
                Duration.ofSeconds(10),
                Duration.ofHours(1)));
    assertThatThrownBy(() -> EventLimits.defaults().withTries(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> EventLimits.defaults().withPause(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Row("K00-24")
  void similarEventsAreToldApartAsOftenAsItIsSaid() {
    assertThat(written(EventLimits.defaults().withSimilar(2), 5, "Pulled")).hasSize(3);
    assertThat(events().get(2).message()).isEqualTo("(combined from similar events): message 5");
  }

  @Test
  @Row("K00-24")
  void anObjectHasAsManyEventsAsItIsSaid() {
    assertThat(written(EventLimits.defaults().withPerObject(3), 5, "Reason%d")).hasSize(3);
  }

  @Test
  @Row("K00-24")
  void aPauseOfNextToNothingSlowsNothing() {
    EventLimits quick = EventLimits.defaults().withPerObjectPause(Duration.ofNanos(1));
    assertThat(written(quick.withPerObject(2), 2, "Reason%d")).hasSize(2);
  }

  @Test
  @Row("K00-24")
  void asManyWaitAsItIsSaid() {
    assertThat(written(EventLimits.defaults().withWaiting(4), 9, "Reason%d")).hasSize(4);
  }

  @Test
  @Row("K00-24")
  void asMuchIsRememberedAsItIsSaid() {
    EventLimits forgetful = EventLimits.defaults().withRemembered(1);
    EventRecorder recorder =
        EventRecorder.create(
            cluster.api, cluster.route, new EventSource("kubelet", "there"), forgetful);
    recorder.normal(about, "Pulled", "x");
    recorder.normal(about, "Started", "x");
    recorder.normal(about, "Pulled", "x");
    cluster.time.runReady();

    assertThat(events()).extracting(Event::count).containsExactly(1, 1, 1);
  }

  @Test
  @Row("K00-24")
  void theQueueIsBounded() {
    for (int i = 0; i < 1500; i++) {
      recorder.normal(about.withName("object-" + i), "Pulled", "x");
    }
    cluster.time.runReady();
    assertThat(events()).as("a burst").hasSize(100);
    cluster.time.advance(Duration.ofSeconds(10));
    assertThat(events()).as("50 in each second").hasSize(600);
    cluster.time.advance(Duration.ofSeconds(60));
    assertThat(events()).hasSize(1000);
  }

  @Test
  void twoRecordersAtOneInstantDoNotCollide() {
    EventRecorder other =
        EventRecorder.create(cluster.api, cluster.route, new EventSource("scheduler", null));
    recorder.normal(about, "One", "x");
    other.normal(about, "Two", "x");
    cluster.time.runReady();
    assertThat(events()).hasSize(2);
  }

  @Test
  @Row("K00-24")
  void anUnreachableApiIsTriedTwelveTimes() {
    cluster.store.close();
    recorder.normal(about, "Pulled", "x");
    cluster.time.advance(Duration.ofSeconds(109));
    assertThat(cluster.time.pending()).isOne();
    cluster.time.advance(Duration.ofSeconds(1));
    assertThat(cluster.time.pending()).isZero();
  }

  @Test
  void anEventThatBreaksTheStoreDoesNotHoldUpTheNext() {
    ApiServer api = ApiServer.over(breaking("Bad"), ApiConfig.defaults().withClock(cluster.time));
    EventRecorder other =
        EventRecorder.create(api, cluster.route, new EventSource("kubelet", "here"));
    other.normal(about, "Bad", "x");
    other.normal(about, "Good", "x");
    cluster.time.runReady();

    assertThat(events()).extracting(Event::reason).containsExactly("Good");
  }

  /** The cluster's store, but for events of that reason. */
  private Store breaking(String reason) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          boolean breaks =
              method.getName().equals("create")
                  && arguments[0] instanceof Event event
                  && reason.equals(event.reason());
          if (breaks) {
            throw new IllegalStateException("broken");
          }
          try {
            return method.invoke(cluster.store, arguments);
          } catch (InvocationTargetException answer) {
            throw answer.getCause();
          }
        };
    return (Store)
        Proxy.newProxyInstance(Store.class.getClassLoader(), new Class<?>[] {Store.class}, handler);
  }

  @Test
  void aClosedRecorderDropsWhatItHas() {
    recorder.normal(about, "Pulled", "x");
    recorder.close();
    recorder.close();
    recorder.normal(about, "Pulled", "y");
    cluster.time.runReady();
    assertThat(events()).isEmpty();
  }

  @Test
  void eventsExpireAnHourAfterTheirLastRepetition() {
    EventExpiry expiry = EventExpiry.start(cluster.api, cluster.route, EventExpiry.KUBERNETES);
    recorder.normal(about, "Once", "x");
    recorder.normal(about, "Twice", "x");
    cluster.time.advance(Duration.ofMinutes(30));
    recorder.normal(about, "Twice", "x");
    cluster.time.advance(Duration.ofMinutes(29));
    assertThat(events()).hasSize(2);
    cluster.time.advance(Duration.ofMinutes(10));
    assertThat(events()).extracting(Event::reason).containsExactly("Twice");
    cluster.time.advance(Duration.ofMinutes(30));
    assertThat(events()).isEmpty();
    expiry.close();
    cluster.time.runReady();
    assertThat(cluster.time.pending()).isZero();
  }

  private ConfigMap map() {
    return cluster.api.create(
        TestCluster.object(
            ConfigMap.class, "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}"));
  }

  /** In the order of their first writing. */
  private List<Event> events() {
    return cluster.api.list(Query.of(ResourceType.EVENT)).items().stream()
        .sorted(Comparator.comparing(event -> String.valueOf(event.metadata().name())))
        .toList();
  }
}
