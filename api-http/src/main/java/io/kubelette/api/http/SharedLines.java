package io.kubelette.api.http;

import io.kubelette.store.WatchEvent;
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

  /** What makes two lines equal: the state of an object, what happened to it, and its shape. */
  record Key(String revision, WatchEvent.Type type, Accept accept, String details) {}

  private final Map<Key, byte[]> lines =
      new LinkedHashMap<>(KEPT) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, byte[]> eldest) {
          return size() > KEPT;
        }
      };

  byte[] line(Key key, Supplier<byte[]> made) {
    byte[] known = lines.get(key);
    if (known == null) {
      known = made.get();
      lines.put(key, known);
    }
    return known;
  }
}
