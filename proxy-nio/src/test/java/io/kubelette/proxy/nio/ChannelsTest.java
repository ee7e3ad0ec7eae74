package io.kubelette.proxy.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ChannelsTest {

  private final TcpSettings.KeepAlive how =
      new TcpSettings.KeepAlive(Duration.ofSeconds(61), Duration.ofSeconds(17), 4);

  @Test
  @EnabledOnOs(OS.LINUX)
  void keepAliveIsAskedForInAllItsNumbers() throws IOException {
    try (SocketChannel channel = SocketChannel.open()) {
      Channels.keepAlive(channel, how);
      assertThat(channel.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
      assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(61);
      assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL)).isEqualTo(17);
      assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT)).isEqualTo(4);
    }
  }

  @Test
  void aSocketThatIsGoneIsLeftAlone() throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.close();
    assertThatCode(() -> Channels.keepAlive(channel, how)).doesNotThrowAnyException();
  }
}
