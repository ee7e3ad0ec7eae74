package io.kubelette.runtime.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ContainerPort;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.InternetProtocol;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import io.kubelette.runtime.PortMapping;
import io.kubelette.runtime.PortMapping.Protocol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Publishes a sandbox's ports, and reads which are. Pure. */
final class PublishedPorts {

  private static final Comparator<PortMapping> ORDER =
      Comparator.comparingInt(PortMapping::containerPort)
          .thenComparing(PortMapping::protocol)
          .thenComparingInt(PortMapping::hostPort)
          .thenComparing(PortMapping::hostIp);

  private PublishedPorts() {}

  static void publish(CreateContainerCmd command, HostConfig host, List<PortMapping> ports) {
    List<ExposedPort> exposed = new ArrayList<>();
    List<PortBinding> bindings = new ArrayList<>();
    for (PortMapping port : ports) {
      ExposedPort inside =
          new ExposedPort(
              port.containerPort(),
              InternetProtocol.parse(port.protocol().name().toLowerCase(Locale.ROOT)));
      String number = port.hostPort() == 0 ? "" : Integer.toString(port.hostPort());
      exposed.add(inside);
      bindings.add(new PortBinding(new Ports.Binding(port.hostIp(), number), inside));
    }
    if (!ports.isEmpty()) {
      command.withExposedPorts(exposed);
      host.withPortBindings(bindings);
    }
  }

  /** From an inspection. */
  static List<PortMapping> of(@Nullable Ports ports) {
    List<PortMapping> published = new ArrayList<>();
    if (ports != null) {
      ports
          .getBindings()
          .forEach(
              (inside, bindings) -> {
                for (Ports.Binding binding : bindings == null ? new Ports.Binding[0] : bindings) {
                  published.add(
                      mapping(
                          binding.getHostIp(),
                          Integer.parseInt(binding.getHostPortSpec()),
                          inside.getPort(),
                          inside.getProtocol().name()));
                }
              });
    }
    return sorted(published);
  }

  /** From a list. */
  static List<PortMapping> of(ContainerPort @Nullable [] ports) {
    List<PortMapping> published = new ArrayList<>();
    for (ContainerPort port : ports == null ? new ContainerPort[0] : ports) {
      if (port.getPublicPort() != null && port.getPrivatePort() != null) {
        published.add(
            mapping(port.getIp(), port.getPublicPort(), port.getPrivatePort(), port.getType()));
      }
    }
    return sorted(published);
  }

  private static PortMapping mapping(
      @Nullable String ip, int hostPort, int containerPort, @Nullable String protocol) {
    return new PortMapping(
        any(ip) ? "" : String.valueOf(ip),
        hostPort,
        containerPort,
        Protocol.valueOf(String.valueOf(protocol).toUpperCase(Locale.ROOT)));
  }

  private static boolean any(@Nullable String ip) {
    return ip == null || ip.equals("0.0.0.0") || ip.equals("::");
  }

  /** All addresses of both families are told twice, and meant once. */
  private static List<PortMapping> sorted(List<PortMapping> ports) {
    return ports.stream().distinct().sorted(ORDER).toList();
  }
}
