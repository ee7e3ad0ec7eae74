package io.kubelette.proxy.nio;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.loop.NamedThreads;
import io.kubelette.metrics.ServiceTraffic;
import io.kubelette.metrics.TrafficCounts;
import io.kubelette.service.HealthCheck;
import io.kubelette.service.Protocol;
import io.kubelette.service.Route;
import io.kubelette.service.RoutingTable;
import io.kubelette.service.ServicePortName;
import io.kubelette.service.TcpBackend;
import io.kubelette.service.UdpBackend;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What goes wrong, or in masses, leaves nothing behind; and what is told of it. */
@Timeout(120)
class NioServiceProxyFaultTest {

  private static final ServicePortName WEB = ServicePortName.of("default", "web");

  private final NioServiceProxy proxy =
      NioServiceProxy.create(NioProxyConfig.defaults().withLoops(2));

  @AfterEach
  void close() {
    proxy.close();
  }

  @Test
  void aClientThatResetsWhileItsEndpointIsDialledIsForgotten() throws IOException {
    // Who does not accept has the kernel drop what comes once its short queue is full.
    try (ServerSocket hole = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        Socket first = new Socket(hole.getInetAddress(), hole.getLocalPort());
        Socket second = new Socket(hole.getInetAddress(), hole.getLocalPort())) {
      InetSocketAddress web = serve(Protocol.TCP, (InetSocketAddress) hole.getLocalSocketAddress());
      reset(new Socket(web.getAddress(), web.getPort()));
      assertThat(first.isConnected() && second.isConnected()).isTrue();
      awaitOpen(0);
    }
  }

  @Test
  void aClientThatResetsWhileMuchIsHeldForItIsForgotten() throws IOException {
    try (TcpBackend pouring =
        TcpBackend.that(
            socket -> {
              byte[] chunk = new byte[1 << 16];
              while (true) {
                socket.getOutputStream().write(chunk);
              }
            })) {
      InetSocketAddress web = serve(Protocol.TCP, pouring.address());
      Socket client = new Socket(web.getAddress(), web.getPort());
      assertThat(client.getInputStream().readNBytes(1 << 20)).hasSize(1 << 20);
      reset(client);
      awaitOpen(0);
    }
  }

