package io.kubelette.service;

import static io.kubelette.service.Frontends.free;
import static io.kubelette.service.Frontends.table;
import static io.kubelette.service.Frontends.tcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.loop.NamedThreads;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The part of {@link ServiceProxyContract} that is about the bytes of a connection. */
@Timeout(60)
abstract class ServiceProxyStreams {

  /** Where tests listen: an address that nothing else of a machine uses. */
  static final String IP = "127.81.0.1";

  ServiceProxy proxy;
  Set<Thread> threadsBefore;

  /** A proxy that runs and serves nothing yet. */
  protected abstract ServiceProxy newProxy();

  /** Applies the routes, and waits until the proxy follows them. */
  final void apply(Route... routes) {
    proxy.apply(table(routes)).toCompletableFuture().join();
  }

  @BeforeEach
  void start() {
    threadsBefore = Set.copyOf(Thread.getAllStackTraces().keySet());
    proxy = newProxy();
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  @Test
  void relaysHalfCloseToTheEndpoint() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (TcpBackend summing =
        TcpBackend.that(
            socket -> {
              int length = socket.getInputStream().readAllBytes().length;
              new DataOutputStream(socket.getOutputStream()).writeBytes("got " + length);
            })) {
      apply(tcp("web", frontend, summing.address()));
      try (TcpClient client = new TcpClient(frontend)) {
        client.send("12345");
        client.finish();
        assertThat(client.receive(100)).isEqualTo("got 5");
      }
    }
  }

  @Test
  void relaysHalfCloseToTheClient() throws Exception {
    InetSocketAddress frontend = free(IP);
    CompletableFuture<String> received = new CompletableFuture<>();
    try (TcpBackend finishing =
        TcpBackend.that(
            socket -> {
              new DataOutputStream(socket.getOutputStream()).writeBytes("bye");
              socket.shutdownOutput();
              received.complete(new String(socket.getInputStream().readAllBytes()));
            })) {
      apply(tcp("web", frontend, finishing.address()));
      try (TcpClient client = new TcpClient(frontend)) {
        assertThat(client.receive(100)).isEqualTo("bye");
        client.send("still here");
        client.finish();
        assertThat(received.get(10, TimeUnit.SECONDS)).isEqualTo("still here");
      }
    }
  }

  @Test
  void holdsASenderBackToThePaceOfItsReader() throws Exception {
    long total = 128L << 20;
    // Four kernel buffers on the way, of a few megabytes each, and little of the proxy's own.
    long mayBeOnTheWay = 48L << 20;
    InetSocketAddress frontend = free(IP);
    AtomicLong sent = new AtomicLong();
    CompletableFuture<Long> mostOnTheWay = new CompletableFuture<>();
    try (TcpBackend slow =
        TcpBackend.that(
            socket -> {
              byte[] small = new byte[2048];
              long received = 0;
              long most = 0;
              int count;
              while ((count = socket.getInputStream().read(small)) > 0) {
                received += count;
                most = Math.max(most, sent.get() - received);
              }
              mostOnTheWay.complete(received == total ? most : -1);
            })) {
      apply(tcp("web", frontend, slow.address()));
      try (TcpClient client = new TcpClient(frontend)) {
        byte[] chunk = new byte[1 << 20];
        while (sent.get() < total) {
          client.socket().getOutputStream().write(chunk);
          sent.addAndGet(chunk.length);
        }
        client.finish();
        assertThat(mostOnTheWay.get(30, TimeUnit.SECONDS)).isBetween(0L, mayBeOnTheWay);
      }
    }
  }

  @Test
  void carriesMuchInBothDirectionsAtOnceWithoutLoss() throws Exception {
    int total = 32 << 20;
    InetSocketAddress frontend = free(IP);
    try (TcpBackend echo = TcpBackend.echo()) {
      apply(tcp("web", frontend, echo.address()));
      try (TcpClient client = new TcpClient(frontend)) {
        OutputStream out = client.socket().getOutputStream();
        CompletableFuture<Void> sending = new CompletableFuture<>();
        NamedThreads.single("sender").newThread(() -> send(out, total, client, sending)).start();
        InputStream in = client.socket().getInputStream();
        byte[] buffer = new byte[50_000];
        int position = 0;
        int count;
        while ((count = in.read(buffer)) > 0) {
          for (int i = 0; i < count; i++, position++) {
            if (buffer[i] != pattern(position)) {
              assertThat(buffer[i]).as("byte %d", position).isEqualTo(pattern(position));
            }
          }
        }
        sending.get(10, TimeUnit.SECONDS);
        assertThat(position).isEqualTo(total);
      }
    }
  }

  @Test
  void relaysAResetOfTheClient() throws Exception {
    InetSocketAddress frontend = free(IP);
    CompletableFuture<String> end = new CompletableFuture<>();
    try (TcpBackend reading =
        TcpBackend.that(
            socket -> {
              try {
                socket.getOutputStream().write('>');
                end.complete("ended after " + socket.getInputStream().readAllBytes().length);
              } catch (SocketException reset) {
                end.complete("reset");
              }
            })) {
      apply(tcp("web", frontend, reading.address()));
      TcpClient client = new TcpClient(frontend);
      assertThat(client.receive(1)).isEqualTo(">");
      client.reset();
      assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo("reset");
    }
  }

  @Test
  void relaysAResetOfTheEndpointAfterWhatItSent() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (TcpBackend resetting =
        TcpBackend.that(
            socket -> {
              socket.getOutputStream().write("last words".getBytes());
              socket.getInputStream().read();
              socket.setSoLinger(true, 0);
            })) {
      apply(tcp("web", frontend, resetting.address()));
      try (TcpClient client = new TcpClient(frontend)) {
        assertThat(client.receive(10)).isEqualTo("last words");
        client.send("x");
        assertThatThrownBy(() -> client.receive(1)).isInstanceOf(SocketException.class);
      }
    }
  }

  private static void send(
      OutputStream out, int total, TcpClient client, CompletableFuture<Void> done) {
    try {
      byte[] chunk = new byte[70_001];
      int position = 0;
      while (position < total) {
        int count = Math.min(chunk.length, total - position);
        for (int i = 0; i < count; i++) {
          chunk[i] = pattern(position + i);
        }
        out.write(chunk, 0, count);
        position += count;
      }
      client.finish();
      done.complete(null);
    } catch (IOException failure) {
      done.completeExceptionally(failure);
    }
  }

  private static byte pattern(int position) {
    return (byte) (position * 31 + (position >>> 8) * 7 + (position >>> 16));
  }
}
