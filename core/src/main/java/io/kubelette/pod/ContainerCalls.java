package io.kubelette.pod;

import io.kubelette.model.Container;
import io.kubelette.model.ContainerPort;
import io.kubelette.model.EnvVar;
import io.kubelette.model.ExecAction;
import io.kubelette.model.GRPCAction;
import io.kubelette.model.HTTPGetAction;
import io.kubelette.model.IntOrString;
import io.kubelette.model.LifecycleHandler;
import io.kubelette.model.Probe;
import io.kubelette.model.TCPSocketAction;
import io.kubelette.pod.ContainerCall.Endpoint;
import io.kubelette.pod.reference.VariableReferences;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Resolves what a probe or a hook of a container asks. Pure. */
final class ContainerCalls {

  private static final int HIGHEST_PORT = 65535;

  private final Container container;
  private final @Nullable String podAddress;

  /**
   * @param podAddress the host where a handler names none; null while the pod has none
   */
  ContainerCalls(Container container, @Nullable String podAddress) {
    this.container = container;
    this.podAddress = podAddress;
  }

  ContainerCall of(Probe probe) {
    if (probe.exec() != null) {
      return probeCommand(probe.exec());
    }
    if (probe.httpGet() != null) {
      return http(probe.httpGet());
    }
    if (probe.tcpSocket() != null) {
      return tcp(probe.tcpSocket());
    }
    return probe.grpc() != null
        ? grpc(probe.grpc())
        : new ContainerCall.Unaskable("missing probe handler for " + container.name());
  }

  /** Of a hook that does more than to wait. */
  ContainerCall of(LifecycleHandler hook) {
    if (hook.exec() != null) {
      return new ContainerCall.Exec(hook.exec().command());
    }
    if (hook.httpGet() != null) {
      return http(hook.httpGet());
    }
    return new ContainerCall.Unaskable(
        "cannot run handler: only exec, httpGet and sleep are known");
  }

  /** Commands of probes know those variables alone whose value stands in the definition. */
  private ContainerCall probeCommand(ExecAction exec) {
    Map<String, String> env = new LinkedHashMap<>();
    for (EnvVar variable : container.env()) {
      if (variable.valueFrom() == null) {
        String value = variable.value() == null ? "" : variable.value();
        env.put(variable.name(), VariableReferences.expand(value, env));
      }
    }
    return new ContainerCall.Exec(
        exec.command().stream().map(word -> VariableReferences.expand(word, env)).toList());
  }

  private ContainerCall http(HTTPGetAction get) {
    Endpoint endpoint = endpoint(get.host(), get.port());
    if (endpoint == null) {
      return unresolved(get.host(), get.port());
    }
    String path = get.path() == null ? "" : get.path();
    return new ContainerCall.Http(
        "HTTPS".equalsIgnoreCase(get.scheme()),
        endpoint,
        path.startsWith("/") ? path : "/" + path,
        get.httpHeaders().stream()
            .map(h -> new ContainerCall.Header(String.valueOf(h.name()), h.value()))
            .toList());
  }

  private ContainerCall tcp(TCPSocketAction socket) {
    Endpoint endpoint = endpoint(socket.host(), socket.port());
    return endpoint == null
        ? unresolved(socket.host(), socket.port())
        : new ContainerCall.Tcp(endpoint);
  }

  private ContainerCall grpc(GRPCAction ask) {
    IntOrString port = ask.port() == null ? null : IntOrString.of(ask.port());
    Endpoint endpoint = endpoint(null, port);
    return endpoint == null
        ? unresolved(null, port)
        : new ContainerCall.Grpc(endpoint, ask.service() == null ? "" : ask.service());
  }

  private @Nullable Endpoint endpoint(@Nullable String host, @Nullable IntOrString port) {
    String address = host == null || host.isEmpty() ? podAddress : host;
    int number = number(port);
    boolean known = address != null && number > 0 && number <= HIGHEST_PORT;
    return known ? new Endpoint(address, number) : null;
  }

  private ContainerCall unresolved(@Nullable String host, @Nullable IntOrString port) {
    boolean hostless = (host == null || host.isEmpty()) && podAddress == null;
    return new ContainerCall.Unaskable(
        hostless
            ? "the pod has no address"
            : "couldn't find port: " + port + " in container " + container.name());
  }

  private int number(@Nullable IntOrString port) {
    if (port instanceof IntOrString.OfInt given) {
      return given.value();
    }
    return port instanceof IntOrString.OfString name ? numberOf(name.value()) : 0;
  }

  /** Of a port of the container, or of a text that is a number. */
  private int numberOf(String name) {
    List<ContainerPort> ports = container.ports();
    for (ContainerPort port : ports) {
      if (name.equals(port.name())) {
        return Objects.requireNonNullElse(port.containerPort(), 0);
      }
    }
    boolean isNumber =
        !name.isEmpty() && name.length() < 6 && name.chars().allMatch(Character::isDigit);
    return isNumber ? Integer.parseInt(name) : 0;
  }
}
