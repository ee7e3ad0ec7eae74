package io.kubelette.proxy.nio;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.loop.NamedThreads;
import io.kubelette.service.Protocol;
import io.kubelette.service.Route;
import io.kubelette.service.RoutingTable;
import io.kubelette.service.ServicePortName;
import io.kubelette.service.TcpBackend;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Peers that misbehave in masses, and endpoints that come and go faster than connections. */
@Timeout(180)
class FaultStormTest {

  private static final ServicePortName WEB = ServicePortName.of("default", "web");
  private static final int PIECE = 1 << 16;
  private static final int WARM_UP = 8;
  private static final long CLIENTS = 208;
  private static final int STREAM = 40 * PIECE;

  /** More than the kernel takes for a client that reads nothing, so that the proxy holds some. */
  private static final int LONG_STREAM = 96 * PIECE;

  /** When a connection is reset, seen from the one who does it. */
  enum Moment {
    AT_ONCE,
    AFTER_A_BYTE,
    AMID_A_STREAM,
    AFTER_HALF_CLOSE
  }

  private final NioServiceProxy proxy =
      NioServiceProxy.create(
          NioProxyConfig.defaults().withLoops(2).withOverflowBytes(3L * 130_966));

  @AfterEach
  void close() {
    proxy.close();
  }

  @Test
  void noNewConnectionReachesAnEndpointThatHasLeft() throws Exception {
    try (TcpBackend a = TcpBackend.named("a");
        TcpBackend b = TcpBackend.named("b")) {
      InetSocketAddress web = serve(a.address(), b.address());
      AtomicBoolean going = new AtomicBoolean(true);
      List<CompletableFuture<Void>> others = together(2, () -> greetWhile(web, going));
      try (Socket lasting = connect(web)) {
        String first = greeting(lasting);
        for (int i = 0; i < 1_000; i++) {
          serve(i % 2 == 0 ? a.address() : b.address());
          try (Socket fresh = connect(web)) {
            assertThat(greeting(fresh)).isEqualTo(i % 2 == 0 ? "a" : "b");
          }
          lasting.getOutputStream().write('x');
          assertThat(lasting.getInputStream().read()).isEqualTo('x');
        }
        assertThat(first).isIn("a", "b");
      } finally {
        going.set(false);
      }
      others.forEach(CompletableFuture::join);
    }
  }

