package io.kubelette.pod;

import io.kubelette.loop.IoPool;
import io.kubelette.loop.NamedThreads;
import io.kubelette.pod.ContainerCall.Endpoint;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.nio.ClientHttp1IOEventHandlerFactory;
import org.apache.hc.core5.http.impl.nio.ClientHttp1StreamDuplexerFactory;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http.protocol.RequestTargetHost;
import org.apache.hc.core5.http2.impl.nio.ClientH2PrefaceHandler;
import org.apache.hc.core5.http2.impl.nio.ClientH2StreamMultiplexerFactory;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.DefaultConnectingIOReactor;
import org.apache.hc.core5.reactor.EndpointParameters;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOEventHandlerFactory;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks over the network from one thread, which begins with the first question.
 *
 * <p>Thread-safe: {@code this} guards the reactor; a question belongs to the reactor's thread.
 */
final class ReactorCalls implements NetworkCalls {

  private static final Logger LOG = LoggerFactory.getLogger(ReactorCalls.class);

  /** How a connection speaks. */
  enum Speech {
    SILENT,
    HTTP,
    HTTPS,
    HTTP2
  }

  /** Where a connection goes, and how it speaks. */
  record Dial(Endpoint endpoint, Speech speech) {}

  /** The connection of a TCP probe: that it comes about is the answer. */
  private record TcpAsk(Asking asking, Endpoint endpoint) implements Asking.Connected {
    @Override
    public void connected(IOSession session) {
      asking.answer(ProbeAnswer.success(""));
    }

    @Override
    public void failed(Exception failure) {
      asking.answer(ProbeAnswer.failure(NetworkWords.dialling(endpoint, failure)));
    }
  }

  private final IoPool pool;
  private final ProbeConfig config;
  private final PodDials dials;
  private final HttpProcessor processor =
      HttpProcessorBuilder.create().add(new RequestTargetHost()).build();
  private @Nullable DefaultConnectingIOReactor reactor;
  private boolean closed;

  /**
   * @param pool where names of hosts are looked up
   * @param dials where pods are reached
   */
  ReactorCalls(IoPool pool, ProbeConfig config, PodDials dials) {
    this.pool = pool;
    this.config = config;
    this.dials = dials;
  }

  @Override
  public Pending ask(ContainerCall call, Purpose purpose, Consumer<ProbeAnswer> answer) {
    Asking asking = new Asking(this, config, answer);
    if (call instanceof ContainerCall.Http http) {
      new HttpAsk(asking, purpose, http).begin();
    } else if (call instanceof ContainerCall.Grpc grpc) {
      new GrpcAsk(asking, grpc).begin();
    } else if (call instanceof ContainerCall.Tcp tcp) {
      asking.dial(new Dial(tcp.endpoint(), Speech.SILENT), new TcpAsk(asking, tcp.endpoint()));
    } else {
      asking.answer(ProbeAnswer.error("not asked over the network: " + call));
    }
    return asking;
  }

  /** Connects; exactly one method of the callback hears of it, on any thread. */
  void connect(Dial dial, FutureCallback<IOSession> heard) {
    String host = dial.endpoint().host();
    if (isAddress(host)) {
      try {
        connect(dials.of(dial.endpoint()), dial.speech(), heard);
      } catch (PodDials.NotPublished nowhere) {
        heard.failed(nowhere);
      }
      return;
    }
    pool.execute(
        () -> {
          InetSocketAddress found = new InetSocketAddress(host, dial.endpoint().port());
          if (found.isUnresolved()) {
            heard.failed(new UnknownHostException(host));
          } else {
            connect(found, dial.speech(), heard);
          }
        });
  }

  private void connect(InetSocketAddress address, Speech speech, FutureCallback<IOSession> heard) {
    String scheme = speech == Speech.HTTPS ? "https" : "http";
    HttpHost host = new HttpHost(scheme, address.getHostString(), address.getPort());
    try {
      reactor()
          .connect(
              host, address, null, Timeout.DISABLED, new EndpointParameters(host, speech), heard);
    } catch (RuntimeException refused) {
      heard.failed(refused);
    }
  }

  /** What cannot be a name, so that nobody has to be asked for it. */
  private static boolean isAddress(String host) {
    return host.contains(":") || host.chars().allMatch(c -> c == '.' || Character.isDigit(c));
  }

  private synchronized DefaultConnectingIOReactor reactor() {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    if (reactor == null) {
      ThreadFactory threads = NamedThreads.single("kubelette-probes");
      reactor =
          new DefaultConnectingIOReactor(
              handlers(),
              IOReactorConfig.custom().setIoThreadCount(1).setTcpNoDelay(true).build(),
              threads,
              null,
              failure -> LOG.debug("a probe's connection failed: {}", failure.toString()),
              null,
              null);
      reactor.start();
    }
    return reactor;
  }

  /** Made for the first question: to get TLS ready takes a good part of a node's start. */
  private IOEventHandlerFactory handlers() {
    ClientHttp1IOEventHandlerFactory http1 =
        new ClientHttp1IOEventHandlerFactory(
            new ClientHttp1StreamDuplexerFactory(
                processor, Http1Config.DEFAULT, CharCodingConfig.DEFAULT),
            UnverifiedTls.strategy(),
            Timeout.DISABLED);
    ClientH2StreamMultiplexerFactory http2 = new ClientH2StreamMultiplexerFactory(processor, null);
    return (session, attachment) -> handler(session, attachment, http1, http2);
  }

  private static IOEventHandler handler(
      ProtocolIOSession session,
      Object attachment,
      ClientHttp1IOEventHandlerFactory http1,
      ClientH2StreamMultiplexerFactory http2) {
    Object speech =
        attachment instanceof EndpointParameters parameters
            ? parameters.getAttachment()
            : attachment;
    if (speech == Speech.HTTP || speech == Speech.HTTPS) {
      return http1.createHandler(session, attachment);
    }
    return speech == Speech.HTTP2
        ? new ClientH2PrefaceHandler(session, http2, false, failure -> {})
        : SilentHandler.INSTANCE;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (reactor != null) {
      reactor.close(CloseMode.IMMEDIATE);
    }
  }

  /** Of a connection on which nothing is said. */
  private enum SilentHandler implements IOEventHandler {
    INSTANCE;

    @Override
    public void connected(IOSession session) {}

    @Override
    public void inputReady(IOSession session, java.nio.@Nullable ByteBuffer source) {
      session.close(CloseMode.IMMEDIATE);
    }

    @Override
    public void outputReady(IOSession session) {}

    @Override
    public void timeout(IOSession session, Timeout timeout) {
      session.close(CloseMode.IMMEDIATE);
    }

    @Override
    public void exception(IOSession session, Exception cause) {
      session.close(CloseMode.IMMEDIATE);
    }

    @Override
    public void disconnected(IOSession session) {}
  }
}
