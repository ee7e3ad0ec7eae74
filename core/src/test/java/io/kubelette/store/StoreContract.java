package io.kubelette.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kubelette.loop.ThreadEventLoop;
import io.kubelette.model.ConfigMap;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.Namespace;
import io.kubelette.model.NamespaceBuilder;
import io.kubelette.model.ObjectMetaBuilder;
import io.kubelette.model.ResourceType;
import io.kubelette.model.Secret;
import io.kubelette.model.SecretBuilder;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Store} must do: implementations extend this class.
 *
 * <p>Each test uses a store of its own. The names of the objects are new in each store, but the
 * revisions of a store may begin anywhere.
 */
public abstract class StoreContract {

  /** An empty store that keeps enough changes for a test; the test closes it. */
  protected abstract Store newStore();

  @Test
  void keepsWhatIsCreatedUnderItsRevision() {
    try (Store store = newStore()) {
      ConfigMap created = store.create(History.object("a", "1"));

      assertThat(created.metadata().resourceVersion()).isEqualTo(store.revision().toString());
      assertThat(created.withMetadata(created.metadata().withResourceVersion(null)))
          .isEqualTo(History.object("a", "1"));
      assertThat(store.get(ResourceType.CONFIG_MAP, "default", "a")).contains(created);
    }
  }

  @Test
  void knowsOnlyKindNamespaceAndNameTogether() {
    try (Store store = newStore()) {
      store.create(History.object("a", "1"));

      assertThat(store.get(ResourceType.SECRET, "default", "a")).isEmpty();
      assertThat(store.get(ResourceType.CONFIG_MAP, "other", "a")).isEmpty();
      assertThat(store.get(ResourceType.CONFIG_MAP, "default", "b")).isEmpty();
      store.create(secret("default", "a"));
      store.create(inNamespace("other", "a"));
    }
  }

  @Test
  void refusesToCreateWhatExists() {
    try (Store store = newStore()) {
      ConfigMap first = store.create(History.object("a", "1"));

      assertRefused(
          StoreException.Kind.ALREADY_EXISTS, () -> store.create(History.object("a", "2")));
      assertThat(store.get(ResourceType.CONFIG_MAP, "default", "a")).contains(first);
    }
  }

  @Test
  void updatesOnlyFromTheExpectedRevision() {
    try (Store store = newStore()) {
      Revision first = revision(store.create(History.object("a", "1")));
      Revision second = revision(store.update(History.object("a", "2"), first));

      assertThat(first.isBefore(second)).isTrue();
      assertRefused(
          StoreException.Kind.CONFLICT, () -> store.update(History.object("a", "3"), first));
      assertThat(store.get(ResourceType.CONFIG_MAP, "default", "a").map(History::value))
          .contains("2");
    }
  }

  @Test
  void refusesToUpdateOrDeleteWhatIsAbsent() {
    try (Store store = newStore()) {
      Revision any = revision(store.create(History.object("b", "1")));

      assertRefused(
          StoreException.Kind.NOT_FOUND, () -> store.update(History.object("a", "1"), any));
      assertRefused(
          StoreException.Kind.NOT_FOUND,
          () -> store.delete(ResourceType.CONFIG_MAP, "default", "a", any));
    }
  }

  @Test
  void deletesOnlyFromTheExpectedRevisionAndReturnsTheLastState() {
    try (Store store = newStore()) {
      Revision first = revision(store.create(History.object("a", "1")));
      Revision second = revision(store.update(History.object("a", "2"), first));

      assertRefused(
          StoreException.Kind.CONFLICT,
          () -> store.delete(ResourceType.CONFIG_MAP, "default", "a", first));
      ConfigMap last = store.delete(ResourceType.CONFIG_MAP, "default", "a", second);

      assertThat(History.value(last)).isEqualTo("2");
      assertThat(second.isBefore(revision(last))).isTrue();
      assertThat(store.get(ResourceType.CONFIG_MAP, "default", "a")).isEmpty();
      store.create(History.object("a", "3"));
    }
  }

  @Test
  void listsAKindByNamespaceAndNameAsOfOneRevision() {
    try (Store store = newStore()) {
      store.create(inNamespace("b", "x"));
      store.create(inNamespace("a", "z"));
      store.create(inNamespace("a", "y"));
      store.create(inNamespace("a-b", "w"));
      store.create(secret("a", "s"));

      Listing<ConfigMap> all = store.list(ResourceType.CONFIG_MAP, "");
      assertThat(all.items().stream().map(item -> item.metadata().name()))
          .containsExactly("y", "z", "w", "x");
      assertThat(all.revision()).isEqualTo(store.revision());
      assertThat(store.list(ResourceType.CONFIG_MAP, "a").items()).hasSize(2);
      assertThat(store.list(ResourceType.CONFIG_MAP, "none").items()).isEmpty();
    }
  }

