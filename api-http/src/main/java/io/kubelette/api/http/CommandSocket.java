package io.kubelette.api.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import java.io.OutputStream;
import java.util.List;

/**
 * A command's client over WebSocket: the first byte of each frame says which stream it belongs to.
 *
 * <p>Thread-safe because Netty's channel is.
 */
final class CommandSocket implements Remote {

  /** Version 5 has a signal for the end of input, else they are the same. */
  static final List<String> PROTOCOLS = List.of("v5.channel.k8s.io", "v4.channel.k8s.io");

  private static final int STDIN = 0;
  private static final int STDOUT = 1;
  private static final int STDERR = 2;
  private static final int ERROR = 3;
  private static final int RESIZE = 4;
  private static final int CLOSE = 255;

  private final WebSockets.Socket socket;
  private final OutputStream out;
  private final OutputStream err;

  CommandSocket(WebSockets.Socket socket) {
    this.socket = socket;
    this.out = output(socket.channel(), STDOUT);
    this.err = output(socket.channel(), STDERR);
  }

  /** Sends what comes to the command. On the channel's loop. */
  void feed(CommandRun run) {
    socket.handler().listen(frame -> take(frame, run));
  }

  private static void take(ByteBuf frame, CommandRun run) {
    if (!frame.isReadable()) {
      return;
    }
    switch (frame.readUnsignedByte()) {
      case STDIN -> run.input(ByteBufUtil.getBytes(frame));
      case RESIZE -> run.resize(ByteBufUtil.getBytes(frame));
      case CLOSE -> {
        if (frame.isReadable() && frame.readUnsignedByte() == STDIN) {
          run.endInput();
        }
      }
      default -> {}
    }
  }

  private static OutputStream output(Channel channel, int number) {
    Outflow outflow = new Outflow(channel, bytes -> frame(number, bytes), () -> {});
    return new PatientOutput(outflow, channel);
  }

  /** A frame of that stream. */
  static BinaryWebSocketFrame frame(int number, ByteBuf bytes) {
    ByteBuf head = Unpooled.wrappedBuffer(new byte[] {(byte) number});
    return new BinaryWebSocketFrame(Unpooled.wrappedBuffer(head, bytes));
  }

  @Override
  public OutputStream out() {
    return out;
  }

  @Override
  public OutputStream err() {
    return err;
  }

  @Override
  public void finish(byte[] status) {
    socket.channel().writeAndFlush(frame(ERROR, Unpooled.wrappedBuffer(status)));
    socket.close(1000);
  }
}