  @Test
  void slowReadersLoseNothingAndHoldNobodyUp() throws Exception {
    try (TcpBackend pouring = TcpBackend.that(socket -> pour(socket, LONG_STREAM));
        TcpBackend echo = TcpBackend.echo()) {
      ServicePortName other = ServicePortName.of("default", "echo");
      proxy
          .apply(
              new RoutingTable(
                  List.of(route(WEB, pouring.address()), route(other, echo.address()))))
          .toCompletableFuture()
          .join();
      List<Socket> slow = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        Socket reader = new Socket();
        reader.setReceiveBufferSize(PIECE);
        reader.setSoTimeout(60_000);
        reader.connect(proxy.boundAddress(WEB).orElseThrow());
        slow.add(reader);
      }
      try (Socket quick = connect(proxy.boundAddress(other).orElseThrow())) {
        for (int i = 0; i < 500; i++) {
          quick.getOutputStream().write(i);
          assertThat(quick.getInputStream().read()).isEqualTo(i & 0xff);
        }
      }
      // All but one at a time take nothing.
      for (Socket reader : slow) {
        try (reader) {
          assertPoured(reader.getInputStream());
        }
      }
      awaitNone();
    }
  }

  @Test
  void aWriterOfSingleBytesIsUnderstood() throws IOException {
    try (TcpBackend echo = TcpBackend.echo()) {
      InetSocketAddress web = serve(echo.address());
      try (Socket client = connect(web)) {
        client.setTcpNoDelay(true);
        for (int i = 0; i < 5_000; i++) {
          client.getOutputStream().write(i);
        }
        client.shutdownOutput();
        byte[] back = client.getInputStream().readAllBytes();
        assertThat(back).hasSize(5_000);
        for (int i = 0; i < back.length; i++) {
          assertThat(back[i]).isEqualTo((byte) i);
        }
      }
      awaitNone();
    }
  }

  @ParameterizedTest
  @EnumSource
  @EnabledOnOs(OS.LINUX)
  void clientsThatResetLeaveNothingBehind(Moment moment) throws IOException {
    try (TcpBackend pouring =
        TcpBackend.that(
            socket -> {
              pour(socket);
              socket.getInputStream().readAllBytes();
            })) {
      storm(
          serve(pouring.address()),
          client -> {
            act(client, moment);
            client.setSoLinger(true, 0);
          });
      // What is reset before it is accepted may never be seen.
      long least = moment == Moment.AT_ONCE ? 1 : CLIENTS;
      assertThat(proxy.counters().accepted()).isBetween(least, CLIENTS);
    }
  }

  @ParameterizedTest
  @EnumSource
  @EnabledOnOs(OS.LINUX)
  void endpointsThatResetLeaveNothingBehind(Moment moment) throws IOException {
    try (TcpBackend resetting =
        TcpBackend.that(
            socket -> {
              act(socket, moment);
              socket.setSoLinger(true, 0);
            })) {
      storm(
          serve(resetting.address()),
          client -> {
            try {
              pour(client);
              client.getInputStream().readAllBytes();
            } catch (IOException reset) {
              assertThat(client.isConnected()).isTrue();
            }
          });
      assertThat(proxy.counters().accepted()).isEqualTo(CLIENTS);
    }
  }

  private void storm(InetSocketAddress web, TcpBackend.Conversation conversation)
      throws IOException {
    run(web, conversation, WARM_UP);
    long before = descriptors();
    run(web, conversation, (int) CLIENTS - WARM_UP);
    assertThat(descriptors()).isLessThan(before + 20);
  }

  private void run(InetSocketAddress web, TcpBackend.Conversation conversation, int times) {
    together(
            4,
            () -> {
              for (int i = 0; i < times / 4; i++) {
                try (Socket client = connect(web)) {
                  conversation.talk(client);
                }
              }
            })
        .forEach(CompletableFuture::join);
    awaitNone();
  }

  private static void act(Socket socket, Moment moment) throws IOException {
    switch (moment) {
      case AT_ONCE -> {}
      case AFTER_A_BYTE -> {
        socket.getOutputStream().write(1);
        assertThat(socket.getInputStream().read()).isNotNegative();
      }
      case AMID_A_STREAM ->
          assertThat(socket.getInputStream().readNBytes(3 * PIECE)).hasSize(3 * PIECE);
      case AFTER_HALF_CLOSE -> {
        socket.shutdownOutput();
        assertThat(socket.getInputStream().read()).isNotNegative();
      }
    }
  }

  private static void pour(Socket socket) throws IOException {
    pour(socket, STREAM);
  }

  private static void pour(Socket socket, int bytes) throws IOException {
    byte[] piece = new byte[PIECE];
    for (int sent = 0; sent < bytes; sent += PIECE) {
      Arrays.fill(piece, (byte) (sent / PIECE));
      socket.getOutputStream().write(piece);
    }
  }

  private static void assertPoured(InputStream stream) throws IOException {
    for (int i = 0; i < LONG_STREAM / PIECE; i++) {
      byte[] piece = stream.readNBytes(PIECE);
      byte[] expected = new byte[PIECE];
      Arrays.fill(expected, (byte) i);
      assertThat(Arrays.equals(piece, expected)).as("piece %d", i).isTrue();
    }
    assertThat(stream.read()).isEqualTo(-1);
  }

  private static void greetWhile(InetSocketAddress web, AtomicBoolean going) throws IOException {
    while (going.get()) {
      try (Socket client = connect(web)) {
        assertThat(greeting(client)).isIn("a", "b");
      }
    }
  }

  private static String greeting(Socket client) throws IOException {
    return new String(client.getInputStream().readNBytes(8), StandardCharsets.US_ASCII).strip();
  }

  /** What a client does. */
  private interface Talk {
    void run() throws IOException;
  }

  private static List<CompletableFuture<Void>> together(int clients, Talk talk) {
    NamedThreads threads = NamedThreads.numbered("storm");
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      CompletableFuture<Void> done = new CompletableFuture<>();
      all.add(done);
      threads
          .newThread(
              () -> {
                try {
                  talk.run();
                  done.complete(null);
                } catch (IOException | RuntimeException | AssertionError failure) {
                  done.completeExceptionally(failure);
                }
              })
          .start();
    }
    return all;
  }

  private InetSocketAddress serve(InetSocketAddress... endpoints) {
    proxy.apply(new RoutingTable(List.of(route(WEB, endpoints)))).toCompletableFuture().join();
    return proxy.boundAddress(WEB).orElseThrow();
  }

  private static Route route(ServicePortName name, InetSocketAddress... endpoints) {
    InetSocketAddress any = new InetSocketAddress("127.81.0.8", 0);
    return Route.of(name, Protocol.TCP, any, Arrays.asList(endpoints));
  }

  private static Socket connect(InetSocketAddress web) throws IOException {
    Socket socket = new Socket(web.getAddress(), web.getPort());
    socket.setSoTimeout(60_000);
    return socket;
  }

  private void awaitNone() {
    while (proxy.counters().accepted() == 0 || proxy.counters().open() > 0) {
      Thread.onSpinWait();
    }
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }
}
