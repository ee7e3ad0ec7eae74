package io.kubelette.proxy.nio;

import io.kubelette.service.ServicePortName;
import io.kubelette.service.SessionAffinity;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The memories that ports of one service have in common, for as long as one of them asks for it.
 *
 * <p>Owned by: the control, under the proxy's lock.
 */
final class SharedAffinities {

  private record ServiceName(String namespace, String service) {

    static ServiceName of(ServicePortName port) {
      return new ServiceName(port.namespace(), port.service());
    }
  }

  private record Shared(Affinity affinity, Set<ServicePortName> users) {}

  private final Map<ServiceName, Shared> services = new HashMap<>();

  /** The memory of the port's service; may be asked again. */
  Affinity join(ServicePortName port) {
    Shared shared =
        services.computeIfAbsent(
            ServiceName.of(port),
            any -> new Shared(new Affinity(SessionAffinity.Scope.SERVICE), new HashSet<>()));
    shared.users.add(port);
    return shared.affinity;
  }

  /** The port needs it no more; without effect if it never did. */
  void leave(ServicePortName port) {
    services.computeIfPresent(
        ServiceName.of(port),
        (any, shared) -> {
          shared.users.remove(port);
          return shared.users.isEmpty() ? null : shared;
        });
  }
}
