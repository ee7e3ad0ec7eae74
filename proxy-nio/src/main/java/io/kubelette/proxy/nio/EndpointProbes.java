package io.kubelette.proxy.nio;

import io.kubelette.service.EndpointCheck;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Those who ask the endpoints of one route whether they are well, spread over the loops.
 *
 * <p>Owned by: the control, under the proxy's lock.
 */
final class EndpointProbes {

  private final LoopGroup loops;
  private final Map<Backend, EndpointProbe> probes = new HashMap<>();
  private EndpointCheck check = EndpointCheck.NONE;

  EndpointProbes(LoopGroup loops) {
    this.loops = loops;
  }

  /** Asks these and no others, as the check says. */
  void follow(EndpointCheck next, Collection<Backend> present) {
    boolean same = next.equals(check);
    check = next;
    probes
        .entrySet()
        .removeIf(
            entry -> {
              boolean over = !same || !present.contains(entry.getKey());
              if (over) {
                entry.getValue().end();
              }
              return over;
            });
    if (next.isAsked()) {
      for (Backend backend : present) {
        probes.computeIfAbsent(backend, this::begin);
      }
    }
  }

  void close() {
    probes.values().forEach(EndpointProbe::end);
    probes.clear();
  }

  private EndpointProbe begin(Backend backend) {
    EndpointProbe probe = new EndpointProbe(loops.next(), backend, check);
    probe.start();
    return probe;
  }
}
