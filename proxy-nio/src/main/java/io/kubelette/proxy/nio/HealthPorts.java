package io.kubelette.proxy.nio;

import io.kubelette.service.HealthCheck;
import io.kubelette.service.ListenFailure;
import io.kubelette.service.ServicePortName;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The health check ports that are in force.
 *
 * <p>Owned by: the control, under the proxy's lock.
 */
final class HealthPorts {

  private static final Logger LOG = LoggerFactory.getLogger(HealthPorts.class);

  private final LoopGroup loops;
  private final Map<InetSocketAddress, HealthPort> open = new HashMap<>();
  private final Map<InetSocketAddress, ListenFailure> failures = new HashMap<>();
  private List<HealthCheck> wanted = List.of();

  HealthPorts(LoopGroup loops) {
    this.loops = loops;
  }

  /** Closes those that nobody asks for any more; {@link #settle} opens the others. */
  void follow(List<HealthCheck> checks, Progress progress) {
    wanted = checks;
    List<InetSocketAddress> addresses = checks.stream().map(HealthCheck::address).toList();
    failures.keySet().retainAll(addresses);
    for (InetSocketAddress address : List.copyOf(open.keySet())) {
      if (!addresses.contains(address)) {
        progress.frees(open.remove(address).close());
      }
    }
  }

  void settle() {
    for (HealthCheck check : wanted) {
      HealthPort known = open.get(check.address());
      if (known != null) {
        known.answer(check);
      } else {
        open(check);
      }
    }
  }

  List<ListenFailure> failures() {
    return List.copyOf(failures.values());
  }

  private void open(HealthCheck check) {
    InetSocketAddress address = check.address();
    try {
      open.put(address, HealthPort.open(check, loops.next()));
      failures.remove(address);
    } catch (IOException | UnsupportedOperationException unbindable) {
      ServicePortName name = ServicePortName.of(check.namespace(), check.service());
      String reason = ServedEntrance.reason(address, unbindable);
      if (failures.put(address, new ListenFailure(name, address, reason)) == null) {
        LOG.warn("service={} has no health check at {}, which {}", name, address, reason);
      }
    }
  }
}
