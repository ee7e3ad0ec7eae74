package io.kubelette.proxy.nio;

import io.kubelette.service.SessionAffinity;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which endpoint each client address stays at (session affinity ClientIP).
 *
 * <p>A client's time begins anew with each connection that succeeds; one that fails extends
 * nothing. Thread-safe because the map is concurrent: all loops share it, and so do all ports of a
 * service where it says so.
 */
final class Affinity {

  /** How many clients are remembered at most; of more, some are forgotten. */
  static final int LIMIT = 65_536;

  private record Stay(Object place, long since) {}

  private final SessionAffinity.Scope scope;

  private final Map<InetAddress, Stay> stays = new ConcurrentHashMap<>();

  /** How long a client stays; zero for no affinity. */
  private volatile long nanos;

  Affinity(SessionAffinity.Scope scope) {
    this.scope = scope;
  }

  void last(long duration) {
    nanos = duration;
    if (duration == 0) {
      stays.clear();
    }
  }

  /** Where the client stays, of these; a place that several have in common tells nothing. */
  @Nullable Backend of(InetAddress client, Backend[] all, long now) {
    Object place = place(client, now);
    Backend found = null;
    if (place != null) {
      for (Backend backend : all) {
        if (place(backend).equals(place)) {
          if (found != null) {
            return null;
          }
          found = backend;
        }
      }
    }
    return found;
  }

  private @Nullable Object place(InetAddress client, long now) {
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
    return stay.place;
  }

  /** The client has reached the endpoint. */
  void succeeded(InetAddress client, Backend backend, long now) {
    if (nanos == 0) {
      return;
    }
    if (stays.size() >= LIMIT) {
      makeRoom(now);
    }
    stays.put(client, new Stay(place(backend), now));
  }

  /** The client could not reach the endpoint, and shall find another one. */
  void failed(InetAddress client, Backend backend) {
    if (nanos == 0) {
      return;
    }
    stays.computeIfPresent(client, (key, stay) -> stay.place.equals(place(backend)) ? null : stay);
  }

  /** The endpoints are gone. */
  void forget(Collection<Backend> gone) {
    Set<Object> places = gone.stream().map(this::place).collect(Collectors.toSet());
    stays.values().removeIf(stay -> places.contains(stay.place));
  }

  int size() {
    return stays.size();
  }

  /** By what an endpoint is known: the ports of a service have the pod's address in common. */
  private Object place(Backend backend) {
    return scope == SessionAffinity.Scope.SERVICE
        ? backend.address().getAddress()
        : backend.address();
  }

  private void makeRoom(long now) {
    stays.values().removeIf(stay -> now - stay.since >= nanos);
    if (stays.size() >= LIMIT) {
      stays.keySet().stream().limit(LIMIT / 16).forEach(stays::remove);
    }
  }
}
