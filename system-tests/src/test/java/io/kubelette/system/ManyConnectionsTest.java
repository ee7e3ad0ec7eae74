package io.kubelette.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.loop.NamedThreads;
import io.kubelette.proxy.nio.NioServiceProxy;
import io.kubelette.service.Protocol;
import io.kubelette.service.Route;
import io.kubelette.service.RoutingTable;
import io.kubelette.service.ServicePortName;
import io.kubelette.service.TcpBackend;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A million short connections leave the process as it was. Takes minutes. */
@Tag("long")
@EnabledOnOs(OS.LINUX)
class ManyConnectionsTest {

  private static final int CONNECTIONS = 1_000_000;
  private static final int CLIENTS = 8;
  private static final ServicePortName WEB = ServicePortName.of("default", "web");

  /** What a process may run out of. */
  private record Usage(long heap, long direct, long descriptors, long threads) {

    static Usage now() throws IOException {
      System.gc();
      long direct =
          ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
              .filter(pool -> pool.getName().equals("direct"))
              .mapToLong(BufferPoolMXBean::getMemoryUsed)
              .sum();
      try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
        return new Usage(
            ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
            direct,
            open.count(),
            ManagementFactory.getThreadMXBean().getThreadCount());
      }
    }
  }

  @Test
  void aMillionConnectionsLeaveNothingBehind() throws IOException {
    try (TcpBackend echo = TcpBackend.echo();
        NioServiceProxy proxy = NioServiceProxy.create()) {
      Route route =
          Route.of(
              WEB, Protocol.TCP, new InetSocketAddress("127.81.0.7", 0), List.of(echo.address()));
      proxy.apply(new RoutingTable(List.of(route))).toCompletableFuture().join();
      InetSocketAddress web = proxy.boundAddress(WEB).orElseThrow();
      connect(web, CONNECTIONS / 100);
      awaitNone(proxy);
      Usage before = Usage.now();
      connect(web, CONNECTIONS);
      awaitNone(proxy);
      Usage after = Usage.now();
      System.out.printf(
          "%d connections more: before %s, after %s, bytes and numbers%n",
          CONNECTIONS, before, after);
      assertThat(after.heap()).isLessThan(before.heap() + (16 << 20));
      assertThat(after.direct()).isLessThan(before.direct() + (1 << 20));
      assertThat(after.descriptors()).isLessThan(before.descriptors() + 20);
      assertThat(after.threads()).isLessThan(before.threads() + 20);
      assertThat(proxy.counters().unserved()).isZero();
    }
  }

  private static void awaitNone(NioServiceProxy proxy) {
    while (proxy.counters().open() > 0) {
      Thread.onSpinWait();
    }
  }

  private static void connect(InetSocketAddress web, int count) {
    NamedThreads threads = NamedThreads.numbered("asker");
    List<CompletableFuture<Void>> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      CompletableFuture<Void> done = new CompletableFuture<>();
      clients.add(done);
      threads.newThread(() -> connect(web, count / CLIENTS, done)).start();
    }
    clients.forEach(CompletableFuture::join);
  }

  private static void connect(InetSocketAddress web, int count, CompletableFuture<Void> done) {
    try {
      for (int i = 0; i < count; i++) {
        try (Socket socket = new Socket(web.getAddress(), web.getPort())) {
          socket.setSoTimeout(30_000);
          socket.getOutputStream().write('x');
          assertThat(socket.getInputStream().read()).isEqualTo('x');
          // A regular end would keep each port for a minute, and there are not enough of them.
          socket.setSoLinger(true, 0);
        }
      }
      done.complete(null);
    } catch (IOException | AssertionError failure) {
      done.completeExceptionally(failure);
    }
  }
}