  @Test
  void aPeerThatResetsAHalfClosedConnectionIsForgotten() throws IOException {
    try (TcpBackend resetting =
        TcpBackend.that(
            socket -> {
              socket.getInputStream().readAllBytes();
              socket.setSoLinger(true, 0);
            })) {
      InetSocketAddress web = serve(Protocol.TCP, resetting.address());
      for (int i = 0; i < 50; i++) {
        try (Socket client = new Socket(web.getAddress(), web.getPort())) {
          client.shutdownOutput();
        }
      }
      awaitOpen(0);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void manyShortConnectionsLeaveNoDescriptorAndNoThread() throws IOException {
    try (TcpBackend echo = TcpBackend.echo()) {
      InetSocketAddress web = serve(Protocol.TCP, echo.address());
      askAndLeave(web, 50);
      awaitOpen(0);
      long before = descriptors();
      askAndLeave(web, 1_000);
      awaitOpen(0);
      assertThat(descriptors()).isLessThan(before + 20);
      assertThat(counts().opened()).isEqualTo(1_050);
    }
  }

  @Test
  void thousandsOfChangesDuringTrafficCutNothing() throws Exception {
    try (TcpBackend a = TcpBackend.echo();
        TcpBackend b = TcpBackend.echo()) {
      InetSocketAddress web = serve(Protocol.TCP, a.address(), b.address());
      AtomicBoolean going = new AtomicBoolean(true);
      CompletableFuture<Integer> lasting = new CompletableFuture<>();
      NamedThreads.single("asker").newThread(() -> askOnAndOn(web, going, lasting)).start();
      for (int i = 0; i < 2_000; i++) {
        serve(Protocol.TCP, i % 2 == 0 ? a.address() : b.address());
      }
      going.set(false);
      assertThat(lasting.get(30, TimeUnit.SECONDS)).isPositive();
    }
  }

  @Test
  void whatPassedIsToldByServiceAndEndpoint() throws IOException {
    try (TcpBackend a = TcpBackend.echo();
        TcpBackend b = TcpBackend.echo()) {
      InetSocketAddress web = serve(Protocol.TCP, a.address(), b.address());
      askAndLeave(web, 4);
      awaitOpen(0);
      ServiceTraffic traffic = proxy.traffic(new ServiceTraffic.Port("default", "web", "")).get();
      assertThat(traffic.counts()).isEqualTo(new TrafficCounts(4, 0, 0, 8, 8, 0, 0, 0));
      TrafficCounts half = new TrafficCounts(2, 0, 0, 4, 4, 0, 0, 0);
      assertThat(traffic.endpoints())
          .isEqualTo(Map.of(text(a.address()), half, text(b.address()), half));
      assertThat(proxy.traffic()).containsExactly(traffic);
    }
  }

  @Test
  void datagramsAreToldByServiceAndEndpoint() throws IOException {
    try (UdpBackend echo = UdpBackend.named("");
        DatagramSocket client = new DatagramSocket()) {
      InetSocketAddress dns = serve(Protocol.UDP, echo.address());
      client.setSoTimeout(10_000);
      client.send(new DatagramPacket(new byte[] {'?'}, 1, dns));
      client.receive(new DatagramPacket(new byte[1], 1));
      while (counts().datagramsDown() == 0) {
        Thread.onSpinWait();
      }
      assertThat(counts()).isEqualTo(new TrafficCounts(1, 1, 0, 0, 0, 1, 1, 0));
    }
  }

  @Test
  void healthChecksAreAnsweredAndFollowTheTable() throws IOException {
    InetSocketAddress address;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.81.0.6"))) {
      address = (InetSocketAddress) free.getLocalSocketAddress();
    }
    check(address, 2);
    assertThat(get(address))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .contains("\"name\":\"web\"", "\"localEndpoints\":2");
    check(address, 0);
    assertThat(get(address)).startsWith("HTTP/1.1 503 Service Unavailable\r\n");
    proxy.apply(RoutingTable.empty());
    try (ServerSocket again = new ServerSocket(address.getPort(), 1, address.getAddress())) {
      check(address, 1);
      assertThat(proxy.listenFailures()).hasSize(1);
      assertThat(again.isBound()).isTrue();
    }
  }

  private void check(InetSocketAddress address, int endpoints) {
    HealthCheck check = new HealthCheck("default", "web", address, endpoints);
    proxy.apply(new RoutingTable(List.of(), List.of(check))).toCompletableFuture().join();
  }

  private static String get(InetSocketAddress address) throws IOException {
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n".getBytes());
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private InetSocketAddress serve(Protocol protocol, InetSocketAddress... endpoints) {
    InetSocketAddress any = new InetSocketAddress("127.81.0.6", 0);
    Route route = Route.of(WEB, protocol, any, Arrays.asList(endpoints));
    proxy.apply(new RoutingTable(List.of(route))).toCompletableFuture().join();
    return proxy.boundAddress(WEB).orElseThrow();
  }

  private TrafficCounts counts() {
    return proxy.traffic().get(0).counts();
  }

  private void awaitOpen(long connections) {
    while (proxy.counters().accepted() == 0 || proxy.counters().open() > connections) {
      Thread.onSpinWait();
    }
  }

  private static void askAndLeave(InetSocketAddress web, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      try (Socket client = new Socket(web.getAddress(), web.getPort())) {
        client.setSoTimeout(10_000);
        client.getOutputStream().write("hi".getBytes());
        assertThat(client.getInputStream().readNBytes(2)).hasSize(2);
      }
    }
  }

  private static void askOnAndOn(
      InetSocketAddress web, AtomicBoolean goOn, CompletableFuture<Integer> answers) {
    try (Socket lasting = new Socket(web.getAddress(), web.getPort())) {
      lasting.setSoTimeout(10_000);
      int count = 0;
      do {
        lasting.getOutputStream().write('x');
        assertThat(lasting.getInputStream().read()).isEqualTo('x');
        askAndLeave(web, 1);
        count++;
      } while (goOn.get());
      answers.complete(count);
    } catch (IOException | AssertionError failure) {
      answers.completeExceptionally(failure);
    }
  }

  private static void reset(Socket client) throws IOException {
    client.setSoLinger(true, 0);
    client.close();
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  private static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }
}
