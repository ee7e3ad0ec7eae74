package io.kubelette.benchmarks.proxy;

import io.kubelette.proxy.nio.NioServiceProxy;
import io.kubelette.service.Protocol;
import io.kubelette.service.Route;
import io.kubelette.service.RoutingTable;
import io.kubelette.service.ServicePortName;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Our proxy in a process of its own: takes forwards, and runs until its input ends. */
final class ProxyProcess {

  private ProxyProcess() {}

  public static void main(String[] arguments) throws IOException {
    List<Route> routes =
        Arrays.stream(arguments).map(Forward::parse).map(ProxyProcess::route).toList();
    try (NioServiceProxy proxy = NioServiceProxy.create()) {
      proxy.apply(new RoutingTable(routes));
      // Until whoever started this is gone.
      System.in.read();
    }
  }

  private static Route route(Forward forward) {
    String name = forward.door().name().toLowerCase(Locale.ROOT);
    return Route.of(
        ServicePortName.of("default", name),
        forward.isDatagram() ? Protocol.UDP : Protocol.TCP,
        forward.listening(),
        forward.endpoints());
  }
}
