package io.kubelette.api.http;

import io.kubelette.manifest.Manifests;
import io.kubelette.model.KubernetesObject;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Stored objects as JSON, kept for the next who asks for the same state: a list, a get and all
 * watchers share one encoding. A state is known by its revision, which no two states share; so only
 * what was read from the store is kept here, never the answer to a dry run.
 *
 * <p>Thread-safe because its map is guarded by this object; encoding happens outside of the lock.
 */
final class EncodedObjects {

  private final long capacity;
  private final Map<String, byte[]> byRevision = new LinkedHashMap<>(256, 0.75f, true);
  private long bytes;

  /** Keeps at most so many bytes, the ones asked for last. */
  EncodedObjects(long capacity) {
    this.capacity = capacity;
  }

  byte[] of(KubernetesObject object) {
    String revision = object.metadata().resourceVersion();
    if (revision == null || revision.isEmpty()) {
      return encode(object);
    }
    byte[] known = find(revision);
    if (known == null) {
      known = encode(object);
      keep(revision, known);
    }
    return known;
  }

  /** Whether its JSON is kept here. */
  boolean has(KubernetesObject object) {
    String revision = object.metadata().resourceVersion();
    return revision != null && find(revision) != null;
  }

  static byte[] encode(KubernetesObject object) {
    return Manifests.toJsonBytes(object);
  }

  private synchronized byte @org.jspecify.annotations.Nullable [] find(String revision) {
    return byRevision.get(revision);
  }

  private synchronized void keep(String revision, byte[] json) {
    byte[] before = byRevision.put(revision, json);
    bytes += json.length - (before == null ? 0 : before.length);
    Iterator<byte[]> oldest = byRevision.values().iterator();
    while (bytes > capacity && oldest.hasNext()) {
      bytes -= oldest.next().length;
      oldest.remove();
    }
  }
}
