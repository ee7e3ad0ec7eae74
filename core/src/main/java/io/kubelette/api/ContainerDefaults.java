package io.kubelette.api;

import io.kubelette.model.Container;
import io.kubelette.model.ContainerBuilder;
import io.kubelette.model.ContainerPort;
import io.kubelette.model.EnvVar;
import io.kubelette.model.EnvVarSource;
import io.kubelette.model.GRPCAction;
import io.kubelette.model.HTTPGetAction;
import io.kubelette.model.Lifecycle;
import io.kubelette.model.LifecycleHandler;
import io.kubelette.model.ObjectFieldSelector;
import io.kubelette.model.Probe;
import io.kubelette.model.Quantity;
import io.kubelette.model.ResourceRequirements;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What Kubernetes fills in for a container. As there, a number of zero counts as not given. Pure.
 */
final class ContainerDefaults {

  private ContainerDefaults() {}

  static Container of(Container given) {
    return ContainerBuilder.builder(given)
        .terminationMessagePath(text(given.terminationMessagePath(), "/dev/termination-log"))
        .terminationMessagePolicy(text(given.terminationMessagePolicy(), "File"))
        .imagePullPolicy(text(given.imagePullPolicy(), pullPolicy(given.image())))
        .ports(each(given.ports(), ContainerDefaults::port))
        .env(each(given.env(), ContainerDefaults::variable))
        .resources(resources(given.resources()))
        .livenessProbe(probe(given.livenessProbe()))
        .readinessProbe(probe(given.readinessProbe()))
        .startupProbe(probe(given.startupProbe()))
        .lifecycle(lifecycle(given.lifecycle()))
        .build();
  }

  static <T> List<T> each(List<T> items, UnaryOperator<T> change) {
    return items.isEmpty() ? items : items.stream().map(change).toList();
  }

  /** The host network has no ports of its own to map: each is the host's. */
  static Container onHostNetwork(Container container) {
    List<ContainerPort> ports =
        container.ports().stream()
            .map(port -> port.withHostPort(number(port.hostPort(), port.containerPort())))
            .toList();
    return container.withPorts(ports);
  }

  /** Kubernetes: an image of tag {@code latest}, or without tag and digest, is always pulled. */
  static String pullPolicy(@Nullable String image) {
    if (image == null || image.contains("@")) {
      return "IfNotPresent";
    }
    String last = image.substring(image.lastIndexOf('/') + 1);
    return last.endsWith(":latest") || !last.contains(":") ? "Always" : "IfNotPresent";
  }

  static @Nullable ObjectFieldSelector field(@Nullable ObjectFieldSelector given) {
    return given == null ? null : given.withApiVersion(text(given.apiVersion(), "v1"));
  }

  /** A limit without a request asks for as much. */
  static @Nullable ResourceRequirements resources(@Nullable ResourceRequirements given) {
    if (given == null || given.limits().isEmpty()) {
      return given;
    }
    Map<String, Quantity> requests = new LinkedHashMap<>(given.requests());
    given.limits().forEach(requests::putIfAbsent);
    return given.withRequests(requests);
  }

  static String text(@Nullable String given, String otherwise) {
    return given == null || given.isEmpty() ? otherwise : given;
  }

  private static @Nullable Integer number(@Nullable Integer given, @Nullable Integer otherwise) {
    return given == null || given == 0 ? otherwise : given;
  }

  private static ContainerPort port(ContainerPort given) {
    return given.withProtocol(text(given.protocol(), "TCP"));
  }

  private static EnvVar variable(EnvVar given) {
    EnvVarSource source = given.valueFrom();
    return source == null
        ? given
        : given.withValueFrom(source.withFieldRef(field(source.fieldRef())));
  }

  private static @Nullable Probe probe(@Nullable Probe given) {
    if (given == null) {
      return null;
    }
    return given
        .withTimeoutSeconds(number(given.timeoutSeconds(), 1))
        .withPeriodSeconds(number(given.periodSeconds(), 10))
        .withSuccessThreshold(number(given.successThreshold(), 1))
        .withFailureThreshold(number(given.failureThreshold(), 3))
        .withHttpGet(httpGet(given.httpGet()))
        .withGrpc(grpc(given.grpc()));
  }

  private static @Nullable HTTPGetAction httpGet(@Nullable HTTPGetAction given) {
    return given == null
        ? null
        : given.withPath(text(given.path(), "/")).withScheme(text(given.scheme(), "HTTP"));
  }

  private static @Nullable GRPCAction grpc(@Nullable GRPCAction given) {
    return given == null
        ? null
        : given.withService(Objects.requireNonNullElse(given.service(), ""));
  }

  private static @Nullable Lifecycle lifecycle(@Nullable Lifecycle given) {
    return given == null
        ? null
        : given.withPostStart(handler(given.postStart())).withPreStop(handler(given.preStop()));
  }

  private static @Nullable LifecycleHandler handler(@Nullable LifecycleHandler given) {
    return given == null ? null : given.withHttpGet(httpGet(given.httpGet()));
  }
}