  @Test
  void keepsObjectsWithoutNamespace() {
    try (Store store = newStore()) {
      Namespace created =
          store.create(
              NamespaceBuilder.builder()
                  .metadata(ObjectMetaBuilder.builder().name("a").build())
                  .build());

      assertThat(store.get(ResourceType.NAMESPACE, "", "a")).contains(created);
      assertThat(store.list(ResourceType.NAMESPACE, "").items()).containsExactly(created);
    }
  }

  @Test
  void watchesReplayWhatFollowsTheirStartAndThenGoOn() {
    try (Store store = newStore();
        ThreadEventLoop loop = ThreadEventLoop.named("watcher")) {
      Revision start = revision(store.create(History.object("a", "1")));
      ConfigMap replayed = store.update(History.object("a", "2"), start);
      RecordingListener<ConfigMap> listener = new RecordingListener<>();
      store.watch(new WatchRequest<>(ResourceType.CONFIG_MAP, "", start), loop, listener);
      ConfigMap followed =
          store.delete(ResourceType.CONFIG_MAP, "default", "a", revision(replayed));

      WatchEvent<?> first = (WatchEvent<?>) listener.next();
      assertThat(first.type()).isEqualTo(WatchEvent.Type.MODIFIED);
      assertThat(first.object()).isEqualTo(replayed);
      assertThat(first.previous().map(KubernetesObject::metadata).orElseThrow().resourceVersion())
          .isEqualTo(start.toString());
      WatchEvent<?> second = (WatchEvent<?>) listener.next();
      assertThat(second.type()).isEqualTo(WatchEvent.Type.DELETED);
      assertThat(second.object()).isEqualTo(followed);
      assertThat(second.revision()).isEqualTo(revision(followed));
    }
  }

  @Test
  void watchesSeeOnlyTheirKindAndNamespace() {
    try (Store store = newStore();
        ThreadEventLoop loop = ThreadEventLoop.named("watcher")) {
      RecordingListener<ConfigMap> listener = new RecordingListener<>();
      Watch watch =
          store.watch(
              new WatchRequest<>(ResourceType.CONFIG_MAP, "a", store.revision()), loop, listener);
      store.create(secret("a", "s"));
      store.create(inNamespace("b", "x"));
      ConfigMap seen = store.create(inNamespace("a", "x"));
      watch.bookmark();

      assertThat(listener.untilBookmark().stream().map(WatchEvent::object)).containsExactly(seen);
    }
  }

  @Test
  void bookmarksTellHowFarAWatchHasCome() {
    try (Store store = newStore();
        ThreadEventLoop loop = ThreadEventLoop.named("watcher")) {
      RecordingListener<ConfigMap> listener = new RecordingListener<>();
      Watch watch =
          store.watch(
              new WatchRequest<>(ResourceType.CONFIG_MAP, "", store.revision()), loop, listener);
      Revision other = revision(store.create(secret("a", "s")));
      watch.bookmark();

      assertThat(((Revision) listener.next()).isBefore(other)).isFalse();
    }
  }

  @Test
  void aWatchClosedOnItsLoopDeliversNothingMore() throws InterruptedException {
    try (Store store = newStore();
        ThreadEventLoop loop = ThreadEventLoop.named("watcher")) {
      RecordingListener<ConfigMap> listener = new RecordingListener<>();
      Watch watch =
          store.watch(
              new WatchRequest<>(ResourceType.CONFIG_MAP, "", store.revision()), loop, listener);
      CountDownLatch closed = new CountDownLatch(1);
      loop.execute(
          () -> {
            store.create(History.object("a", "1"));
            watch.close();
            watch.close();
            watch.bookmark();
            closed.countDown();
          });
      assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
      // A second watch is told of the change: by then the first one would have been told too.
      RecordingListener<ConfigMap> witness = new RecordingListener<>();
      store.watch(new WatchRequest<>(ResourceType.CONFIG_MAP, "", store.revision()), loop, witness);
      store.create(History.object("b", "1"));
      witness.next();

      assertThat(listener.rest()).isEmpty();
    }
  }

