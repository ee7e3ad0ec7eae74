package io.kubelette.api;

import io.kubelette.loop.ManualEventLoop;
import io.kubelette.loop.ManualIoPool;
import io.kubelette.loop.ManualTime;
import io.kubelette.loop.Trip;
import io.kubelette.manifest.Manifests;
import io.kubelette.model.KubernetesObject;
import io.kubelette.store.MemoryStore;
import java.time.Duration;
import java.time.Instant;

/** An API server over a memory store, and a loop and a pool that the test moves by hand. */
public final class TestCluster {

  /** When the time of every cluster begins. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  public final ManualTime time = ManualTime.at(START);
  public final ManualEventLoop loop = ManualEventLoop.on(time);
  public final ManualIoPool pool = ManualIoPool.on(time);
  public final Trip.Route route = new Trip.Route(loop, pool, Duration.ofSeconds(30));
  public final MemoryStore store;
  public final ApiServer api;

  private TestCluster(MemoryStore store) {
    this.store = store;
    this.api =
        ApiServer.over(
            store,
            ApiConfig.defaults()
                .withClock(time)
                .withPodPolicy(PodPolicy.privileged())
                .withServiceAddresses(AddressRange.parse("127.96.7.0/29")));
  }

  /** A cluster with nothing but the initial namespaces. */
  public static TestCluster create() {
    return new TestCluster(MemoryStore.create());
  }

  /** A cluster whose store keeps only so many changes. */
  static TestCluster keeping(int changes) {
    return new TestCluster(MemoryStore.keeping(changes));
  }

  /** The only object of a manifest. */
  public static KubernetesObject object(String yaml) {
    return Manifests.parse("test", yaml).get(0).object();
  }

  /** The only object of a manifest, of a known kind. */
  public static <T extends KubernetesObject> T object(Class<T> type, String yaml) {
    return type.cast(object(yaml));
  }
}
