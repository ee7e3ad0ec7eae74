package io.kubelette.proxy.nio;

import io.kubelette.service.EndpointCheck;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Those who ask endpoints whether they are well, spread over the loops: one for each endpoint and
 * check, however many routes lead there.
 *
 * <p>Owned by: the control, under the proxy's lock.
 */
final class SharedProbes {

  private record Question(InetSocketAddress endpoint, EndpointCheck check) {}

  private record Shared(EndpointProbe probe, Set<Backend> users) {}

  private final LoopGroup loops;
  private final Map<Question, Shared> questions = new HashMap<>();

  SharedProbes(LoopGroup loops) {
    this.loops = loops;
  }

  /** The backend learns from now on whether its endpoint is well. */
  void join(Backend backend, EndpointCheck check) {
    Shared shared = questions.computeIfAbsent(new Question(backend.address(), check), this::begin);
    shared.users.add(backend);
    shared.probe.tell(backend);
  }

  /** The backend learns no more of it. */
  void leave(Backend backend, EndpointCheck check) {
    questions.computeIfPresent(
        new Question(backend.address(), check),
        (any, shared) -> {
          shared.users.remove(backend);
          shared.probe.tellNoMore(backend);
          return shared.users.isEmpty() ? null : shared;
        });
  }

  private Shared begin(Question question) {
    EndpointProbe probe = new EndpointProbe(loops.next(), question.endpoint, question.check);
    probe.start();
    return new Shared(probe, new HashSet<>());
  }
}
