package io.kubelette.proxy.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.loop.NamedThreads;
import io.kubelette.service.RouteSettings;
import io.kubelette.service.TcpBackend;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TcpAcceptorTest {

  private final NioProxyConfig config = NioProxyConfig.defaults().withLoops(1);
  private final ProxyLoop loop =
      new ProxyLoop(config, new SettableClock(), NamedThreads.numbered("kubelette-proxy"), 0);
  private final PortState port = new PortState(config, RouteSettings.defaults());

  @AfterEach
  void stop() {
    loop.stop();
    loop.join();
  }

  private InetSocketAddress listen(PortEntry route) throws Exception {
    ServerSocketChannel channel = ServerSocketChannel.open().bind(any());
    channel.configureBlocking(false);
    loop.execute(new TcpAcceptor(loop, channel, route, () -> loop)::register);
    return (InetSocketAddress) channel.getLocalAddress();
  }

  private static InetSocketAddress any() {
    return new InetSocketAddress("127.0.0.1", 0);
  }

  @Test
  void whatOneConnectionThrowsEndsNoOther() throws Exception {
    try (TcpBackend echo = TcpBackend.echo()) {
      Backends healthy = BackendsTest.backends(echo.address().getPort());
      AtomicInteger asked = new AtomicInteger();
      InetSocketAddress at =
          listen(
              new PortEntry(
                  port,
                  () -> {
                    if (asked.getAndIncrement() == 0) {
                      throw new IllegalStateException("scripted");
                    }
                    return healthy;
                  }));
      loop.start();
      try (Socket unlucky = connect(at)) {
        assertThatThrownBy(() -> unlucky.getInputStream().read()).hasMessage("Connection reset");
      }
      assertEchoed(at);
      assertThat(port.admission().inside()).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void manyWhoWaitAreAllServed() throws Exception {
    try (TcpBackend echo = TcpBackend.echo()) {
      Backends healthy = BackendsTest.backends(echo.address().getPort());
      InetSocketAddress at = listen(new PortEntry(port, () -> healthy));
      List<Socket> crowd = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        crowd.add(connect(at));
      }
      // They wait in the kernel's queue: the loop finds them all at its first look.
      loop.start();
      for (Socket each : crowd) {
        each.getOutputStream().write('x');
        assertThat(each.getInputStream().read()).isEqualTo('x');
        each.close();
      }
    }
  }

  @Test
  void whoFindsNoRoomAmidACrowdWaitsForIt() throws Exception {
    port.admission().limit(2);
    try (TcpBackend echo = TcpBackend.echo()) {
      Backends healthy = BackendsTest.backends(echo.address().getPort());
      InetSocketAddress at = listen(new PortEntry(port, () -> healthy));
      Deque<Socket> crowd = new ArrayDeque<>();
      for (int i = 0; i < 7; i++) {
        crowd.add(connect(at));
      }
      loop.start();
      while (!crowd.isEmpty()) {
        try (Socket first = crowd.remove()) {
          first.getOutputStream().write('x');
          assertThat(first.getInputStream().read()).isEqualTo('x');
          assertThat(port.admission().inside()).isLessThanOrEqualTo(2);
          assertThat(loop.counters().accepted).isLessThanOrEqualTo(8 - crowd.size());
        }
      }
    }
  }

  private static Socket connect(InetSocketAddress at) throws IOException {
    Socket client = new Socket(at.getAddress(), at.getPort());
    client.setSoTimeout(30_000);
    return client;
  }

  private static void assertEchoed(InetSocketAddress at) throws Exception {
    try (Socket client = connect(at)) {
      client.getOutputStream().write('x');
      assertThat(client.getInputStream().read()).isEqualTo('x');
    }
  }
}
