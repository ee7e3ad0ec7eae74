package io.kubelette.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.spdy.DefaultSpdyDataFrame;
import io.netty.handler.codec.spdy.DefaultSpdyGoAwayFrame;
import io.netty.handler.codec.spdy.DefaultSpdyPingFrame;
import io.netty.handler.codec.spdy.DefaultSpdyRstStreamFrame;
import io.netty.handler.codec.spdy.DefaultSpdySynStreamFrame;
import io.netty.handler.codec.spdy.SpdyFrameCodec;
import io.netty.handler.codec.spdy.SpdyHeaders;
import io.netty.handler.codec.spdy.SpdyPingFrame;
import io.netty.handler.codec.spdy.SpdySynReplyFrame;
import io.netty.handler.codec.spdy.SpdySynStreamFrame;
import io.netty.handler.codec.spdy.SpdyVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server's side of SPDY, told by frames that a client's codec writes and reads. */
class SpdyConnectionTest {

  private final List<String> told = new ArrayList<>();
  private final EmbeddedChannel server = new EmbeddedChannel();
  private final EmbeddedChannel client =
      new EmbeddedChannel(new SpdyFrameCodec(SpdyVersion.SPDY_3_1));

  @BeforeEach
  void attach() {
    SpdyConnection.attach(server, new Told());
  }

  @AfterEach
  void close() {
    server.finishAndReleaseAll();
    client.finishAndReleaseAll();
  }

  @Test
  void aStreamIsAgreedToAndCarriesBytesUntilItsEnd() {
    open(1, "data");
    SpdySynReplyFrame reply = received();
    assertThat(reply.streamId()).isEqualTo(1);
    assertThat(reply.headers().get("status")).asString().isEqualTo("200");
    send(new DefaultSpdyDataFrame(1, bytes("one")));
    send(new DefaultSpdyDataFrame(1, bytes("two")).setLast(true));
    assertThat(told)
        .containsExactly("opened 1 data", "received 1 one", "received 1 two", "ended 1");
  }

  @Test
  void frameAfterFrameMayComeByteByByte() {
    SpdySynStreamFrame opening = new DefaultSpdySynStreamFrame(3, 0, (byte) 0);
    opening.headers().set("streamtype", "error");
    client.writeOutbound(opening, new DefaultSpdyDataFrame(3, bytes("slow")));
    for (ByteBuf all = client.readOutbound(); all != null; all = client.readOutbound()) {
      while (all.isReadable()) {
        server.writeInbound(all.readRetainedSlice(1));
      }
      all.release();
    }
    assertThat(told).startsWith("opened 3 error");
    assertThat(String.join("", told.subList(1, told.size())).replace("received 3 ", ""))
        .isEqualTo("slow");
  }

  @Test
  void aPingOfTheClientIsSentBackAndAnAnswerToOursIsNot() {
    send(new DefaultSpdyPingFrame(7));
    SpdyPingFrame echo = received();
    assertThat(echo.id()).isEqualTo(7);
    send(new DefaultSpdyPingFrame(2));
    assertThat(server.<Object>readOutbound()).isNull();
  }

  @Test
  void aResetIsToldAndAGoodByeEndsTheConnection() {
    open(1, "data");
    send(new DefaultSpdyRstStreamFrame(1, 5));
    assertThat(told).endsWith("reset 1");
    send(new DefaultSpdyGoAwayFrame(1, 0));
    assertThat(server.isOpen()).isFalse();
  }

  @Test
  void whatIsNoFrameEndsTheConnection() {
    server.writeInbound(Unpooled.wrappedBuffer(new byte[] {(byte) 0x80, 99, 0, 1, 0, 0, 0, 0}));
    assertThat(told).isEmpty();
    assertThat(server.isOpen()).isFalse();
  }

  private void open(int stream, String type) {
    SpdySynStreamFrame opening = new DefaultSpdySynStreamFrame(stream, 0, (byte) 0);
    opening.headers().set("streamtype", type);
    send(opening);
  }

  private void send(Object frame) {
    client.writeOutbound(frame);
    for (ByteBuf bytes = client.readOutbound(); bytes != null; bytes = client.readOutbound()) {
      server.writeInbound(bytes);
    }
  }

  private <T> T received() {
    for (ByteBuf bytes = server.readOutbound(); bytes != null; bytes = server.readOutbound()) {
      client.writeInbound(bytes);
    }
    return client.readInbound();
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
  }

  private final class Told implements SpdyConnection.Listener {

    @Override
    public void opened(int stream, SpdyHeaders headers) {
      told.add("opened " + stream + " " + headers.get("streamtype"));
    }

    @Override
    public void received(int stream, byte[] bytes) {
      told.add("received " + stream + " " + new String(bytes, StandardCharsets.US_ASCII));
    }

    @Override
    public void ended(int stream) {
      told.add("ended " + stream);
    }

    @Override
    public void reset(int stream) {
      told.add("reset " + stream);
    }
  }
}
