package io.kubelette.runtime.fake;

import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.PodIdentity;
import io.kubelette.runtime.PodObservation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the engine holds of one pod. Owned by the engine: guarded by its monitor. */
final class EnginePod {

  private static final Comparator<ObservedContainer> NEWEST_OF_EACH_NAME_FIRST =
      Comparator.comparing(ObservedContainer::name)
          .thenComparing(Comparator.comparingInt(ObservedContainer::attempt).reversed());

  final PodIdentity identity;
  final List<EngineSandbox> sandboxes = new ArrayList<>(1);
  final List<EngineContainer> containers = new ArrayList<>(2);
  private @Nullable PodObservation seen;

  EnginePod(PodIdentity identity) {
    this.identity = identity;
  }

  /** Must follow every change: what was observed before is kept until then. */
  void changed() {
    seen = null;
  }

  PodObservation observe() {
    if (seen == null) {
      seen =
          new PodObservation(
              identity,
              sandboxes.stream()
                  .sorted(Comparator.comparingInt((EngineSandbox box) -> box.attempt).reversed())
                  .map(EngineSandbox::observe)
                  .toList(),
              containers.stream()
                  .map(EngineContainer::observe)
                  .sorted(NEWEST_OF_EACH_NAME_FIRST)
                  .toList());
    }
    return seen;
  }

  boolean isNamed(String namespace, String name) {
    return identity.namespace().equals(namespace) && identity.name().equals(name);
  }

  String title() {
    return identity.namespace() + "/" + identity.name();
  }
}
