package io.kubelette.runtime.docker;

import com.github.dockerjava.api.model.Info;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;

/**
 * Finds out how pods are reached where the user does not say.
 *
 * @param engine where the engine listens
 * @param hostIp the numeric address by which its machine is reached: 127.0.0.1 for this one
 */
record PodReaches(URI engine, String hostIp) {

  private static final String HERE = "127.0.0.1";

  static PodReaches of(URI engine) {
    return new PodReaches(engine, hostIp(engine));
  }

  private static String hostIp(URI engine) {
    if (!"tcp".equals(engine.getScheme())) {
      return HERE;
    }
    try {
      InetAddress address = InetAddress.getByName(engine.getHost());
      boolean here =
          address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
      return here ? HERE : address.getHostAddress();
    } catch (UnknownHostException | SocketException unknown) {
      throw new ContainerRuntimeException(
          Kind.TRANSIENT, "the engine's host is not known: " + engine, unknown);
    }
  }

  /** Asks the engine, if its place alone does not tell. */
  PodReach find(EngineCalls calls) {
    String system = ManagementFactory.getOperatingSystemMXBean().getName();
    return isElsewhere(system)
        ? PodReach.PUBLISHED
        : reach(calls.call("info", client -> client.infoCmd().exec()));
  }

  /** Whether pods run on another machine, also if that is a virtual one. */
  boolean isElsewhere(String operatingSystem) {
    return !hostIp.equals(HERE) || !operatingSystem.equals("Linux");
  }

  /** Of an engine on a Linux that is this machine's, or Docker Desktop's inside of it. */
  static PodReach reach(Info info) {
    List<String> security = Objects.requireNonNullElse(info.getSecurityOptions(), List.of());
    boolean rootless = security.stream().anyMatch(option -> option.contains("name=rootless"));
    boolean desktop = String.valueOf(info.getOperatingSystem()).startsWith("Docker Desktop");
    return rootless || desktop ? PodReach.PUBLISHED : PodReach.DIRECT;
  }
}
