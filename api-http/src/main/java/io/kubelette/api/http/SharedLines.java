package io.kubelette.api.http;

import io.kubelette.store.WatchEvent;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The newest lines that watchers were sent: a change is written once for all who see it alike.
 *
 * <p>Owned by the loop of watches.
 */
final class SharedLines {

  private static final int KEPT = 256;
  private static final int KEPT_BYTES = 4 << 20;

  /** What makes two lines equal: the state of an object, what happened to it, and its shape. */
  record Key(String revision, WatchEvent.Type type, Accept accept, String details) {}

  private final Map<Key, byte[]> lines = new LinkedHashMap<>(KEPT);
  private long bytes;

  byte[] line(Key key, Supplier<byte[]> made) {
    byte[] known = lines.get(key);
    if (known == null) {
      known = made.get();
      lines.put(key, known);
      bytes += known.length;
      forgetOldest();
    }
    return known;
  }

  /** The newest line stays, however long it is. */
  private void forgetOldest() {
    Iterator<byte[]> oldest = lines.values().iterator();
    while (lines.size() > 1 && (lines.size() > KEPT || bytes > KEPT_BYTES)) {
      bytes -= oldest.next().length;
      oldest.remove();
    }
  }
}
