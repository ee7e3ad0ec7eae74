package io.kubelette.proxy.nio;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.service.Protocol;
import io.kubelette.service.Route;
import io.kubelette.service.RouteSettings;
import io.kubelette.service.RoutingTable;
import io.kubelette.service.ServicePortName;
import io.kubelette.service.UdpBackend;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A UDP address whose clients are spread over several loops. */
@Timeout(120)
final class UdpListenerTest {

  private static final ServicePortName DNS = ServicePortName.of("default", "dns");
  private static final int LOOPS = 3;
  private static final int CLIENTS = 48;

  private final NioServiceProxy proxy =
      NioServiceProxy.create(NioProxyConfig.defaults().withLoops(LOOPS));
  private final List<DatagramSocket> clients = new ArrayList<>();

  @AfterEach
  void close() {
    clients.forEach(DatagramSocket::close);
    proxy.close();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void everyLoopHasASocketAndEveryClientItsAnswer() throws IOException {
    try (UdpBackend echo = UdpBackend.named("")) {
      InetSocketAddress dns = serve(echo.address(), 0);
      askFromManyClients(dns);
      for (DatagramSocket client : clients) {
        ask(client, dns);
      }
      assertThat(socketsOn(dns)).isEqualTo(LOOPS);
      assertThat(flows()).as("one for each client, however often it asks").isEqualTo(CLIENTS);
    }
  }

  @Test
  void aLimitHoldsForAllLoopsTogether() throws IOException {
    try (UdpBackend echo = UdpBackend.named("")) {
      InetSocketAddress dns = serve(echo.address(), 2);
      askFromManyClients(dns);
      while (flows() > 2) {
        Thread.onSpinWait();
      }
      ask(clients.get(0), dns);
      while (flows() > 2) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void theAddressIsFreeOnceItsRouteHasGone() throws IOException {
    try (UdpBackend echo = UdpBackend.named("")) {
      InetSocketAddress dns = serve(echo.address(), 0);
      askFromManyClients(dns);
      proxy.apply(RoutingTable.empty()).toCompletableFuture().join();
      try (DatagramSocket again = new DatagramSocket(dns)) {
        assertThat(again.isBound()).isTrue();
      }
    }
  }

  private InetSocketAddress serve(InetSocketAddress endpoint, int limit) {
    InetSocketAddress any = new InetSocketAddress("127.81.0.7", 0);
    Route route = Route.of(DNS, Protocol.UDP, any, List.of(endpoint));
    RouteSettings limited = route.settings().withLimits(new RouteSettings.Limits(limit, 0));
    proxy
        .apply(new RoutingTable(List.of(route.withSettings(limited))))
        .toCompletableFuture()
        .join();
    return proxy.boundAddress(DNS).orElseThrow();
  }

  private void askFromManyClients(InetSocketAddress dns) throws IOException {
    for (int i = 0; i < CLIENTS; i++) {
      DatagramSocket client = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
      clients.add(client);
      client.setSoTimeout(10_000);
      ask(client, dns);
    }
  }

  private static void ask(DatagramSocket client, InetSocketAddress dns) throws IOException {
    client.send(new DatagramPacket(new byte[] {'?'}, 1, dns));
    client.receive(new DatagramPacket(new byte[10], 10));
  }

  private long flows() {
    return proxy.traffic().get(0).counts().open();
  }

  private static long socketsOn(InetSocketAddress address) throws IOException {
    String port = ":%04X ".formatted(address.getPort());
    return Files.readString(Path.of("/proc/net/udp"))
        .lines()
        .filter(line -> line.contains(port) && line.contains("00000000:0000"))
        .count();
  }
}
