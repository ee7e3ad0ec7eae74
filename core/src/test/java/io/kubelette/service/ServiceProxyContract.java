package io.kubelette.service;

import static io.kubelette.service.Frontends.free;
import static io.kubelette.service.Frontends.port;
import static io.kubelette.service.Frontends.table;
import static io.kubelette.service.Frontends.tcp;
import static io.kubelette.service.Frontends.udp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.loop.NamedThreads;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link ServiceProxy} must do: extend it and say how yours is made.
 *
 * <p>Real sockets on loopback; where a test waits, it waits for the network and not for time.
 */
@Timeout(60)
public abstract class ServiceProxyContract {

  /** Where tests listen: addresses that nothing else of a machine uses. */
  private static final String IP = "127.81.0.1";

  private static final String OTHER_IP = "127.81.0.2";

  private ServiceProxy proxy;
  private Set<Thread> threadsBefore;

  /** A proxy that runs and serves nothing yet. */
  protected abstract ServiceProxy newProxy();

  @BeforeEach
  void start() {
    threadsBefore = Set.copyOf(Thread.getAllStackTraces().keySet());
    proxy = newProxy();
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  @Test
  void carriesTcp() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (TcpBackend echo = TcpBackend.echo()) {
      proxy.apply(table(tcp("web", frontend, echo.address())));
      try (TcpClient client = new TcpClient(frontend)) {
        assertThat(client.ask("first")).isEqualTo("first");
        assertThat(client.ask("second")).isEqualTo("second");
      }
    }
  }

