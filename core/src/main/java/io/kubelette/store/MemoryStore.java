package io.kubelette.store;

import io.kubelette.loop.EventLoop;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ObjectMeta;
import io.kubelette.model.ResourceType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Store} in this JVM's memory: gone with the process.
 *
 * <p>It never blocks but for the short time in which another thread holds its lock, so event loops
 * may call it. Its log keeps a bounded number of changes for watches to start from; a subscriber
 * that falls further behind is cut with {@code COMPACTED}.
 *
 * <p>Thread-safe because one lock guards everything; watchers are called outside of it.
 */
public final class MemoryStore implements Store {

  /** So many changes are kept unless told otherwise. */
  public static final int DEFAULT_LOG = 16_384;

  private record Key(String namespace, String name) implements Comparable<Key> {

    @Override
    public int compareTo(Key other) {
      return namespace.equals(other.namespace)
          ? name.compareTo(other.name)
          : namespace.compareTo(other.namespace);
    }
  }

  private final Object lock = new Object();
  private final Map<Class<?>, NavigableMap<Key, KubernetesObject>> shelves = new HashMap<>();
  private final ChangeLog log;

  /** By type: most changes concern few of them. */
  private final Map<ResourceType<?>, Set<LogWatch<?>>> watches = new HashMap<>();

  private boolean open = true;

  private MemoryStore(int changes) {
    this.log = new ChangeLog(changes);
  }

  /** An empty store that keeps {@value #DEFAULT_LOG} changes. */
  public static MemoryStore create() {
    return keeping(DEFAULT_LOG);
  }

  /**
   * An empty store whose log keeps so many of the newest changes.
   *
   * @throws IllegalArgumentException if that is not at least one
   */
  public static MemoryStore keeping(int changes) {
    if (changes < 1) {
      throw new IllegalArgumentException("a log keeps at least one change, not " + changes);
    }
    return new MemoryStore(changes);
  }

  @Override
  public <T extends KubernetesObject> T create(T object) {
    ResourceType<T> type = ResourceType.of(object);
    Key key = key(object);
    T stored;
    Wakes wakes;
    synchronized (lock) {
      checkOpen();
      Revision revision = log.head().next();
      stored = stamped(type, object, revision);
      if (shelf(type).putIfAbsent(key, stored) != null) {
        throw failure(StoreException.Kind.ALREADY_EXISTS, type, key, "exists already");
      }
      wakes = append(type, key, new WatchEvent<>(WatchEvent.Type.ADDED, stored, null, revision));
    }
    wakes.post();
    return stored;
  }

  @Override
  public <T extends KubernetesObject> Optional<T> get(
      ResourceType<T> type, String namespace, String name) {
    synchronized (lock) {
      checkOpen();
      return Optional.ofNullable(type.javaType().cast(shelf(type).get(new Key(namespace, name))));
    }
  }

  @Override
  public <T extends KubernetesObject> Listing<T> list(ResourceType<T> type, String namespace) {
    synchronized (lock) {
      checkOpen();
      Collection<KubernetesObject> found = shelf(type).values();
      if (!namespace.isEmpty()) {
        // The first key that can be in no smaller namespace ends the range.
        found = shelf(type).subMap(new Key(namespace, ""), new Key(namespace + '\0', "")).values();
      }
      List<T> items = new ArrayList<>(found.size());
      found.forEach(object -> items.add(type.javaType().cast(object)));
      return new Listing<>(items, log.head());
    }
  }

  @Override
  public <T extends KubernetesObject> T update(T object, Revision expected) {
    ResourceType<T> type = ResourceType.of(object);
    Key key = key(object);
    T stored;
    Wakes wakes;
    synchronized (lock) {
      checkOpen();
      T before = expect(type, key, expected);
      Revision revision = log.head().next();
      stored = stamped(type, object, revision);
      shelf(type).put(key, stored);
      wakes =
          append(type, key, new WatchEvent<>(WatchEvent.Type.MODIFIED, stored, before, revision));
    }
    wakes.post();
    return stored;
  }

