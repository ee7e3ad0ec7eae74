package io.kubelette.proxy.nio;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ProxyHeadersTest {

  private final InetSocketAddress source = new InetSocketAddress("192.0.2.1", 56324);
  private final InetSocketAddress target = new InetSocketAddress("192.0.2.2", 443);

  @Test
  void versionOneIsALine() {
    assertThat(ascii(ProxyHeaders.text(source, target)))
        .isEqualTo("PROXY TCP4 192.0.2.1 192.0.2.2 56324 443\r\n");
    InetSocketAddress six = new InetSocketAddress("2001:db8::1", 1);
    assertThat(ascii(ProxyHeaders.text(six, six)))
        .isEqualTo("PROXY TCP6 2001:db8:0:0:0:0:0:1 2001:db8:0:0:0:0:0:1 1 1\r\n");
  }

  @Test
  void versionTwoIsBinary() {
    assertThat(hex(ProxyHeaders.binary(source, target)))
        .isEqualTo("0d0a0d0a000d0a515549540a" + "2111000c" + "c0000201c0000202" + "dc0401bb");
    InetSocketAddress six = new InetSocketAddress("2001:db8::1", 1);
    assertThat(hex(ProxyHeaders.binary(six, six)))
        .startsWith("0d0a0d0a000d0a515549540a" + "21210024" + "20010db8")
        .endsWith("00010001")
        .hasSize(2 * (16 + 36));
  }

  private static String ascii(ByteBuffer header) {
    return StandardCharsets.US_ASCII.decode(header).toString();
  }

  private static String hex(ByteBuffer header) {
    byte[] bytes = new byte[header.remaining()];
    header.get(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
