package io.kubelette.proxy.nio;

import io.kubelette.service.Balancer;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of a route at one moment, and the balancer that spreads over them.
 *
 * <p>Thread-safe: the list is immutable, and what it points to is shared by all loops.
 */
final class Backends {

  private final Backend[] all;
  private final Balancer balancer;
  private final Backend.Ejection ejection;

  private Backends(Backend[] all, Balancer balancer, Backend.Ejection ejection) {
    this.all = all;
    this.balancer = balancer;
    this.ejection = ejection;
  }

  static Backends none(Balancer balancer, Backend.Ejection ejection) {
    return new Backends(new Backend[0], balancer, ejection);
  }

  /** These endpoints; those that were there before keep what was learned about them. */
  Backends with(List<InetSocketAddress> addresses) {
    Map<InetSocketAddress, Backend> known = new HashMap<>();
    for (Backend backend : all) {
      known.put(backend.address(), backend);
    }
    Backend[] next =
        addresses.stream()
            .map(address -> known.getOrDefault(address, new Backend(address, ejection)))
            .toArray(Backend[]::new);
    return new Backends(next, balancer, ejection);
  }

  /** The same endpoints, spread otherwise. */
  Backends with(Balancer other) {
    return new Backends(all, other, ejection);
  }

  boolean isEmpty() {
    return all.length == 0;
  }

  Set<Backend> asSet() {
    return Set.of(all);
  }

  /**
   * One that is not excluded: of those that are not ejected, or of all when every one is. The last
   * endpoint is so never ejected.
   *
   * @return null when all are excluded
   */
  @Nullable Backend pick(Set<Backend> excluded, long now) {
    int admitted = 0;
    int candidates = 0;
    for (Backend backend : all) {
      if (!excluded.contains(backend)) {
        candidates++;
        admitted += backend.admits(now) ? 1 : 0;
      }
    }
    if (candidates == 0) {
      return null;
    }
    boolean anyAdmitted = admitted > 0;
    int index = balancer.pick(anyAdmitted ? admitted : candidates);
    Backend chosen = null;
    for (Backend backend : all) {
      if (excluded.contains(backend)) {
        continue;
      }
      // Another loop may eject one between the two passes: the last one seen is good enough.
      if (chosen == null || !anyAdmitted || backend.admits(now)) {
        chosen = backend;
        if (!anyAdmitted || backend.admits(now)) {
          if (index == 0) {
            break;
          }
          index--;
        }
      }
    }
    return chosen;
  }
}