  @Override
  public <T extends KubernetesObject> T delete(
      ResourceType<T> type, String namespace, String name, Revision expected) {
    Key key = new Key(namespace, name);
    T last;
    Wakes wakes;
    synchronized (lock) {
      checkOpen();
      T before = expect(type, key, expected);
      Revision revision = log.head().next();
      shelf(type).remove(key);
      last = stamped(type, before, revision);
      wakes = append(type, key, new WatchEvent<>(WatchEvent.Type.DELETED, last, before, revision));
    }
    wakes.post();
    return last;
  }

  @Override
  public <T extends KubernetesObject> Watch watch(
      WatchRequest<T> request, EventLoop loop, WatchListener<T> listener) {
    LogWatch<T> watch = new LogWatch<>(this, request, loop, listener);
    synchronized (lock) {
      checkOpen();
      watches.computeIfAbsent(request.type(), any -> new LinkedHashSet<>()).add(watch);
      watch.begin(log);
    }
    return watch;
  }

  @Override
  public boolean neverBlocks() {
    return true;
  }

  @Override
  public Revision revision() {
    synchronized (lock) {
      checkOpen();
      return log.head();
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      open = false;
      watches.values().forEach(alike -> alike.forEach(watch -> watch.cut(closed())));
      watches.clear();
      shelves.clear();
    }
  }

  /** Guards the log and the state of all watches. */
  Object lock() {
    return lock;
  }

  /** Guarded by {@link #lock()}. */
  ChangeLog log() {
    return log;
  }

  /** Drops a watch that has ended. Called under {@link #lock()}. */
  void forget(LogWatch<?> watch) {
    Set<LogWatch<?>> alike = watches.get(watch.type());
    if (alike != null) {
      alike.remove(watch);
    }
  }

  private Wakes append(ResourceType<?> type, Key key, WatchEvent<?> event) {
    ChangeLog.Entry entry = new ChangeLog.Entry(type, key.namespace(), event);
    log.append(entry);
    Wakes wakes = new Wakes();
    watches.getOrDefault(type, Set.of()).forEach(watch -> watch.appended(entry, wakes));
    return wakes;
  }

  private <T extends KubernetesObject> T expect(ResourceType<T> type, Key key, Revision expected) {
    T now = type.javaType().cast(shelf(type).get(key));
    if (now == null) {
      throw failure(StoreException.Kind.NOT_FOUND, type, key, "does not exist");
    }
    String actual = now.metadata().resourceVersion();
    if (!expected.toString().equals(actual)) {
      throw failure(
          StoreException.Kind.CONFLICT, type, key, "is at " + actual + ", not at " + expected);
    }
    return now;
  }

  private NavigableMap<Key, KubernetesObject> shelf(ResourceType<?> type) {
    return shelves.computeIfAbsent(type.javaType(), any -> new TreeMap<>());
  }

  private void checkOpen() {
    if (!open) {
      throw closed();
    }
  }

  private static <T extends KubernetesObject> T stamped(
      ResourceType<T> type, T object, Revision revision) {
    ObjectMeta metadata = object.metadata().withResourceVersion(revision.toString());
    return type.javaType().cast(object.withMetadata(metadata));
  }

  private static Key key(KubernetesObject object) {
    String name = object.metadata().name();
    if (name == null || name.isEmpty()) {
      throw new IllegalArgumentException(object.kind() + " has no metadata.name");
    }
    @Nullable String namespace = object.metadata().namespace();
    return new Key(namespace == null ? "" : namespace, name);
  }

  private static StoreException closed() {
    return new StoreException(StoreException.Kind.UNAVAILABLE, "the store is closed");
  }

  private static StoreException failure(
      StoreException.Kind kind, ResourceType<?> type, Key key, String what) {
    String place = key.namespace().isEmpty() ? key.name() : key.namespace() + "/" + key.name();
    return new StoreException(kind, type + " " + place + " " + what);
  }
}
