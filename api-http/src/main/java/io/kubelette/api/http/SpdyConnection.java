package io.kubelette.api.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.spdy.DefaultSpdyDataFrame;
import io.netty.handler.codec.spdy.DefaultSpdyPingFrame;
import io.netty.handler.codec.spdy.DefaultSpdySynReplyFrame;
import io.netty.handler.codec.spdy.SpdyDataFrame;
import io.netty.handler.codec.spdy.SpdyFrameCodec;
import io.netty.handler.codec.spdy.SpdyGoAwayFrame;
import io.netty.handler.codec.spdy.SpdyHeaders;
import io.netty.handler.codec.spdy.SpdyPingFrame;
import io.netty.handler.codec.spdy.SpdyRstStreamFrame;
import io.netty.handler.codec.spdy.SpdySynStreamFrame;
import io.netty.handler.codec.spdy.SpdyVersion;
import io.netty.util.ReferenceCountUtil;
import java.io.OutputStream;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that speaks SPDY/3.1, as kubectl does to forward ports and, where WebSocket is
 * refused, to run commands: the client opens streams, which say by headers what they are for.
 *
 * <p>Windows are not kept, since no client of Kubernetes keeps them: a stream that is full halts
 * the reading of its connection. Owned by the channel's event loop, but for {@link #output}.
 */
final class SpdyConnection extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(SpdyConnection.class);

  /** What becomes of the client's streams. Called on the channel's event loop. */
  interface Listener {

    /** A stream was opened. */
    void opened(int stream, SpdyHeaders headers);

    /** The client sent something on it. */
    void received(int stream, byte[] bytes);

    /** The client sends no more on it. */
    void ended(int stream);

    /** The client neither sends nor takes any more on it. */
    void reset(int stream);
  }

  private final Channel channel;
  private final Listener listener;

  private SpdyConnection(Channel channel, Listener listener) {
    this.channel = channel;
    this.listener = listener;
  }

  /** Answers an upgrade from HTTP, and speaks SPDY from then on. On the channel's loop. */
  static void upgrade(Exchange exchange, String protocol, Listener listener) {
    Channel channel = exchange.channel();
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS, Unpooled.EMPTY_BUFFER);
    response
        .headers()
        .set(HttpHeaderNames.CONNECTION, "Upgrade")
        .set(HttpHeaderNames.UPGRADE, "SPDY/3.1")
        .set("X-Stream-Protocol-Version", protocol);
    channel
        .writeAndFlush(response)
        .addListener(
            sent -> {
              if (!sent.isSuccess()) {
                channel.close();
                return;
              }
              exchange.gate().leave(channel);
              channel.pipeline().remove(WholeRequests.class);
              attach(channel, listener);
              String connection = channel.pipeline().context(SpdyConnection.class).name();
              channel.pipeline().addBefore(connection, null, new Heartbeat(pings()));
              channel.pipeline().remove(HttpServerCodec.class);
            });
  }

  /** Speaks SPDY on a channel whose pipeline ends in bytes. On the channel's loop. */
  static void attach(Channel channel, Listener listener) {
    channel.pipeline().addLast(new Frames(), new SpdyConnection(channel, listener));
    channel.config().setAutoRead(true);
  }

  /**
   * Closes the connection when what was received is read: Netty's codec gives its buffers back at
   * the close, and would take new ones for what it reads after it.
   */
  static void leave(Channel channel) {
    channel.eventLoop().execute(() -> channel.close());
  }

  /** The server's own have even numbers; the client sends each back. */
  private static Supplier<SpdyPingFrame> pings() {
    PrimitiveIterator.OfInt numbers = IntStream.iterate(2, number -> number + 2).iterator();
    return () -> new DefaultSpdyPingFrame(numbers.nextInt());
  }

  /**
   * Agrees to a stream. With no header at all Netty leaves the whole block out, which clients miss.
   */
  private void reply(int stream) {
    DefaultSpdySynReplyFrame reply = new DefaultSpdySynReplyFrame(stream);
    reply.headers().set("status", "200");
    channel.writeAndFlush(reply);
  }

  /** Where what goes to a stream is written, by a thread that may wait. */
  static OutputStream output(Channel channel, int stream) {
    Outflow outflow =
        new Outflow(channel, bytes -> new DefaultSpdyDataFrame(stream, bytes), () -> {});
    return new PatientOutput(outflow, channel);
  }

  /** Nothing more goes to a stream after these bytes. */
  static void end(Channel channel, int stream, byte[] last) {
    channel.writeAndFlush(
        new DefaultSpdyDataFrame(stream, Unpooled.wrappedBuffer(last)).setLast(true));
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (message instanceof SpdySynStreamFrame opening) {
        reply(opening.streamId());
        listener.opened(opening.streamId(), opening.headers());
        if (opening.isLast()) {
          listener.ended(opening.streamId());
        }
      } else if (message instanceof SpdyDataFrame frame) {
        ByteBuf content = frame.content();
        if (content.isReadable()) {
          listener.received(frame.streamId(), ByteBufUtil.getBytes(content));
        }
        if (frame.isLast()) {
          listener.ended(frame.streamId());
        }
      } else if (message instanceof SpdyRstStreamFrame reset) {
        listener.reset(reset.streamId());
      } else if (message instanceof SpdyPingFrame ping && ping.id() % 2 != 0) {
        context.writeAndFlush(ReferenceCountUtil.retain(ping));
      } else if (message instanceof SpdyGoAwayFrame) {
        leave(channel);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.debug("client={} is cut: {}", context.channel().remoteAddress(), cause.toString());
    leave(channel);
  }

  /** Reads nothing more from a connection that is closed. */
  private static final class Frames extends SpdyFrameCodec {

    Frames() {
      super(SpdyVersion.SPDY_3_1);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
        throws Exception {
      if (context.channel().isOpen()) {
        super.decode(context, in, out);
      } else {
        in.skipBytes(in.readableBytes());
      }
    }
  }
}
