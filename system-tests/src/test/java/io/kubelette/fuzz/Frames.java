package io.kubelette.fuzz;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.spdy.DefaultSpdyDataFrame;
import io.netty.handler.codec.spdy.DefaultSpdyGoAwayFrame;
import io.netty.handler.codec.spdy.DefaultSpdyPingFrame;
import io.netty.handler.codec.spdy.DefaultSpdyRstStreamFrame;
import io.netty.handler.codec.spdy.DefaultSpdySettingsFrame;
import io.netty.handler.codec.spdy.DefaultSpdySynStreamFrame;
import io.netty.handler.codec.spdy.DefaultSpdyWindowUpdateFrame;
import io.netty.handler.codec.spdy.SpdyFrameCodec;
import io.netty.handler.codec.spdy.SpdyVersion;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Sessions over WebSocket and SPDY: an upgrade that is right, and frames that are not always. */
final class Frames {

  private static final String WEB_SOCKET =
      "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
          + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: ";
  private static final String SPDY =
      "Connection: Upgrade\r\nUpgrade: SPDY/3.1\r\nX-Stream-Protocol-Version: ";
  private static final String POD = "/api/v1/namespaces/default/pods/target/";
  private static final List<Integer> CHANNELS = List.of(0, 0, 0, 1, 3, 4, 9, 255);
  private static final String TUNNEL = "SPDY/3.1+portforward.k8s.io";

  private Frames() {}

  static Script script(Dice dice) {
    String commands =
        "exec?command="
            + dice.oneOf("cat", "echo", "nobody")
            + "&stdin=1&stdout=1&stderr=1"
            + dice.oneOf("", "&tty=1", "&container=none");
    return switch (dice.below(7)) {
      case 0 -> socket(commands, "v5.channel.k8s.io", dice);
      case 1 -> socket(dice.oneOf("attach?stdout=1&stdin=1", commands), "v4.channel.k8s.io", dice);
      case 2 ->
          socket(
              "portforward?ports=" + dice.oneOf("8080", "8080,9", "1"), "v4.channel.k8s.io", dice);
      case 3 ->
          upgrade(
              "GET",
              POD + "portforward",
              WEB_SOCKET + TUNNEL,
              tunnelled(streams(dice, true), dice));
      case 4 ->
          upgrade("POST", POD + "portforward", SPDY + "portforward.k8s.io", streams(dice, true));
      case 5 -> upgrade("POST", POD + commands, SPDY + "v4.channel.k8s.io", streams(dice, false));
      default -> {
        String watch = "/api/v1/namespaces/default/pods?watch=1";
        yield upgrade("GET", watch, WEB_SOCKET + "x", frames(dice));
      }
    };
  }

  private static Script socket(String what, String protocol, Dice dice) {
    return upgrade("GET", POD + what, WEB_SOCKET + protocol, frames(dice));
  }

  private static Script upgrade(String method, String path, String headers, byte[] then) {
    String head = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n\r\n";
    return new Script(head.getBytes(StandardCharsets.US_ASCII), true, then);
  }

  /** Frames of WebSocket: most on a channel of Kubernetes, some of any kind. */
  private static byte[] frames(Dice dice) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = dice.below(8); i >= 0; i--) {
      if (dice.in100(75)) {
        byte[] content = dice.bytes(1 + dice.below(dice.in100(10) ? 70_000 : 40));
        content[0] = dice.oneOf(CHANNELS).byteValue();
        frame(out, 0x82, content, dice);
      } else {
        int opcode = dice.below(16) | (dice.in100(80) ? 0x80 : 0) | (dice.in100(5) ? 0x40 : 0);
        frame(out, opcode, dice.bytes(dice.below(200)), dice);
      }
    }
    return dice.in100(20) ? dice.spoil(out.toByteArray()) : out.toByteArray();
  }

  private static byte[] tunnelled(byte[] bytes, Dice dice) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int at = 0; at < bytes.length; ) {
      int size = Math.min(bytes.length - at, 1 + dice.below(100));
      byte[] piece = java.util.Arrays.copyOfRange(bytes, at, at + size);
      frame(out, 0x82, piece, dice);
      at += size;
    }
    return out.toByteArray();
  }

  private static void frame(ByteArrayOutputStream out, int head, byte[] content, Dice dice) {
    boolean masked = dice.in100(98);
    int bit = masked ? 0x80 : 0;
    out.write(head);
    if (content.length < 126) {
      out.write(bit | content.length);
    } else if (content.length < 1 << 16) {
      out.write(bit | 126);
      out.write(content.length >> 8);
      out.write(content.length);
    } else {
      out.write(bit | 127);
      out.writeBytes(new byte[] {0, 0, 0, 0, 0, (byte) (content.length >> 16)});
      out.write(content.length >> 8);
      out.write(content.length);
    }
    byte[] mask = masked ? dice.bytes(4) : new byte[4];
    if (masked) {
      out.writeBytes(mask);
    }
    for (int i = 0; i < content.length; i++) {
      out.write(content[i] ^ mask[i % 4]);
    }
  }

  /** Frames of SPDY as a codec writes them, and then some of them spoilt. */
  private static byte[] streams(Dice dice, boolean ports) {
    EmbeddedChannel codec = new EmbeddedChannel(new SpdyFrameCodec(SpdyVersion.SPDY_3_1));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < 2 + dice.below(12); i++) {
      codec.writeOutbound(i < 4 && dice.in100(80) ? opening(dice, i, ports) : any(dice));
      for (ByteBuf bytes = codec.readOutbound(); bytes != null; bytes = codec.readOutbound()) {
        out.writeBytes(ByteBufUtil.getBytes(bytes));
        bytes.release();
      }
    }
    codec.finishAndReleaseAll();
    return dice.in100(30) ? dice.spoil(out.toByteArray()) : out.toByteArray();
  }

  private static Object opening(Dice dice, int index, boolean ports) {
    DefaultSpdySynStreamFrame opening =
        new DefaultSpdySynStreamFrame(2 * index + 1, 0, (byte) dice.below(8));
    String[] types =
        ports
            ? new String[] {"error", "data"}
            : new String[] {"error", "stdin", "stdout", "stderr"};
    opening.headers().set("streamtype", dice.in100(95) ? types[index % types.length] : "other");
    if (ports) {
      opening.headers().set("port", dice.oneOf("8080", "8080", "9", "-1", "x"));
      opening.headers().set("requestid", String.valueOf(index / 2));
    }
    return opening.setLast(dice.in100(5));
  }

  private static Object any(Dice dice) {
    int stream = 1 + dice.below(9);
    return switch (dice.below(7)) {
      case 0 -> new DefaultSpdyPingFrame(dice.below(9));
      case 1 -> new DefaultSpdyRstStreamFrame(stream, 1 + dice.below(5));
      case 2 -> new DefaultSpdySettingsFrame().setValue(4, 1 << 16);
      case 3 -> new DefaultSpdyWindowUpdateFrame(stream, 1 + dice.below(1 << 20));
      case 4 ->
          dice.in100(30) ? new DefaultSpdyGoAwayFrame(stream, 0) : new DefaultSpdyPingFrame(1);
      default ->
          new DefaultSpdyDataFrame(stream, Unpooled.wrappedBuffer(dice.bytes(dice.below(5000))))
              .setLast(dice.in100(20));
    };
  }
}
