package io.kubelette.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.runtime.ContainerSession;
import io.kubelette.runtime.Outputs;
import io.kubelette.runtime.TerminalSize;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The channels of a command over WebSocket, frame by frame. */
class CommandSocketTest {

  private final StreamPool pool = new StreamPool(2);
  private final SocketHandler handler = new SocketHandler();
  private final WrittenFrames written = new WrittenFrames();
  private final EmbeddedChannel channel = new EmbeddedChannel(written, handler);
  private final WebSockets.Socket socket =
      new WebSockets.Socket(channel, "v5.channel.k8s.io", handler);
  private final Echo echo = new Echo();
  private final CommandSocket client = new CommandSocket(socket);
  private @Nullable CommandRun run;

  @BeforeEach
  void begin() {
    run = CommandRun.open(echo::open, channel, pool);
    client.feed(run);
    pool.execute(() -> run.await(client));
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
    pool.close();
  }

  @Test
  void inputArrivesUntilItIsClosedAndTheEndBringsTheExitCode() throws Exception {
    send(0, "hello");
    send(255, "\0");
    assertThat(echo.next()).isEqualTo("stdin hello");
    assertThat(echo.next()).isEqualTo("stdin closed");
    echo.end(3);
    List<String> frames = framesUntilClosed();
    assertThat(frames.get(0)).startsWith("1 hello");
    assertThat(frames.get(1)).startsWith("3 ").contains("NonZeroExitCode", "\"message\":\"3\"");
    assertThat(frames.get(2)).isEqualTo("close 1000");
  }

  @Test
  void aSizeIsToldAndNonsenseIsDropped() throws Exception {
    send(4, "{\"Width\":");
    send(4, "{\"Width\":0,\"Height\":4}");
    send(4, "{\"Width\":80,\"Height\":25}");
    assertThat(echo.next()).isEqualTo("size 80x25");
    send(4, "{ \"width\": 77, \"height\": 33 }\n");
    assertThat(echo.next()).isEqualTo("size 77x33");
    send(9, "a channel that nobody knows");
    channel.writeInbound(new BinaryWebSocketFrame());
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void pingsAreAnsweredAndAGoodByeEndsTheSession() throws Exception {
    channel.writeInbound(
        new PingWebSocketFrame(Unpooled.copiedBuffer("there?", StandardCharsets.US_ASCII)));
    PongWebSocketFrame pong = (PongWebSocketFrame) written.next();
    assertThat(pong.content().toString(StandardCharsets.US_ASCII)).isEqualTo("there?");
    pong.release();
    channel.writeInbound(new PongWebSocketFrame());
    channel.writeInbound(new CloseWebSocketFrame(1000, ""));
    assertThat(channel.isOpen()).isFalse();
    assertThat(echo.next()).isEqualTo("closed");
  }

  @Test
  void aClientMayTakeItsTimeToAnswerAGoodBye() throws Exception {
    channel.freezeTime();
    socket.close(1000);
    assertThat(framesUntilClosed()).containsExactly("close 1000");
    channel.advanceTimeBy(WebSockets.LAST_WORD.toMillis() - 1, TimeUnit.MILLISECONDS);
    channel.runPendingTasks();
    assertThat(channel.isOpen()).isTrue();
    channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
    channel.runPendingTasks();
    assertThat(channel.isOpen()).isFalse();
  }

  private void send(int number, String text) {
    ByteBuf frame = Unpooled.buffer().writeByte(number);
    ByteBufUtil.writeAscii(frame, text);
    channel.writeInbound(new BinaryWebSocketFrame(frame));
  }

  private List<String> framesUntilClosed() throws InterruptedException {
    List<String> frames = new ArrayList<>();
    while (frames.isEmpty() || !frames.get(frames.size() - 1).startsWith("close")) {
      Object frame = written.next();
      if (frame instanceof CloseWebSocketFrame close) {
        frames.add("close " + close.statusCode());
        close.release();
      } else if (frame instanceof BinaryWebSocketFrame binary) {
        ByteBuf content = binary.content();
        frames.add(content.readUnsignedByte() + " " + content.toString(StandardCharsets.UTF_8));
        binary.release();
      }
    }
    return frames;
  }

  /** A session that writes back what it is sent, and ends when the test says so. */
  private static final class Echo implements ContainerSession {

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private OutputStream out = OutputStream.nullOutputStream();
    private int code;

    ContainerSession open(Outputs outputs) {
      out = outputs.out();
      return this;
    }

    String next() throws InterruptedException {
      return String.valueOf(told.poll(30, TimeUnit.SECONDS));
    }

    void end(int exitCode) {
      code = exitCode;
      ended.countDown();
    }

    @Override
    public OutputStream stdin() {
      return new OutputStream() {
        @Override
        public void write(int one) {
          throw new UnsupportedOperationException();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          out.write(bytes, offset, length);
          told.add("stdin " + new String(bytes, offset, length, StandardCharsets.UTF_8));
        }

        @Override
        public void close() {
          told.add("stdin closed");
        }
      };
    }

    @Override
    public void resize(TerminalSize size) {
      told.add("size " + size.columns() + "x" + size.rows());
    }

    @Override
    public OptionalInt await() {
      try {
        ended.await();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
      return OptionalInt.of(code);
    }

    @Override
    public void close() {
      told.add("closed");
      ended.countDown();
    }
  }
}
