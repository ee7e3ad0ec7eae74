package io.kubelette.api.http;

import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives connections: gives each its pipeline, and turns away those beyond the limit.
 *
 * <p>Thread-safe because it is immutable and Netty's group of channels is.
 */
final class Reception extends ChannelInitializer<SocketChannel> {

  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

  private final ChannelGroup connections;
  private final HttpLimits limits;
  private final Security security;
  private final BiConsumer<Exchange, Client> router;

  Reception(
      ChannelGroup connections,
      HttpLimits limits,
      Security security,
      BiConsumer<Exchange, Client> router) {
    this.connections = connections;
    this.limits = limits;
    this.security = security;
    this.router = router;
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    if (connections.size() >= limits.connections()) {
      LOG.debug("client={} is turned away: too many connections", channel.remoteAddress());
      channel.close();
      return;
    }
    connections.add(channel);
    ChannelPipeline pipeline = channel.pipeline();
    security.tls(channel.alloc()).ifPresent(pipeline::addLast);
    Patience patience = new Patience(limits);
    pipeline.addLast(patience);
    pipeline.addLast(
        new HttpServerCodec(
            new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.headerBytes())
                .setMaxHeaderSize(limits.headerBytes())
                .setMaxChunkSize(64 << 10)));
    pipeline.addLast(new StallTimeout(limits.stallTimeout()));
    Doorman doorman = security.doorman();
    pipeline.addLast(new FrontDoor(doorman));
    pipeline.addLast(new WholeRequests(limits.bodyBytes()));
    pipeline.addLast(new RequestGate(doorman, patience, router));
  }
}
