package io.kubelette.proxy.nio;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.service.TcpBackend;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class DialerTest {

  @Test
  @EnabledOnOs(OS.LINUX)
  void aSocketThatReachedItselfIsNoEndpoint() throws IOException {
    try (SocketChannel socket = SocketChannel.open()) {
      socket.bind(new InetSocketAddress("127.0.0.1", 0));
      InetSocketAddress itself = (InetSocketAddress) socket.getLocalAddress();
      socket.connect(itself);
      assertThatThrownBy(() -> Dialer.refuseItself(socket, itself))
          .isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void aSocketThatReachedAnEndpointIsTaken() throws IOException {
    try (TcpBackend echo = TcpBackend.echo();
        SocketChannel socket = SocketChannel.open(echo.address())) {
      assertThatCode(() -> Dialer.refuseItself(socket, echo.address())).doesNotThrowAnyException();
    }
  }
}
