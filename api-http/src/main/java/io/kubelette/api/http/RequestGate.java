package io.kubelette.api.http;

import io.kubelette.api.ApiException;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one request of a connection in at a time. What a client sends before it is answered waits,
 * and the connection is not read on; otherwise it is, so that a client who goes away is noticed.
 *
 * <p>Owned by the channel's event loop.
 */
final class RequestGate extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(RequestGate.class);
  private static final int PARAMETERS = 1024;
  private static final Duration LINGER = Duration.ofSeconds(1);

  /** How a request came. */
  record Wire(HttpVersion version, boolean keepAlive) {}

  private final Doorman doorman;
  private final Patience patience;
  private final BiConsumer<Exchange, Client> router;
  private @Nullable Exchange current;
  private final Deque<FullHttpRequest> waiting = new ArrayDeque<>();
  private boolean ended;

  RequestGate(Doorman doorman, Patience patience, BiConsumer<Exchange, Client> router) {
    this.doorman = doorman;
    this.patience = patience;
    this.router = router;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (ended || !(message instanceof FullHttpRequest request)) {
      ReferenceCountUtil.release(message);
    } else if (current == null) {
      begin(context, request);
    } else {
      waiting.add(request);
      context.channel().config().setAutoRead(false);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    drop();
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.debug("client={} is cut: {}", context.channel().remoteAddress(), cause.toString());
    context.close();
  }

  /**
   * The exchange is over. May be called on any thread. What waits begins in a turn of its own: each
   * within the one before, they would go as deep as a client sends them.
   */
  void next(Exchange over) {
    EventLoop loop = over.channel().eventLoop();
    if (loop.inEventLoop() && waiting.isEmpty()) {
      follow(over);
    } else {
      loop.execute(() -> follow(over));
    }
  }

  private void follow(Exchange over) {
    if (current != over) {
      return;
    }
    current = null;
    ChannelHandlerContext context = over.channel().pipeline().context(this);
    if (context == null) {
      drop();
    } else if (waiting.isEmpty()) {
      patience.idle();
      context.channel().config().setAutoRead(true);
    } else {
      FullHttpRequest first = waiting.remove();
      context.channel().config().setAutoRead(waiting.isEmpty());
      begin(context, first);
    }
  }

  /**
   * Leaves the pipeline to another protocol, with all that belongs to HTTP's order. On the loop.
   */
  void leave(Channel channel) {
    drop();
    channel.pipeline().remove(patience);
    channel.pipeline().remove(FrontDoor.class);
    channel.pipeline().remove(this);
  }

  /**
   * The last answer of a connection has left. What the client still sends is thrown away for a
   * while: closed at once, the connection would be reset, and the answer lost on its way.
   */
  void end(Channel channel) {
    ended = true;
    drop();
    channel.config().setAutoRead(true);
    channel.eventLoop().schedule(() -> channel.close(), LINGER.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What came behind a request whose exchange does not end is nobody's. */
  private void drop() {
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
  }

  private void begin(ChannelHandlerContext context, FullHttpRequest message) {
    patience.busy();
    Wire wire = new Wire(message.protocolVersion(), HttpUtil.isKeepAlive(message));
    Throwable malformed = message.decoderResult().cause();
    Exchange exchange;
    try {
      exchange = new Exchange(this, context.channel(), read(message), wire);
    } finally {
      message.release();
    }
    current = exchange;
    if (malformed != null) {
      exchange.refuse(Statuses.unreadable(malformed));
    } else {
      route(exchange);
    }
  }

  private void route(Exchange exchange) {
    Client client;
    try {
      client = doorman.admit(exchange.channel(), exchange.request().headers());
    } catch (ApiException refused) {
      exchange.refuse(Statuses.reply(refused));
      return;
    }
    try {
      router.accept(exchange, client);
    } catch (RuntimeException | Error failure) {
      exchange.fail(failure);
    }
  }

  private static Request read(FullHttpRequest message) {
    QueryStringDecoder query = decoder(message.uri());
    return new Request(
        message.method(),
        query.path(),
        Parameters.of(query),
        message.headers(),
        ByteBufUtil.getBytes(message.content()));
  }

  private static QueryStringDecoder decoder(String uri) {
    QueryStringDecoder query = QueryStringDecoder.builder().maxParams(PARAMETERS).build(uri);
    try {
      query.path();
      query.parameters();
      return query;
    } catch (IllegalArgumentException malformed) {
      return new QueryStringDecoder("/malformed-escape");
    }
  }
}