  @Test
  void spreadsConnectionsEvenlyInTurn() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (TcpBackend a = TcpBackend.named("a");
        TcpBackend b = TcpBackend.named("b");
        TcpBackend c = TcpBackend.named("c")) {
      proxy.apply(table(tcp("web", frontend, a.address(), b.address(), c.address())));
      assertThat(greetings(frontend, 60)).isEqualTo(Map.of("a", 20, "b", 20, "c", 20));
    }
  }

  @Test
  void spreadsConnectionsAtRandom() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (TcpBackend a = TcpBackend.named("a");
        TcpBackend b = TcpBackend.named("b")) {
      List<InetSocketAddress> endpoints = List.of(a.address(), b.address());
      proxy.apply(
          table(new Route(port("web"), Protocol.TCP, frontend, endpoints, Balancing.RANDOM)));
      // That one of two gets none of 64 happens once in 10^19 runs.
      assertThat(greetings(frontend, 64)).containsOnlyKeys("a", "b");
    }
  }

  @Test
  void newConnectionsFollowTheEndpointsOfTheTable() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (TcpBackend a = TcpBackend.named("a");
        TcpBackend b = TcpBackend.named("b")) {
      proxy.apply(table(tcp("web", frontend, a.address())));
      assertThat(greetings(frontend, 6)).isEqualTo(Map.of("a", 6));
      proxy.apply(table(tcp("web", frontend, a.address(), b.address())));
      assertThat(greetings(frontend, 6)).isEqualTo(Map.of("a", 3, "b", 3));
      proxy.apply(table(tcp("web", frontend, b.address())));
      assertThat(greetings(frontend, 6)).isEqualTo(Map.of("b", 6));
    }
  }

  @Test
  void establishedConnectionsOutliveTheirEndpointAndTheirService() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (TcpBackend a = TcpBackend.echo();
        TcpBackend b = TcpBackend.echo()) {
      proxy.apply(table(tcp("web", frontend, a.address())));
      try (TcpClient client = new TcpClient(frontend)) {
        assertThat(client.ask("before")).isEqualTo("before");
        proxy.apply(table(tcp("web", frontend, b.address())));
        assertThat(client.ask("endpoint gone")).isEqualTo("endpoint gone");
        proxy.apply(table(tcp("web", frontend)));
        assertThat(client.ask("no endpoint")).isEqualTo("no endpoint");
        proxy.apply(RoutingTable.empty());
        assertThat(client.ask("service gone")).isEqualTo("service gone");
      }
    }
  }

  @Test
  void removedServicesDoNotListen() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (TcpBackend echo = TcpBackend.echo()) {
      proxy.apply(table(tcp("web", frontend, echo.address())));
      assertThat(proxy.boundAddress(port("web"))).contains(frontend);
      proxy.apply(RoutingTable.empty());
      assertRefused(frontend);
      assertThat(proxy.boundAddress(port("web"))).isEmpty();
    }
  }

  @Test
  void servicesWithoutEndpointsRefuseAndKeepTheirAddress() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (TcpBackend echo = TcpBackend.echo()) {
      for (int round = 0; round < 3; round++) {
        proxy.apply(table(tcp("web", frontend)));
        assertRefused(frontend);
        assertThat(proxy.boundAddress(port("web"))).contains(frontend);
        proxy.apply(table(tcp("web", frontend, echo.address())));
        try (TcpClient client = new TcpClient(frontend)) {
          assertThat(client.ask("hello")).isEqualTo("hello");
        }
      }
    }
  }

  @Test
  void servicesMaySwapTheirAddresses() throws IOException {
    InetSocketAddress here = free(IP);
    InetSocketAddress there = free(OTHER_IP);
    try (TcpBackend a = TcpBackend.named("a");
        TcpBackend b = TcpBackend.named("b")) {
      proxy.apply(table(tcp("a", here, a.address()), tcp("b", there, b.address())));
      proxy.apply(table(tcp("a", there, a.address()), tcp("b", here, b.address())));
      assertThat(greetings(here, 1)).containsOnlyKeys("b");
      assertThat(greetings(there, 1)).containsOnlyKeys("a");
      assertThat(proxy.listenFailures()).isEmpty();
    }
  }

  @Test
  void servicesShareAPortOnDifferentAddresses() throws IOException {
    InetSocketAddress one = free(IP);
    InetSocketAddress two = new InetSocketAddress(OTHER_IP, one.getPort());
    try (TcpBackend a = TcpBackend.named("a");
        TcpBackend b = TcpBackend.named("b")) {
      proxy.apply(table(tcp("a", one, a.address()), tcp("b", two, b.address())));
      assertThat(greetings(one, 4)).containsOnlyKeys("a");
      assertThat(greetings(two, 4)).containsOnlyKeys("b");
    }
  }

  @Test
  void aFrontendThatIsNotTheMachinesGetsAPortOfItsOwn() throws IOException {
    InetSocketAddress elsewhere = new InetSocketAddress("192.0.2.1", 80);
    try (TcpBackend echo = TcpBackend.echo()) {
      proxy.apply(table(tcp("web", elsewhere)));
      InetSocketAddress bound = proxy.boundAddress(port("web")).orElseThrow();
      assertThat(bound.getAddress().isLoopbackAddress()).isTrue();
      assertThat(proxy.listenFailures()).extracting(ListenFailure::wanted).contains(elsewhere);
      proxy.apply(table(tcp("web", elsewhere, echo.address())));
      assertThat(proxy.boundAddress(port("web"))).contains(bound);
      try (TcpClient client = new TcpClient(bound)) {
        assertThat(client.ask("hello")).isEqualTo("hello");
      }
    }
  }

  @Test
  void aTakenFrontendGetsAPortOfItsOwn() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(IP));
        TcpBackend echo = TcpBackend.echo()) {
      InetSocketAddress frontend = (InetSocketAddress) taken.getLocalSocketAddress();
      proxy.apply(table(tcp("web", frontend, echo.address())));
      assertThat(proxy.listenFailures()).extracting(ListenFailure::name).contains(port("web"));
      InetSocketAddress bound = proxy.boundAddress(port("web")).orElseThrow();
      assertThat(bound).isNotEqualTo(frontend);
      try (TcpClient client = new TcpClient(bound)) {
        assertThat(client.ask("hello")).isEqualTo("hello");
      }
    }
  }

  @Test
  void twoProxiesNeverShareAnAddress() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (TcpBackend a = TcpBackend.named("a");
        TcpBackend b = TcpBackend.named("b");
        ServiceProxy second = newProxy()) {
      proxy.apply(table(tcp("web", frontend, a.address())));
      second.apply(table(tcp("web", frontend, b.address())));
      assertThat(second.boundAddress(port("web")).orElseThrow()).isNotEqualTo(frontend);
      assertThat(greetings(frontend, 20)).containsOnlyKeys("a");
    }
  }

  @Test
  void relaysHalfCloseToTheEndpoint() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (TcpBackend summing =
        TcpBackend.that(
            socket -> {
              int length = socket.getInputStream().readAllBytes().length;
              new DataOutputStream(socket.getOutputStream()).writeBytes("got " + length);
            })) {
      proxy.apply(table(tcp("web", frontend, summing.address())));
      try (TcpClient client = new TcpClient(frontend)) {
        client.send("12345");
        client.finish();
        assertThat(client.receive(100)).isEqualTo("got 5");
      }
    }
  }

  @Test
  void relaysHalfCloseToTheClient() throws Exception {
    InetSocketAddress frontend = free(IP);
    CompletableFuture<String> received = new CompletableFuture<>();
    try (TcpBackend finishing =
        TcpBackend.that(
            socket -> {
              new DataOutputStream(socket.getOutputStream()).writeBytes("bye");
              socket.shutdownOutput();
              received.complete(new String(socket.getInputStream().readAllBytes()));
            })) {
      proxy.apply(table(tcp("web", frontend, finishing.address())));
      try (TcpClient client = new TcpClient(frontend)) {
        assertThat(client.receive(100)).isEqualTo("bye");
        client.send("still here");
        client.finish();
        assertThat(received.get(10, TimeUnit.SECONDS)).isEqualTo("still here");
      }
    }
  }

  @Test
  void holdsASenderBackToThePaceOfItsReader() throws Exception {
    long total = 128L << 20;
    // Four kernel buffers on the way, of a few megabytes each, and little of the proxy's own.
    long mayBeOnTheWay = 48L << 20;
    InetSocketAddress frontend = free(IP);
    AtomicLong sent = new AtomicLong();
    CompletableFuture<Long> mostOnTheWay = new CompletableFuture<>();
    try (TcpBackend slow =
        TcpBackend.that(
            socket -> {
              byte[] small = new byte[2048];
              long received = 0;
              long most = 0;
              int count;
              while ((count = socket.getInputStream().read(small)) > 0) {
                received += count;
                most = Math.max(most, sent.get() - received);
              }
              mostOnTheWay.complete(received == total ? most : -1);
            })) {
      proxy.apply(table(tcp("web", frontend, slow.address())));
      try (TcpClient client = new TcpClient(frontend)) {
        byte[] chunk = new byte[1 << 20];
        while (sent.get() < total) {
          client.socket().getOutputStream().write(chunk);
          sent.addAndGet(chunk.length);
        }
        client.finish();
        assertThat(mostOnTheWay.get(30, TimeUnit.SECONDS)).isBetween(0L, mayBeOnTheWay);
      }
    }
  }

  @Test
  void carriesMuchInBothDirectionsAtOnceWithoutLoss() throws Exception {
    int total = 32 << 20;
    InetSocketAddress frontend = free(IP);
    try (TcpBackend echo = TcpBackend.echo()) {
      proxy.apply(table(tcp("web", frontend, echo.address())));
      try (TcpClient client = new TcpClient(frontend)) {
        OutputStream out = client.socket().getOutputStream();
        CompletableFuture<Void> sending = new CompletableFuture<>();
        NamedThreads.single("sender").newThread(() -> send(out, total, client, sending)).start();
        InputStream in = client.socket().getInputStream();
        byte[] buffer = new byte[50_000];
        int position = 0;
        int count;
        while ((count = in.read(buffer)) > 0) {
          for (int i = 0; i < count; i++, position++) {
            if (buffer[i] != pattern(position)) {
              assertThat(buffer[i]).as("byte %d", position).isEqualTo(pattern(position));
            }
          }
        }
        sending.get(10, TimeUnit.SECONDS);
        assertThat(position).isEqualTo(total);
      }
    }
  }

  @Test
  void relaysAResetOfTheClient() throws Exception {
    InetSocketAddress frontend = free(IP);
    CompletableFuture<String> end = new CompletableFuture<>();
    try (TcpBackend reading =
        TcpBackend.that(
            socket -> {
              try {
                socket.getOutputStream().write('>');
                end.complete("ended after " + socket.getInputStream().readAllBytes().length);
              } catch (SocketException reset) {
                end.complete("reset");
              }
            })) {
      proxy.apply(table(tcp("web", frontend, reading.address())));
      TcpClient client = new TcpClient(frontend);
      assertThat(client.receive(1)).isEqualTo(">");
      client.reset();
      assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo("reset");
    }
  }

  @Test
  void relaysAResetOfTheEndpointAfterWhatItSent() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (TcpBackend resetting =
        TcpBackend.that(
            socket -> {
              socket.getOutputStream().write("last words".getBytes());
              socket.getInputStream().read();
              socket.setSoLinger(true, 0);
            })) {
      proxy.apply(table(tcp("web", frontend, resetting.address())));
      try (TcpClient client = new TcpClient(frontend)) {
        assertThat(client.receive(10)).isEqualTo("last words");
        client.send("x");
        assertThatThrownBy(() -> client.receive(1)).isInstanceOf(SocketException.class);
      }
    }
  }

  @Test
  void triesAnotherEndpointWhereOneRefuses() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (TcpBackend alive = TcpBackend.named("alive")) {
      proxy.apply(
          table(tcp("web", frontend, free("127.0.0.1"), alive.address(), free("127.0.0.1"))));
      assertThat(greetings(frontend, 30)).isEqualTo(Map.of("alive", 30));
    }
  }

  @Test
  void endsConnectionsThatNoEndpointTakes() throws IOException {
    InetSocketAddress frontend = free(IP);
    proxy.apply(table(tcp("web", frontend, free("127.0.0.1"))));
    assertThatThrownBy(
            () -> {
              try (TcpClient client = new TcpClient(frontend)) {
                client.ask("anyone?");
              }
            })
        .isInstanceOf(SocketException.class);
  }

  @Test
  void carriesUdpOfAnySize() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (UdpBackend echo = UdpBackend.named("")) {
      proxy.apply(table(udp("dns", frontend, echo.address())));
      try (UdpClient client = new UdpClient(frontend)) {
        for (int size : new int[] {1, 512, 4097, 65_507}) {
          assertThat(client.ask(new byte[size])).hasSize(size);
        }
      }
    }
  }

  @Test
  void aUdpClientStaysAtItsEndpointAndOthersGoRound() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (UdpBackend a = UdpBackend.named("a");
        UdpBackend b = UdpBackend.named("b")) {
      proxy.apply(table(udp("dns", frontend, a.address(), b.address())));
      Map<String, Integer> clients = new TreeMap<>();
      for (int i = 0; i < 6; i++) {
        try (UdpClient client = new UdpClient(frontend)) {
          String answer = client.ask("?");
          assertThat(client.ask("?")).isEqualTo(answer);
          clients.merge(answer, 1, Integer::sum);
        }
      }
      assertThat(clients).isEqualTo(Map.of("a?", 3, "b?", 3));
    }
  }

  @Test
  void udpFlowsMoveAtOnceWhenTheirEndpointGoes() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (UdpBackend a = UdpBackend.named("a");
        UdpBackend b = UdpBackend.named("b");
        UdpClient client = new UdpClient(frontend)) {
      proxy.apply(table(udp("dns", frontend, a.address())));
      assertThat(client.ask("?")).isEqualTo("a?");
      proxy.apply(table(udp("dns", frontend, b.address())));
      assertThat(client.ask("?")).isEqualTo("b?");
    }
  }

  @Test
  void udpPortsWithoutEndpointsAreUnreachable() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (UdpBackend a = UdpBackend.named("a");
        UdpClient client = new UdpClient(frontend)) {
      proxy.apply(table(udp("dns", frontend)));
      assertThatThrownBy(() -> client.ask("?")).isInstanceOf(PortUnreachableException.class);
      proxy.apply(table(udp("dns", frontend, a.address())));
      assertThat(client.ask("?")).isEqualTo("a?");
      proxy.apply(table(udp("dns", frontend)));
      assertThatThrownBy(() -> client.ask("?")).isInstanceOf(PortUnreachableException.class);
    }
  }

  @Test
  void closeLeavesNeitherThreadNorSocket() throws IOException {
    InetSocketAddress web = free(IP);
    InetSocketAddress idle = free(OTHER_IP);
    try (TcpBackend echo = TcpBackend.that(socket -> socket.getInputStream().readAllBytes())) {
      proxy.apply(table(tcp("web", web, echo.address()), tcp("idle", idle)));
      Set<Thread> ours = new HashSet<>(Thread.getAllStackTraces().keySet());
      ours.removeAll(threadsBefore);
      ours.removeIf(thread -> thread.getName().startsWith("tcp-backend"));
      try (TcpClient client = new TcpClient(web)) {
        client.send("x");
        proxy.close();
        assertThatThrownBy(() -> assertThat(client.receive(1)).isEmpty())
            .isInstanceOf(SocketException.class);
      }
      assertThat(ours).noneMatch(Thread::isAlive);
      assertRefused(web);
      try (ServerSocket again = new ServerSocket(idle.getPort(), 1, idle.getAddress())) {
        assertThat(again.isBound()).isTrue();
      }
      proxy.close();
      proxy.apply(table(tcp("web", web, echo.address())));
      assertRefused(web);
    }
  }

  private static Map<String, Integer> greetings(InetSocketAddress server, int connections)
      throws IOException {
    Map<String, Integer> names = new TreeMap<>();
    for (int i = 0; i < connections; i++) {
      try (TcpClient client = new TcpClient(server)) {
        names.merge(client.greeting(), 1, Integer::sum);
      }
    }
    return names;
  }

  private static void assertRefused(InetSocketAddress server) {
    assertThatThrownBy(() -> new TcpClient(server).close()).isInstanceOf(ConnectException.class);
  }

  private static void send(
      OutputStream out, int total, TcpClient client, CompletableFuture<Void> done) {
    try {
      byte[] chunk = new byte[70_001];
      int position = 0;
      while (position < total) {
        int count = Math.min(chunk.length, total - position);
        for (int i = 0; i < count; i++) {
          chunk[i] = pattern(position + i);
        }
        out.write(chunk, 0, count);
        position += count;
      }
      client.finish();
      done.complete(null);
    } catch (IOException failure) {
      done.completeExceptionally(failure);
    }
  }

  private static byte pattern(int position) {
    return (byte) (position * 31 + (position >>> 8) * 7 + (position >>> 16));
  }
}
