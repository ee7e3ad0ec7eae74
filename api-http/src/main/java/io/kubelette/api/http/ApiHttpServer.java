package io.kubelette.api.http;

import io.kubelette.api.Access;
import io.kubelette.api.ApiServer;
import io.kubelette.api.PodAccess;
import io.kubelette.loop.EventLoop;
import io.kubelette.loop.IoPool;
import io.kubelette.loop.NamedThreads;
import io.kubelette.loop.ThreadEventLoop;
import io.kubelette.loop.ThreadIoPool;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Serves an {@link ApiServer} over HTTP, as Kubernetes does.
 *
 * <pre>{@code
 * try (ApiHttpServer http = ApiHttpServer.over(node.api()).node(node.name(), node.pods()).start()) {
 *   // kubectl --server=http://127.0.0.1:PORT get pods
 * }
 * }</pre>
 *
 * <p>It listens on loopback unless it is told otherwise, and beyond loopback only with TLS and with
 * clients who say who they are.
 *
 * <p>Thread-safe because its parts are. It closes nothing that it was given.
 */
public final class ApiHttpServer implements AutoCloseable {

  /** What the names of its threads begin with. */
  private static final String THREADS = "kubelette-http";

  private static final int WORKERS = 16;

  private static final ByteBufAllocator BUFFERS = new HeapBuffers();

  /** Of those who ask how much is used, so many at a time; the others wait. */
  private static final int MEASURES = 8;

  private final EventLoopGroup loops;
  private final IoPool workers;
  private final StreamPool streams;
  private final IoPool measures;
  private final EventLoop watches;
  private final ChannelGroup connections;
  private final Router router;
  private final Channel listener;
  private final Security security;
  private final Object closing = new Object();
  private @Nullable Thread closer;

  ApiHttpServer(ApiHttpServerBuilder wishes) {
    this.security = wishes.security();
    this.workers = ThreadIoPool.of("kubelette-http-worker", WORKERS);
    this.streams = new StreamPool(wishes.limits().streams());
    this.measures = ThreadIoPool.of("kubelette-http-measure", MEASURES);
    this.watches = ThreadEventLoop.named("kubelette-http-watches");
    this.connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    this.loops =
        new MultiThreadIoEventLoopGroup(
            wishes.threads(), NamedThreads.numbered(THREADS), NioIoHandler.newFactory());
    Ground ground =
        new Ground(
            wishes.api(),
            name -> Optional.<PodAccess>ofNullable(wishes.nodes().get(name)),
            wishes.clock(),
            wishes.limits(),
            new EncodedObjects(wishes.limits().cacheBytes()),
            workers,
            streams,
            measures,
            watches);
    this.router =
        new Router(
            ground,
            new Documents(
                wishes.release(),
                () ->
                    OwnMetrics.text(connections.size(), streams.open()) + wishes.metrics().get()));
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.ALLOCATOR, BUFFERS)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childHandler(new Reception(connections, wishes.limits(), security, router::route))
            .bind(wishes.address())
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      closeThreads();
      String why = String.valueOf(bound.cause().getMessage());
      throw new UncheckedIOException(
          "cannot listen on " + wishes.address() + ": " + why, new IOException(bound.cause()));
    }
    this.listener = bound.channel();
  }

  /** Begins to say how an API is served. */
  public static ApiHttpServerBuilder over(ApiServer api) {
    return new ApiHttpServerBuilder(api);
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  /** Where clients reach it, such as {@code http://127.0.0.1:40123}. */
  public String url() {
    return security.url(address());
  }

  /**
   * A kubeconfig whose user may do everything, for {@code kubectl --kubeconfig}. It is returned,
   * not written anywhere.
   */
  public String kubeconfig() {
    return kubeconfig(Access.FULL);
  }

  /** A kubeconfig whose user may do so much, where clients have to say who they are. */
  public String kubeconfig(Access access) {
    return security.kubeconfig(url(), access);
  }

  /**
   * Ends all connections and threads. Blocks until they are gone, whoever closes them; only a
   * thread of a server, such as one on which a store is asked or metrics are told, does not wait
   * for itself. May be called twice, also at the same time.
   */
  @Override
  public void close() {
    Thread ending;
    synchronized (closing) {
      if (closer == null) {
        closer = NamedThreads.single(THREADS + "-close").newThread(this::end);
        closer.start();
      }
      ending = closer;
    }
    if (!Thread.currentThread().getName().startsWith(THREADS)) {
      await(ending);
    }
  }

  private static void await(Thread ending) {
    boolean interrupted = false;
    while (ending.isAlive()) {
      try {
        ending.join();
      } catch (InterruptedException remembered) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void end() {
    listener.close().syncUninterruptibly();
    connections.close().awaitUninterruptibly(5, TimeUnit.SECONDS);
    closeThreads();
  }

  private void closeThreads() {
    streams.close();
    measures.close();
    workers.close();
    router.endWatches();
    watches.close();
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
  }
}
