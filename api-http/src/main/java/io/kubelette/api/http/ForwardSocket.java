package io.kubelette.api.http;

import io.kubelette.runtime.PodStream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * Ports forwarded over channels of WebSocket: two for each port, for data and for what went wrong;
 * each begins with the port's number.
 *
 * <p>Owned by the channel's event loop.
 */
final class ForwardSocket {

  private final WebSockets.Socket socket;
  private final IntFunction<PodStream> pod;
  private final StreamPool pool;
  private final List<Forward> forwards = new ArrayList<>();
  private final AtomicInteger open = new AtomicInteger();

  ForwardSocket(WebSockets.Socket socket, IntFunction<PodStream> pod, StreamPool pool) {
    this.socket = socket;
    this.pod = pod;
    this.pool = pool;
  }

  void begin(List<Integer> ports) {
    Channel channel = socket.channel();
    for (int port : ports) {
      int number = 2 * forwards.size();
      byte[] head = {(byte) port, (byte) (port >> 8)};
      channel.write(CommandSocket.frame(number, Unpooled.wrappedBuffer(head)));
      channel.writeAndFlush(CommandSocket.frame(number + 1, Unpooled.wrappedBuffer(head)));
      forwards.add(new Forward(channel, pod, port, pool));
    }
    open.set(forwards.size());
    socket.handler().listen(this::take);
    for (int i = 0; i < forwards.size(); i++) {
      forwards.get(i).begin(new Port(2 * i));
    }
  }

  private void take(ByteBuf frame) {
    if (frame.isReadable()) {
      int number = frame.readUnsignedByte();
      if (number % 2 == 0 && number / 2 < forwards.size()) {
        forwards.get(number / 2).input(ByteBufUtil.getBytes(frame));
      }
    }
  }

  /** The client's side of one port. */
  private final class Port implements Forward.Peer {

    private final int number;

    Port(int number) {
      this.number = number;
    }

    @Override
    public OutputStream output() {
      Outflow outflow =
          new Outflow(socket.channel(), bytes -> CommandSocket.frame(number, bytes), () -> {});
      return new PatientOutput(outflow, socket.channel());
    }

    @Override
    public void ended() {
      if (open.decrementAndGet() == 0) {
        socket.close(1000);
      }
    }

    @Override
    public void failed(String message) {
      byte[] text = message.getBytes(StandardCharsets.UTF_8);
      socket.channel().writeAndFlush(CommandSocket.frame(number + 1, Unpooled.wrappedBuffer(text)));
      ended();
    }
  }
}
