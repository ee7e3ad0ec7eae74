package io.kubelette.api;

import io.kubelette.model.Capabilities;
import io.kubelette.model.Container;
import io.kubelette.model.ContainerPort;
import io.kubelette.model.EphemeralContainer;
import io.kubelette.model.Lifecycle;
import io.kubelette.model.PodSpec;
import io.kubelette.model.Probe;
import io.kubelette.model.SecurityContext;
import io.kubelette.model.SecurityContextBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A container of any sort, as a policy looks at it.
 *
 * @param at its place in the pod
 * @param context its rights; nothing is set where it has none of its own
 */
record JudgedContainer(
    Violations at,
    SecurityContext context,
    List<ContainerPort> ports,
    List<Named<Probe>> probes,
    @Nullable Lifecycle lifecycle) {

  /** Something that is there, by the name of its field. */
  record Named<T>(String field, T value) {}

  private static final SecurityContext NONE = SecurityContextBuilder.builder().build();

  /** Init containers first, as they start. */
  static List<JudgedContainer> of(PodSpec spec, Violations at) {
    List<JudgedContainer> all = new ArrayList<>();
    for (int i = 0; i < spec.initContainers().size(); i++) {
      all.add(of(spec.initContainers().get(i), at.at("initContainers", i)));
    }
    for (int i = 0; i < spec.containers().size(); i++) {
      all.add(of(spec.containers().get(i), at.at("containers", i)));
    }
    for (int i = 0; i < spec.ephemeralContainers().size(); i++) {
      all.add(of(spec.ephemeralContainers().get(i), at.at("ephemeralContainers", i)));
    }
    return all;
  }

  /** Its rights, as a place. */
  Violations rights() {
    return at.at("securityContext");
  }

  List<String> added() {
    Capabilities capabilities = context.capabilities();
    return capabilities == null ? List.of() : capabilities.add();
  }

  List<String> dropped() {
    Capabilities capabilities = context.capabilities();
    return capabilities == null ? List.of() : capabilities.drop();
  }

  private static JudgedContainer of(Container container, Violations at) {
    return new JudgedContainer(
        at,
        container.securityContext() == null ? NONE : container.securityContext(),
        container.ports(),
        probes(container.livenessProbe(), container.readinessProbe(), container.startupProbe()),
        container.lifecycle());
  }

  private static JudgedContainer of(EphemeralContainer container, Violations at) {
    return new JudgedContainer(
        at,
        container.securityContext() == null ? NONE : container.securityContext(),
        container.ports(),
        probes(container.livenessProbe(), container.readinessProbe(), container.startupProbe()),
        container.lifecycle());
  }

  private static List<Named<Probe>> probes(
      @Nullable Probe liveness, @Nullable Probe readiness, @Nullable Probe startup) {
    return Stream.of(
            named("livenessProbe", liveness),
            named("readinessProbe", readiness),
            named("startupProbe", startup))
        .flatMap(List::stream)
        .toList();
  }

  private static List<Named<Probe>> named(String field, @Nullable Probe probe) {
    return probe == null ? List.of() : List.of(new Named<>(field, probe));
  }
}
