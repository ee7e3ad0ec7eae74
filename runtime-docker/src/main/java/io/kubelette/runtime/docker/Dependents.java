package io.kubelette.runtime.docker;

import com.github.dockerjava.api.model.Container;
import java.util.List;
import java.util.Map;

/**
 * The containers in a sandbox, where they must go before it: Podman removes none whose namespaces
 * others have joined, not even when these have ended. Docker lets them stay, for their logs.
 *
 * <p>Thread-safe because it does not change.
 *
 * @param calls how the engine is asked
 * @param api which engine it is
 */
record Dependents(EngineCalls calls, EngineApi api) {

  void removeBefore(String sandboxId) {
    if (!api.podman()) {
      return;
    }
    Map<String, String> within = Map.of(Labels.SANDBOX, sandboxId);
    List<Container> left =
        calls.call(
            "list containers of sandbox " + sandboxId,
            client -> client.listContainersCmd().withShowAll(true).withLabelFilter(within).exec());
    for (Container container : left) {
      String id = container.getId();
      calls.call("remove container " + id, client -> Removal.remove(client, id));
    }
  }
}
