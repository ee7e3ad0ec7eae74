package io.kubelette.proxy.nio;

import java.net.InetAddress;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which endpoint each client address stays at (session affinity ClientIP).
 *
 * <p>A client's time begins anew with each connection that succeeds; one that fails extends
 * nothing. Thread-safe because the map is concurrent: all loops share it.
 */
final class Affinity {

  /** How many clients are remembered at most; of more, some are forgotten. */
  static final int LIMIT = 65_536;

  private record Stay(Backend backend, long since) {}

  private final Map<InetAddress, Stay> stays = new ConcurrentHashMap<>();

  /** How long a client stays; zero for no affinity. */
  private volatile long nanos;

  void last(long duration) {
    nanos = duration;
    if (duration == 0) {
      stays.clear();
    }
  }

  @Nullable Backend of(InetAddress client, long now) {
    if (nanos == 0) {
      return null;
    }
    Stay stay = stays.get(client);
    if (stay == null) {
      return null;
    }
    if (now - stay.since >= nanos) {
      stays.remove(client, stay);
      return null;
    }
    return stay.backend;
  }

  /** The client has reached the endpoint. */
  void succeeded(InetAddress client, Backend backend, long now) {
    if (nanos == 0) {
      return;
    }
    if (stays.size() >= LIMIT) {
      makeRoom(now);
    }
    stays.put(client, new Stay(backend, now));
  }

  /** The client could not reach the endpoint, and shall find another one. */
  void failed(InetAddress client, Backend backend) {
    if (nanos == 0) {
      return;
    }
    stays.computeIfPresent(client, (key, stay) -> stay.backend == backend ? null : stay);
  }

  /** The endpoints are gone. */
  void forget(Collection<Backend> gone) {
    stays.values().removeIf(stay -> gone.contains(stay.backend));
  }

  int size() {
    return stays.size();
  }

  private void makeRoom(long now) {
    stays.values().removeIf(stay -> now - stay.since >= nanos);
    if (stays.size() >= LIMIT) {
      stays.keySet().stream().limit(LIMIT / 16).forEach(stays::remove);
    }
  }
}
