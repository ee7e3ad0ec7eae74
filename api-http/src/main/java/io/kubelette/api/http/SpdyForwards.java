package io.kubelette.api.http;

import io.kubelette.runtime.PodStream;
import io.netty.channel.Channel;
import io.netty.handler.codec.spdy.SpdyHeaders;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Forwarded connections over SPDY: each is a pair of streams with one request id, one for data and
 * one for what went wrong.
 *
 * <p>Owned by the channel's event loop.
 */
final class SpdyForwards implements SpdyConnection.Listener {

  /** Clients open the stream for data right behind the one for errors. */
  private static final int MOST_WAITING = 256;

  private final Channel channel;
  private final IntFunction<PodStream> pod;
  private final StreamPool pool;
  private final Map<String, Integer> errorStreams = new HashMap<>();
  private final Map<Integer, Forward> forwards = new HashMap<>();

  SpdyForwards(Channel channel, IntFunction<PodStream> pod, StreamPool pool) {
    this.channel = channel;
    this.pod = pod;
    this.pool = pool;
  }

  @Override
  public void opened(int stream, SpdyHeaders headers) {
    String id = String.valueOf(headers.get("requestid"));
    if ("error".contentEquals(String.valueOf(headers.get("streamtype")))) {
      errorStreams.put(id, stream);
      if (errorStreams.size() > MOST_WAITING) {
        SpdyConnection.leave(channel);
      }
      return;
    }
    Integer errors = errorStreams.remove(id);
    int port;
    try {
      port = Forwards.checked(Integer.parseInt(String.valueOf(headers.get("port"))));
    } catch (RuntimeException malformed) {
      SpdyConnection.leave(channel);
      return;
    }
    Forward forward = new Forward(channel, pod, port, pool);
    forwards.put(stream, forward);
    forward.begin(new Pair(stream, errors == null ? stream : errors));
  }

  @Override
  public void received(int stream, byte[] bytes) {
    Forward forward = forwards.get(stream);
    if (forward != null) {
      forward.input(bytes);
    }
  }

  @Override
  public void ended(int stream) {
    Forward forward = forwards.get(stream);
    if (forward != null) {
      forward.endInput();
    }
  }

  @Override
  public void reset(int stream) {
    Forward forward = forwards.get(stream);
    if (forward != null) {
      forward.gone();
    }
  }

  /** The client's side of one connection. */
  private final class Pair implements Forward.Peer {

    private final int stream;
    private final int errors;

    Pair(int stream, int errors) {
      this.stream = stream;
      this.errors = errors;
    }

    @Override
    public OutputStream output() {
      return SpdyConnection.output(channel, stream);
    }

    @Override
    public void ended() {
      over(new byte[0]);
    }

    @Override
    public void failed(String message) {
      over(message.getBytes(StandardCharsets.UTF_8));
    }

    private void over(byte[] error) {
      SpdyConnection.end(channel, stream, new byte[0]);
      if (errors != stream) {
        SpdyConnection.end(channel, errors, error);
      }
      channel.eventLoop().execute(() -> forwards.remove(stream));
    }
  }
}
