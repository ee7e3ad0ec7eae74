package io.kubelette.runtime.fake;

import io.kubelette.runtime.PodIdentity;
import io.kubelette.runtime.PodObservation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What exists in an engine, by its several keys. Owned by the engine: guarded by its monitor. */
final class Inventory {

  private final Map<String, Map<String, EnginePod>> podsByOwner = new HashMap<>();
  private final Map<String, EngineSandbox> sandboxes = new HashMap<>();
  private final Map<String, EngineContainer> containers = new LinkedHashMap<>();

  /** The pod of that identity; a new one, not yet kept, if nothing of it exists. */
  EnginePod pod(PodIdentity identity) {
    EnginePod known = pod(identity.owner(), identity.uid());
    return known == null ? new EnginePod(identity) : known;
  }

  void add(EngineSandbox sandbox) {
    EnginePod pod = sandbox.pod;
    pod.sandboxes.add(sandbox);
    sandboxes.put(sandbox.id, sandbox);
    podsByOwner
        .computeIfAbsent(pod.identity.owner(), owner -> new LinkedHashMap<>())
        .put(pod.identity.uid(), pod);
  }

  void add(EngineContainer container) {
    container.pod.containers.add(container);
    containers.put(container.id, container);
  }

  void remove(EngineSandbox sandbox) {
    sandboxes.remove(sandbox.id);
    sandbox.pod.sandboxes.remove(sandbox);
    forgetIfEmpty(sandbox.pod);
  }

  void remove(EngineContainer container) {
    containers.remove(container.id);
    container.pod.containers.remove(container);
    forgetIfEmpty(container.pod);
  }

  Optional<EngineContainer> container(String id) {
    return Optional.ofNullable(containers.get(id));
  }

  Optional<EngineSandbox> sandbox(String id) {
    return Optional.ofNullable(sandboxes.get(id));
  }

  List<EngineContainer> containers(Predicate<EngineContainer> wanted) {
    return containers.values().stream().filter(wanted).toList();
  }

  List<EngineSandbox> sandboxes(Predicate<EngineSandbox> wanted) {
    return podsByOwner.values().stream()
        .flatMap(pods -> pods.values().stream())
        .flatMap(pod -> pod.sandboxes.stream())
        .filter(wanted)
        .toList();
  }

  List<PodObservation> observe(String owner) {
    Map<String, EnginePod> pods = podsByOwner.getOrDefault(owner, Map.of());
    List<PodObservation> observed = new ArrayList<>(pods.size());
    pods.values().forEach(pod -> observed.add(pod.observe()));
    return observed;
  }

  PodObservation observe(String owner, String uid) {
    EnginePod pod = pod(owner, uid);
    return pod == null ? PodObservation.none(new PodIdentity(owner, uid, "", "")) : pod.observe();
  }

  void clear() {
    podsByOwner.clear();
    sandboxes.clear();
    containers.clear();
  }

  private @Nullable EnginePod pod(String owner, String uid) {
    return podsByOwner.getOrDefault(owner, Map.of()).get(uid);
  }

  private void forgetIfEmpty(EnginePod pod) {
    Map<String, EnginePod> pods = podsByOwner.get(pod.identity.owner());
    if (pods != null && pod.sandboxes.isEmpty() && pod.containers.isEmpty()) {
      pods.remove(pod.identity.uid());
    }
  }
}
