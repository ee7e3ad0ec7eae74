package io.kubelette.benchmarks.proxy;

import io.kubelette.proxy.nio.NioServiceProxy;
import io.kubelette.service.Protocol;
import io.kubelette.service.Route;
import io.kubelette.service.RoutingTable;
import io.kubelette.service.ServicePortName;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** Our proxy in a process of its own: takes the server's port, tells its own, runs until ended. */
final class ProxyProcess {

  private ProxyProcess() {}

  public static void main(String[] arguments) throws IOException {
    ServicePortName name = ServicePortName.of("default", "load");
    InetSocketAddress any = new InetSocketAddress("127.0.0.1", 0);
    InetSocketAddress server = new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[0]));
    try (NioServiceProxy proxy = NioServiceProxy.create()) {
      proxy.apply(new RoutingTable(List.of(Route.of(name, Protocol.TCP, any, List.of(server)))));
      System.out.println(proxy.boundAddress(name).orElseThrow().getPort());
      // Until whoever started this is gone.
      System.in.read();
    }
  }
}
