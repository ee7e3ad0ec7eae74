package io.kubelette.pod;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.Message;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.impl.bootstrap.HttpAsyncServer;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.AsyncRequestConsumer;
import org.apache.hc.core5.http.nio.AsyncServerRequestHandler;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityConsumer;
import org.apache.hc.core5.http.nio.support.BasicRequestConsumer;
import org.apache.hc.core5.http.nio.support.BasicResponseProducer;
import org.apache.hc.core5.http.nio.support.BasicServerExchangeHandler;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.http2.impl.nio.bootstrap.H2ServerBootstrap;
import org.apache.hc.core5.io.CloseMode;

/** A gRPC server whose health service gives one answer. Thread-safe because it is immutable. */
final class GrpcServer implements AutoCloseable {

  private final HttpAsyncServer server;
  private final int port;
  private final CompletableFuture<String> asked;

  private GrpcServer(HttpAsyncServer server, int port, CompletableFuture<String> asked) {
    this.server = server;
    this.port = port;
    this.asked = asked;
  }

  static GrpcServer answering(int code, int health) throws Exception {
    CompletableFuture<String> asked = new CompletableFuture<>();
    HttpAsyncServer server =
        H2ServerBootstrap.bootstrap()
            .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_2)
            .setRequestRouter(
                (request, context) ->
                    () -> new BasicServerExchangeHandler<>(new Health(code, health, asked)))
            .create();
    server.start();
    InetSocketAddress any = new InetSocketAddress("127.0.0.1", 0);
    var endpoint = server.listen(any, URIScheme.HTTP).get(20, TimeUnit.SECONDS);
    return new GrpcServer(server, ((InetSocketAddress) endpoint.getAddress()).getPort(), asked);
  }

  int port() {
    return port;
  }

  /** The service that was asked about. */
  String asked() throws Exception {
    return asked.get(20, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    server.close(CloseMode.IMMEDIATE);
  }

  private record Health(int code, int status, CompletableFuture<String> asked)
      implements AsyncServerRequestHandler<Message<HttpRequest, byte[]>> {

    @Override
    public AsyncRequestConsumer<Message<HttpRequest, byte[]>> prepare(
        HttpRequest request, EntityDetails entity, HttpContext context) {
      return new BasicRequestConsumer<>(new BasicAsyncEntityConsumer());
    }

    @Override
    public void handle(
        Message<HttpRequest, byte[]> message, ResponseTrigger trigger, HttpContext context)
        throws org.apache.hc.core5.http.HttpException, java.io.IOException {
      byte[] body = message.getBody();
      int length = body.length > 6 ? body[6] : 0;
      asked.complete(new String(body, body.length - length, length, StandardCharsets.UTF_8));
      trigger.submitResponse(
          new BasicResponseProducer(new BasicHttpResponse(200), new Reply(code, status)), context);
    }
  }

  /** A message with its prefix, and the result in the trailers. */
  private record Reply(int code, int status) implements AsyncEntityProducer {

    @Override
    public void produce(DataStreamChannel channel) throws java.io.IOException {
      if (code == 0) {
        channel.write(ByteBuffer.wrap(new byte[] {0, 0, 0, 0, 2, 8, (byte) status}));
      }
      channel.endStream(
          List.of(
              new BasicHeader("grpc-status", code),
              new BasicHeader("grpc-message", "unknown service")));
    }

    @Override
    public int available() {
      return 1;
    }

    @Override
    public boolean isRepeatable() {
      return false;
    }

    @Override
    public void failed(Exception cause) {}

    @Override
    public long getContentLength() {
      return -1;
    }

    @Override
    public String getContentType() {
      return "application/grpc";
    }

    @Override
    public String getContentEncoding() {
      return null;
    }

    @Override
    public boolean isChunked() {
      return true;
    }

    @Override
    public Set<String> getTrailerNames() {
      return Set.of();
    }

    @Override
    public void releaseResources() {}
  }
}
