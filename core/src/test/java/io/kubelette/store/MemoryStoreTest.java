package io.kubelette.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.loop.ManualEventLoop;
import io.kubelette.loop.ManualTime;
import io.kubelette.model.ConfigMap;
import io.kubelette.model.ResourceType;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

final class MemoryStoreTest extends StoreContract {

  private final ManualTime time = ManualTime.at(Instant.EPOCH);
  private final ManualEventLoop loop = ManualEventLoop.on(time);
  private final RecordingListener<ConfigMap> listener = new RecordingListener<>();

  @Override
  protected Store newStore() {
    return MemoryStore.create();
  }

  @Test
  void refusesToWatchFromACompactedRevision() {
    try (MemoryStore store = MemoryStore.keeping(2)) {
      write(store, 3);
      watch(store, Revision.ZERO);
      time.runReady();

      assertCut(StoreException.Kind.COMPACTED);
      assertThat(time.pending()).isZero();
    }
  }

  @Test
  void replaysFromTheOldestRevisionOfItsLog() {
    try (MemoryStore store = MemoryStore.keeping(2)) {
      write(store, 3);
      watch(store, new Revision(1));
      time.runReady();

      assertThat(listener.rest()).hasSize(2);
    }
  }

  @Test
  void refusesToWatchFromARevisionThatIsYetToCome() {
    try (MemoryStore store = MemoryStore.create()) {
      write(store, 1);
      watch(store, new Revision(2));
      time.runReady();

      assertCut(StoreException.Kind.COMPACTED);
    }
  }

  @Test
  void cutsAWatcherThatFallsBehindTheLogAndHoldsOneTaskForIt() {
    try (MemoryStore store = MemoryStore.keeping(10)) {
      watch(store, Revision.ZERO);
      write(store, 1000);
      assertThat(time.pending()).isOne();
      time.runReady();

      assertCut(StoreException.Kind.COMPACTED);
      write(store, 1);
      assertThat(time.pending()).isZero();
    }
  }

  @Test
  void doesNotCutAWatcherForChangesThatDoNotConcernIt() {
    try (MemoryStore store = MemoryStore.keeping(10)) {
      store.watch(
          new WatchRequest<>(ResourceType.CONFIG_MAP, "quiet", Revision.ZERO), loop, listener);
      write(store, 1000);
      time.runReady();
      ConfigMap object = History.object("a", "1");
      store.create(object.withMetadata(object.metadata().withNamespace("quiet")));
      time.runReady();

      assertThat(listener.rest()).hasSize(1).first().isInstanceOf(WatchEvent.class);
    }
  }

  @Test
  void wakesNobodyForChangesThatItsFilterLeavesOut() {
    try (MemoryStore store = MemoryStore.keeping(10)) {
      filtered(store, object -> "wanted".equals(object.metadata().name()));
      write(store, 1000);
      assertThat(time.pending()).isZero();
      store.create(History.object("wanted", "1"));
      time.runReady();

      assertThat(listener.rest()).hasSize(1);
    }
  }

  @Test
  void aFilterThatFailsIsNoMatterOfWhoWrites() {
    try (MemoryStore store = MemoryStore.create()) {
      filtered(
          store,
          object -> {
            throw new IllegalStateException("this failure is part of the test");
          });
      write(store, 1);
      time.runReady();

      assertThat(listener.rest()).hasSize(1);
    }
  }

  private void filtered(MemoryStore store, Predicate<ConfigMap> filter) {
    store.watch(
        new WatchRequest<>(ResourceType.CONFIG_MAP, "", Revision.ZERO, filter), loop, listener);
  }

  @Test
  void tellsAQuietWatcherHowFarItHasComeThoughTheLogHasMovedOn() {
    try (MemoryStore store = MemoryStore.keeping(10)) {
      Watch quiet =
          store.watch(
              new WatchRequest<>(ResourceType.CONFIG_MAP, "quiet", Revision.ZERO), loop, listener);
      time.runReady();
      write(store, 1000);
      quiet.bookmark();
      time.runReady();

      assertThat(listener.rest()).containsExactly(store.revision());
    }
  }

  @Test
  void leavesTheLoopToOthersAfterSomeChangesOfABurst() {
    try (MemoryStore store = MemoryStore.create()) {
      watch(store, Revision.ZERO);
      write(store, 100);
      loop.execute(() -> listener.bookmark(Revision.ZERO));
      time.runReady();

      List<Object> told = listener.rest();
      assertThat(told).hasSize(101);
      assertThat(told.indexOf(Revision.ZERO)).isBetween(1, 50);
    }
  }

  private void watch(MemoryStore store, Revision after) {
    store.watch(new WatchRequest<>(ResourceType.CONFIG_MAP, "", after), loop, listener);
  }

  private void assertCut(StoreException.Kind kind) {
    assertThat(listener.rest())
        .hasSize(1)
        .first()
        .isInstanceOfSatisfying(
            StoreException.class, reason -> assertThat(reason.kind()).isEqualTo(kind));
  }

  private static void write(MemoryStore store, int changes) {
    for (int i = 0; i < changes; i++) {
      store.create(History.object("object-" + store.revision(), "1"));
    }
  }
}
