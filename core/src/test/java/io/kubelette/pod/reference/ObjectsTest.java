package io.kubelette.pod.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.api.ApiConfig;
import io.kubelette.api.ApiServer;
import io.kubelette.api.DeleteOptions;
import io.kubelette.conformance.Row;
import io.kubelette.loop.ManualEventLoop;
import io.kubelette.loop.ManualIoPool;
import io.kubelette.loop.ManualTime;
import io.kubelette.loop.Trip;
import io.kubelette.model.ConfigMap;
import io.kubelette.model.ResourceType;
import io.kubelette.model.Service;
import io.kubelette.store.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The objects of the API, as pods find them. */
final class ObjectsTest {

  private final ManualTime time = ManualTime.at(Instant.parse("2026-03-01T12:00:00Z"));
  private final MemoryStore store = MemoryStore.create();
  private final ApiServer api = ApiServer.over(store, ApiConfig.defaults());
  private final Trip.Route route =
      new Trip.Route(
          ManualEventLoop.on(time),
          ManualIoPool.on(time, () -> Duration.ZERO),
          Duration.ofSeconds(30));
  private final List<PodObject> changes = new ArrayList<>();
  private final ApiPodObjects objects = ApiPodObjects.of(api, route);

  private void follow() {
    objects.follow(changes::add);
    time.runReady();
  }

  @Test
  @Row("K13-04")
  void everyChangeIsToldAtOnce() {
    follow();
    ConfigMap made = api.create(Samples.configMap("settings", "a", "1"));
    api.create(Samples.secret("keys", "a", "1"));
    time.runReady();
    assertThat(changes)
        .containsExactly(
            new PodObject(PodObject.Kind.CONFIG_MAP, "default", "settings"),
            new PodObject(PodObject.Kind.SECRET, "default", "keys"));
    changes.clear();

    api.update(made.withData(java.util.Map.of("a", "2")));
    api.delete(ResourceType.SECRET, "default", "keys", DeleteOptions.now());
    time.runReady();

    assertThat(changes).hasSize(2);
    assertThat(objects.configMap("default", "settings").orElseThrow().data())
        .containsEntry("a", "2");
    assertThat(objects.secret("default", "keys")).isEmpty();
    assertThat(objects.configMap("other", "settings")).isEmpty();
  }

  @Test
  void whatIsThereIsReadBeforeAnyWatchTellsOfIt() {
    api.create(Samples.configMap("settings", "a", "1"));

    assertThat(objects.configMap("default", "settings")).isPresent();
  }

  @Test
  @Row("K13-08")
  void whatWasSeenIsToldWhileTheApiIsAway() {
    api.create(Samples.configMap("settings", "a", "1"));
    api.create(Samples.secret("keys", "a", "1"));
    follow();
    store.close();

    assertThat(objects.configMap("default", "settings").orElseThrow().data())
        .containsEntry("a", "1");
    assertThat(objects.secret("default", "keys")).isPresent();
    assertThatThrownBy(() -> objects.configMap("default", "never"))
        .isInstanceOf(ReferenceException.class)
        .hasMessage("failed to sync configmap cache: timed out waiting for the condition");
  }

  @Test
  @Row("K13-07")
  void servicesAreToldOnceTheyHaveBeenRead() {
    assertThatThrownBy(() -> objects.services("default"))
        .isInstanceOf(ReferenceException.class)
        .hasMessage("services have not yet been read at least once, cannot construct envvars");
    follow();
    assertThat(objects.services("default")).isEmpty();

    api.create(Samples.service("web", "", Samples.port("", "TCP", 80)));
    api.create(Samples.service("db", "", Samples.port("", "TCP", 80)));
    time.runReady();

    assertThat(objects.services("default"))
        .extracting((Service service) -> service.metadata().name())
        .containsExactly("db", "web");
    api.delete(ResourceType.SERVICE, "default", "db", DeleteOptions.now());
    time.runReady();
    assertThat(objects.services("default")).hasSize(1);
  }

  @Test
  @Row({"K00-28", "K14-04"})
  void anImmutableObjectStaysForAPodAsItWasWhenItWasRead() {
    KnownObjects known =
        KnownObjects.of(
            Samples.configMap("fixed", "a", "1").withImmutable(true),
            Samples.secret("sealed", "a", "1").withImmutable(true),
            Samples.configMap("open", "a", "1"));
    RememberedObjects remembered = new RememberedObjects(known);
    remembered.configMap("default", "fixed");
    remembered.secret("default", "sealed");
    remembered.configMap("default", "open");

    known.put(Samples.configMap("fixed", "a", "2")).put(Samples.configMap("open", "a", "2"));
    known.remove("Secret", "sealed");

    assertThat(remembered.configMap("default", "fixed").orElseThrow().data())
        .containsEntry("a", "1");
    assertThat(remembered.secret("default", "sealed")).isPresent();
    assertThat(remembered.configMap("default", "open").orElseThrow().data())
        .containsEntry("a", "2");
  }
}
