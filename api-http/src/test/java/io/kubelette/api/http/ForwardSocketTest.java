package io.kubelette.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.runtime.PodStream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The channels of forwarded ports over WebSocket, frame by frame. */
class ForwardSocketTest {

  private final StreamPool pool = new StreamPool(2);
  private final SocketHandler handler = new SocketHandler();
  private final WrittenFrames written = new WrittenFrames();
  private final EmbeddedChannel channel = new EmbeddedChannel(written, handler);
  private final WebSockets.Socket socket =
      new WebSockets.Socket(channel, "v4.channel.k8s.io", handler);

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
    pool.close();
  }

  @Test
  void eachPortHasTwoChannelsThatBeginWithItsNumber() throws Exception {
    PipedInputStream arrived = new PipedInputStream();
    PipedOutputStream sent = new PipedOutputStream(arrived);
    new ForwardSocket(
            socket, port -> new Pod(new ByteArrayInputStream(text("from " + port)), sent), pool)
        .begin(List.of(80));
    List<byte[]> frames = frames(3);
    assertThat(frames.get(0)).containsExactly(0, 80, 0);
    assertThat(frames.get(1)).containsExactly(1, 80, 0);
    assertThat(frames.get(2)).isEqualTo(text("\0from 80"));
  }

  @Test
  void whatTheClientSendsArrivesAtItsPort() throws Exception {
    PipedInputStream arrived = new PipedInputStream();
    PipedOutputStream sent = new PipedOutputStream(arrived);
    PipedInputStream silent = new PipedInputStream(new PipedOutputStream());
    new ForwardSocket(socket, port -> new Pod(silent, sent), pool).begin(List.of(80));
    ByteBuf frame = Unpooled.buffer().writeByte(0);
    ByteBufUtil.writeAscii(frame, "to 80");
    channel.writeInbound(new BinaryWebSocketFrame(frame));
    channel.writeInbound(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(text("\7nobody"))));
    assertThat(arrived.readNBytes(5)).isEqualTo(text("to 80"));
  }

  @Test
  void aPortThatIsNotThereIsToldOnItsSecondChannelAndEndsTheSocket() throws Exception {
    new ForwardSocket(
            socket,
            port -> {
              throw new IllegalStateException("refused");
            },
            pool)
        .begin(List.of(81));
    assertThat(new String(frames(3).get(2), StandardCharsets.US_ASCII))
        .startsWith("\1an error occurred forwarding 81")
        .endsWith("refused");
    CloseWebSocketFrame close = (CloseWebSocketFrame) written.next();
    assertThat(close.statusCode()).isEqualTo(1000);
    close.release();
  }

  private List<byte[]> frames(int count) throws InterruptedException {
    List<byte[]> frames = new ArrayList<>();
    while (frames.size() < count) {
      BinaryWebSocketFrame frame = (BinaryWebSocketFrame) written.next();
      frames.add(ByteBufUtil.getBytes(frame.content()));
      frame.release();
    }
    return frames;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private record Pod(InputStream input, OutputStream output) implements PodStream {
    @Override
    public void close() {}
  }
}
