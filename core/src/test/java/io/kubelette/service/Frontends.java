package io.kubelette.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;

/** Loopback addresses for the services of a test, and routes to them. */
final class Frontends {

  private Frontends() {}

  /** An address on which nothing listens, neither TCP nor UDP. */
  static InetSocketAddress free(String ip) {
    for (int attempt = 0; attempt < 100; attempt++) {
      try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getByName(ip));
          DatagramSocket udp = new DatagramSocket(tcp.getLocalSocketAddress())) {
        return (InetSocketAddress) udp.getLocalSocketAddress();
      } catch (BindException onlyFreeForTcp) {
        continue;
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    throw new AssertionError("no free port on " + ip);
  }

  static ServicePortName port(String service) {
    return ServicePortName.of("default", service);
  }

  static Route tcp(String service, InetSocketAddress frontend, InetSocketAddress... endpoints) {
    return route(service, Protocol.TCP, frontend, endpoints);
  }

  static Route udp(String service, InetSocketAddress frontend, InetSocketAddress... endpoints) {
    return route(service, Protocol.UDP, frontend, endpoints);
  }

  static RoutingTable table(Route... routes) {
    return new RoutingTable(List.of(routes));
  }

  private static Route route(
      String service,
      Protocol protocol,
      InetSocketAddress frontend,
      InetSocketAddress... endpoints) {
    return Route.of(port(service), protocol, frontend, List.of(endpoints));
  }
}
