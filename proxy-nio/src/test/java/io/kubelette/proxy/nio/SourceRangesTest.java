package io.kubelette.proxy.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.service.Entrance;
import io.kubelette.service.Protocol;
import io.kubelette.service.Route;
import io.kubelette.service.RouteEndpoint;
import io.kubelette.service.RouteSettings;
import io.kubelette.service.RoutingTable;
import io.kubelette.service.ServicePortName;
import io.kubelette.service.SourceRange;
import io.kubelette.service.TcpBackend;
import io.kubelette.service.UdpBackend;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Entrances that only some clients may use. Only Linux has all of 127.0.0.0/8. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class SourceRangesTest {

  private static final ServicePortName WEB = ServicePortName.of("default", "web");

  @Test
  void clientsFromElsewhereAreReset() throws IOException {
    try (NioServiceProxy proxy = NioServiceProxy.create();
        TcpBackend echo = TcpBackend.echo()) {
      InetSocketAddress web = serve(proxy, Protocol.TCP, echo.address());
      try (Socket stranger = new Socket(web.getAddress(), web.getPort())) {
        assertThatThrownBy(() -> stranger.getInputStream().read())
            .isInstanceOf(SocketException.class);
      }
      try (Socket friend = new Socket(web.getAddress(), web.getPort(), friendly(), 0)) {
        friend.getOutputStream().write('x');
        assertThat(friend.getInputStream().read()).isEqualTo('x');
      }
      assertThat(echo.connections()).isEqualTo(1);
    }
  }

  @Test
  void theirDatagramsAreDropped() throws IOException {
    try (NioServiceProxy proxy = NioServiceProxy.create();
        UdpBackend echo = UdpBackend.named("");
        DatagramSocket stranger = new DatagramSocket();
        DatagramSocket friend = new DatagramSocket(new InetSocketAddress(friendly(), 0))) {
      InetSocketAddress dns = serve(proxy, Protocol.UDP, echo.address());
      stranger.send(new DatagramPacket(new byte[] {'?'}, 1, dns));
      friend.send(new DatagramPacket(new byte[] {'!'}, 1, dns));
      friend.setSoTimeout(10_000);
      friend.receive(new DatagramPacket(new byte[1], 1));
      // The socket is read in order, so the first one has been judged.
      assertThat(proxy.counters().datagramsDropped()).isEqualTo(1);
      assertThat(proxy.counters().datagramsUp()).isEqualTo(1);
    }
  }

  private static InetAddress friendly() throws IOException {
    return InetAddress.getByName("127.82.0.9");
  }

  private static InetSocketAddress serve(
      NioServiceProxy proxy, Protocol protocol, InetSocketAddress endpoint) throws IOException {
    InetSocketAddress any = new InetSocketAddress("127.81.0.9", 0);
    SourceRange friends = new SourceRange(friendly(), 16);
    Entrance entrance = new Entrance(any, List.of(RouteEndpoint.at(endpoint)), List.of(friends));
    Route route = new Route(WEB, protocol, List.of(entrance), RouteSettings.defaults());
    proxy.apply(new RoutingTable(List.of(route))).toCompletableFuture().join();
    return proxy.boundAddress(WEB).orElseThrow();
  }
}
