package io.kubelette.api.http;

import io.kubelette.runtime.PodStream;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a port inside a pod, for a client: one thread for each direction.
 *
 * <p>Thread-safe because the stream is set once, under this object's lock.
 */
final class Forward {

  private static final Logger LOG = LoggerFactory.getLogger(Forward.class);
  private static final int CHUNK = 16 << 10;

  /** The client's side, in whichever protocol it speaks. */
  interface Peer {

    /** Where what the pod sends goes. */
    OutputStream output();

    /** The pod sends no more. */
    void ended();

    /** It could not be connected, or broke; for people. */
    void failed(String message);
  }

  private final IntFunction<PodStream> pod;
  private final int port;
  private final StreamPool pool;
  private final Channel channel;
  private final ChannelFutureListener leaving = closed -> gone();
  private final InputPump input;
  private @Nullable PodStream stream;
  private boolean gone;

  Forward(Channel channel, IntFunction<PodStream> pod, int port, StreamPool pool) {
    this.pod = pod;
    this.port = port;
    this.pool = pool;
    this.input = new InputPump(channel);
    this.channel = channel;
    channel.closeFuture().addListener(leaving);
  }

  /** Each connection holds threads of its own, and so counts as a stream. */
  void begin(Peer peer) {
    if (!pool.enter()) {
      channel.closeFuture().removeListener(leaving);
      peer.failed("too many streams are open: try again when others have ended");
      return;
    }
    pool.execute(
        () -> {
          try {
            run(peer);
          } finally {
            pool.leave();
          }
        });
  }

  /** The client sent this. */
  void input(byte[] bytes) {
    input.put(bytes);
  }

  /** The client sends no more. */
  void endInput() {
    input.end();
  }

  private void run(Peer peer) {
    try (PodStream connected = pod.apply(port)) {
      if (!keep(connected)) {
        peer.ended();
        return;
      }
      input.into(connected.output());
      pool.execute(input);
      try (OutputStream output = peer.output()) {
        copy(connected.input(), output);
      }
      peer.ended();
    } catch (IOException | RuntimeException | Error failure) {
      if (isGone()) {
        peer.ended();
        return;
      }
      LOG.debug("port={} is no longer forwarded: {}", port, failure.toString());
      peer.failed(
          "an error occurred forwarding " + port + " -> " + port + ": " + failure.getMessage());
    } finally {
      input.stop();
      channel.closeFuture().removeListener(leaving);
    }
  }

  private static void copy(InputStream from, OutputStream to) throws IOException {
    byte[] chunk = new byte[CHUNK];
    int read = from.read(chunk);
    while (read >= 0) {
      to.write(chunk, 0, read);
      read = from.read(chunk);
    }
  }

  private synchronized boolean isGone() {
    return gone;
  }

  private synchronized boolean keep(PodStream connected) {
    stream = connected;
    return !gone;
  }

  /** The client went away, with this connection or with all. */
  void gone() {
    PodStream open;
    synchronized (this) {
      gone = true;
      open = stream;
    }
    input.stop();
    if (open != null) {
      pool.aside(open::close);
    }
  }
}