  @Test
  void aListenerThatThrowsMissesNothing() {
    try (Store store = newStore();
        ThreadEventLoop loop = ThreadEventLoop.named("watcher")) {
      RecordingListener<ConfigMap> recorder = new RecordingListener<>();
      WatchListener<ConfigMap> thrower =
          new WatchListener<>() {
            @Override
            public void changed(WatchEvent<ConfigMap> event) {
              recorder.changed(event);
              throw new IllegalStateException("this failure is part of the test");
            }

            @Override
            public void ended(StoreException reason) {
              recorder.ended(reason);
            }
          };
      Revision start = store.revision();
      store.create(History.object("a", "1"));
      store.create(History.object("b", "1"));
      store.watch(new WatchRequest<>(ResourceType.CONFIG_MAP, "", start), loop, thrower);

      assertThat(((WatchEvent<?>) recorder.next()).object().metadata().name()).isEqualTo("a");
      assertThat(((WatchEvent<?>) recorder.next()).object().metadata().name()).isEqualTo("b");
    }
  }

  @Test
  void closingEndsWatchesAndRefusesCalls() {
    try (ThreadEventLoop loop = ThreadEventLoop.named("watcher")) {
      Store store = newStore();
      RecordingListener<ConfigMap> listener = new RecordingListener<>();
      store.watch(
          new WatchRequest<>(ResourceType.CONFIG_MAP, "", store.revision()), loop, listener);
      store.close();
      store.close();

      assertThat(listener.next())
          .isInstanceOfSatisfying(
              StoreException.class,
              reason -> assertThat(reason.kind()).isEqualTo(StoreException.Kind.UNAVAILABLE));
      assertRefused(StoreException.Kind.UNAVAILABLE, () -> store.list(ResourceType.CONFIG_MAP, ""));
      assertRefused(StoreException.Kind.UNAVAILABLE, () -> store.create(History.object("a", "1")));
    }
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void concurrentHistoriesAreLinearizable(@ForAll("scripts") List<List<Call.Step>> scripts) {
    try (Store store = newStore()) {
      List<Call> calls = History.of(store, scripts);

      assertThat(Linearizability.holds(calls)).as(() -> "some order explains " + calls).isTrue();
    }
  }

  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void aWatchSeesEveryChangeOnceInOrder(@ForAll("scripts") List<List<Call.Step>> scripts) {
    try (Store store = newStore();
        ThreadEventLoop loop = ThreadEventLoop.named("watcher")) {
      Revision start = store.revision();
      RecordingListener<ConfigMap> early = new RecordingListener<>();
      WatchRequest<ConfigMap> request = new WatchRequest<>(ResourceType.CONFIG_MAP, "", start);
      Watch before = store.watch(request, loop, early);
      List<Call> calls = History.of(store, scripts);
      RecordingListener<ConfigMap> late = new RecordingListener<>();
      Watch after = store.watch(request, loop, late);
      before.bookmark();
      after.bookmark();

      assertThat(WatchedChanges.faults(early.untilBookmark(), calls, start)).isEmpty();
      assertThat(WatchedChanges.faults(late.untilBookmark(), calls, start)).isEmpty();
    }
  }

  /** Three threads, up to seven calls each, on two keys: short enough to search, dense enough. */
  @Provide
  Arbitrary<List<List<Call.Step>>> scripts() {
    return scriptsOf(3, 7);
  }

  static Arbitrary<List<List<Call.Step>>> scriptsOf(int threads, int calls) {
    Arbitrary<Call.Step> step =
        Combinators.combine(
                Arbitraries.of(Call.Verb.class),
                Arbitraries.of("a", "b"),
                Arbitraries.integers().between(0, 999))
            .as((verb, key, value) -> new Call.Step(verb, key, "v" + value));
    return step.list().ofMinSize(1).ofMaxSize(calls).list().ofSize(threads);
  }

  private static ConfigMap inNamespace(String namespace, String name) {
    ConfigMap object = History.object(name, "1");
    return object.withMetadata(object.metadata().withNamespace(namespace));
  }

  private static Secret secret(String namespace, String name) {
    return SecretBuilder.builder()
        .metadata(ObjectMetaBuilder.builder().namespace(namespace).name(name).build())
        .build();
  }

  private static Revision revision(KubernetesObject object) {
    return Revision.of(Objects.requireNonNull(object.metadata().resourceVersion()));
  }

  private static void assertRefused(StoreException.Kind kind, ThrowingCallable call) {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(call)
        .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(kind));
  }
}
