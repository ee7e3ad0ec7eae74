package io.kubelette.proxy.nio;

import io.kubelette.service.EndpointCheck;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Which endpoints of one route are asked whether they are well.
 *
 * <p>Owned by: the control, under the proxy's lock.
 */
final class EndpointProbes {

  private final SharedProbes shared;
  private final Set<Backend> asked = new HashSet<>();
  private EndpointCheck check = EndpointCheck.NONE;

  EndpointProbes(SharedProbes shared) {
    this.shared = shared;
  }

  /** Asks these and no others, as the check says. */
  void follow(EndpointCheck next, Collection<Backend> present) {
    Set<Backend> wanted = next.isAsked() ? new HashSet<>(present) : Set.of();
    if (!next.equals(check)) {
      close();
    }
    check = next;
    asked.removeIf(
        backend -> {
          boolean over = !wanted.contains(backend);
          if (over) {
            shared.leave(backend, check);
          }
          return over;
        });
    for (Backend backend : wanted) {
      if (asked.add(backend)) {
        shared.join(backend, check);
      }
    }
  }

  void close() {
    asked.forEach(backend -> shared.leave(backend, check));
    asked.clear();
  }
}
