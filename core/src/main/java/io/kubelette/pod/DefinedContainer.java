package io.kubelette.pod;

import io.kubelette.model.Container;
import io.kubelette.model.EphemeralContainer;
import io.kubelette.model.LifecycleHandler;
import io.kubelette.model.PodSpec;
import io.kubelette.runtime.ContainerResources;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container as its pod defines it.
 *
 * @param ref its place in the pod
 * @param definition the pod's words
 * @param podPolicy the pod's restart policy: {@code Always}, {@code OnFailure} or {@code Never}
 * @param hash a digest of what replaces the container when it changes: its name and its image
 *     (Kubernetes 1.31). Stable over JVMs, since {@link String#hashCode()} is specified
 * @param amounts of cpu and memory: what may change while it runs
 */
record DefinedContainer(
    ContainerRef ref,
    Container definition,
    String podPolicy,
    String hash,
    ContainerResources amounts) {

  /** How a container that had to be killed has ended. */
  static final int KILLED = 137;

  DefinedContainer(ContainerRef ref, Container definition, String podPolicy) {
    this(
        ref,
        definition,
        podPolicy,
        hash(ref.name(), orEmpty(definition.image())),
        ContainerLimits.amounts(definition));
  }

  /**
   * Init containers and sidecars in their order, then the regular containers in theirs, then those
   * that were added for a look inside.
   */
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
    for (EphemeralContainer container : spec.ephemeralContainers()) {
      all.add(of(EphemeralContainers.definition(container), ContainerRole.EPHEMERAL, policy));
    }
    return List.copyOf(all);
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

  DefinedContainer withoutHooks() {
    return definition.lifecycle() == null
        ? this
        : new DefinedContainer(ref, definition.withLifecycle(null), podPolicy, hash, amounts);
  }

  @Nullable LifecycleHandler postStart() {
    return definition.lifecycle() == null ? null : definition.lifecycle().postStart();
  }

  @Nullable LifecycleHandler preStop() {
    return definition.lifecycle() == null ? null : definition.lifecycle().preStop();
  }

  /** Whether a container of this definition runs again after it ended with this code. */
  boolean restartsAfter(int exitCode) {
    return switch (role()) {
      case SIDECAR -> true;
      case INIT -> exitCode != 0 && RestartRules.restarts(this, exitCode);
      case APP -> RestartRules.restarts(this, exitCode);
      case EPHEMERAL -> false;
    };
  }

  private static String hash(String name, String image) {
    return Integer.toHexString((name + "\n" + image).hashCode());
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
