package io.kubelette.benchmarks.proxy;

import io.kubelette.loop.Clock;
import io.kubelette.proxy.nio.NioServiceProxy;
import io.kubelette.service.Protocol;
import io.kubelette.service.Route;
import io.kubelette.service.RoutingTable;
import io.kubelette.service.ServicePortName;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How long it takes until a change of one service's endpoints is in force on every loop, among a
 * thousand services with ten endpoints each: from {@code apply} to the completion of its stage.
 */
final class EndpointChanges {

  static final String NAME = "endpoint-change";

  private static final int SERVICES = 1_000;
  private static final int ENDPOINTS = 10;
  private static final int PRACTICE = 1_000;
  private static final int CHANGES = 2_000;
  private static final int PORT = 8080;

  private EndpointChanges() {}

  /** A line of text that says it. */
  static String measure() {
    Latencies latencies = new Latencies();
    try (NioServiceProxy proxy = NioServiceProxy.create()) {
      List<Route> routes = new ArrayList<>();
      for (int service = 0; service < SERVICES; service++) {
        routes.add(route(service, 0));
      }
      proxy.apply(new RoutingTable(routes)).toCompletableFuture().join();
      for (int i = -PRACTICE; i < CHANGES; i++) {
        int service = Math.floorMod(i * 7, SERVICES);
        routes.set(service, route(service, i + PRACTICE + 1));
        RoutingTable next = new RoutingTable(routes);
        long start = Clock.system().nanoTime();
        proxy.apply(next).toCompletableFuture().join();
        if (i >= 0) {
          latencies.add(Clock.system().nanoTime() - start);
        }
      }
    }
    return String.format(
        Locale.ROOT,
        "A change of one of %d services with %d endpoints each is in force after"
            + " p50 %.2f ms, p90 %.2f ms, p99 %.2f ms, at most %.2f ms (%d changes).%n",
        SERVICES,
        ENDPOINTS,
        latencies.millis(0.5),
        latencies.millis(0.9),
        latencies.millis(0.99),
        latencies.millis(1),
        CHANGES);
  }

  /** Each change replaces one endpoint. */
  private static Route route(int service, int change) {
    List<InetSocketAddress> endpoints = new ArrayList<>();
    for (int i = 0; i < ENDPOINTS; i++) {
      int host = i == change % ENDPOINTS ? 100 + change % 100 : i + 1;
      endpoints.add(new InetSocketAddress("127.65." + service % 250 + "." + host, PORT));
    }
    // Whatever port is free: nobody connects.
    InetSocketAddress frontend = new InetSocketAddress("127.0.0.1", 0);
    return Route.of(
        ServicePortName.of("default", "service-" + service), Protocol.TCP, frontend, endpoints);
  }
}
