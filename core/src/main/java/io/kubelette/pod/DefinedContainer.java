package io.kubelette.pod;

import io.kubelette.model.Container;
import io.kubelette.model.PodSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container as its pod defines it.
 *
 * @param ref its place in the pod
 * @param definition the pod's words
 * @param podPolicy the pod's restart policy: {@code Always}, {@code OnFailure} or {@code Never}
 */
record DefinedContainer(ContainerRef ref, Container definition, String podPolicy) {

  /** Init containers and sidecars in their order, then the regular containers in theirs. */
  static List<DefinedContainer> of(PodSpec spec) {
    String policy = spec.restartPolicy() == null ? "Always" : spec.restartPolicy();
    List<DefinedContainer> all = new ArrayList<>();
    for (Container container : spec.initContainers()) {
      ContainerRole role =
          "Always".equals(container.restartPolicy()) ? ContainerRole.SIDECAR : ContainerRole.INIT;
      all.add(of(container, role, policy));
    }
    for (Container container : spec.containers()) {
      all.add(of(container, ContainerRole.APP, policy));
    }
    return all;
  }

  private static DefinedContainer of(Container container, ContainerRole role, String policy) {
    return new DefinedContainer(
        new ContainerRef(role, orEmpty(container.name())), container, policy);
  }

  String name() {
    return ref.name();
  }

  ContainerRole role() {
    return ref.role();
  }

  String image() {
    return orEmpty(definition.image());
  }

  /**
   * A digest of what replaces the container when it changes: its name and its image (Kubernetes
   * 1.31). Stable over JVMs, since {@link String#hashCode()} is specified.
   */
  String hash() {
    return Integer.toHexString((name() + "\n" + image()).hashCode());
  }

  /** Whether a container of this definition runs again after it ended with this code. */
  boolean restartsAfter(int exitCode) {
    return switch (role()) {
      case SIDECAR -> true;
      case INIT -> exitCode != 0 && !"Never".equals(podPolicy);
      case APP -> "Always".equals(podPolicy) || ("OnFailure".equals(podPolicy) && exitCode != 0);
    };
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
