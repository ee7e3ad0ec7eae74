package io.kubelette.api.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request and the way to answer it, once, from any thread.
 *
 * <pre>
 *   OPEN ──► answered (at once)                ──► the gate takes the next request
 *     ├────► flowing (until end of the Outflow) ──►┘
 *     ├────► refused (answered, and the connection ends)
 *     └────► taken over (the connection speaks another protocol from then on)
 * </pre>
 */
final class Exchange {

  /** Longer answers leave in parts, so that a slow client holds one part and not all. */
  private static final int AT_ONCE = 256 << 10;

  private final Channel channel;
  private final Request request;
  private final RequestGate gate;
  private final HttpVersion version;
  private boolean keepAlive;
  private boolean refused;
  private @Nullable ChannelFutureListener leaving;
  private boolean answered;

  Exchange(RequestGate gate, Channel channel, Request request, RequestGate.Wire wire) {
    this.gate = gate;
    this.channel = channel;
    this.request = request;
    this.version = wire.version();
    this.keepAlive = wire.keepAlive();
  }

  Request request() {
    return request;
  }

  Channel channel() {
    return channel;
  }

  /** The way out of HTTP: from now on the connection is the caller's. On the channel's loop. */
  RequestGate gate() {
    return gate;
  }

  /** Answers, and lets the connection go on. */
  void answer(Reply answer) {
    if (answer.length() > AT_ONCE) {
      answerInParts(answer);
      return;
    }
    DefaultFullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(answer.code()),
            Unpooled.wrappedBuffer(answer.pieces().toArray(byte[][]::new)));
    head(response, answer);
    channel.writeAndFlush(response).addListener(this::over);
  }

  /** Answers with the Status of a failure. */
  void fail(Throwable failure) {
    answer(Statuses.reply(failure));
  }

  /** Answers for the last time: nothing that follows on this connection is read as a request. */
  void refuse(Reply last) {
    refused = true;
    keepAlive = false;
    answer(last);
  }

  /** Begins an answer whose length nobody knows. */
  Outflow flow(String contentType) {
    DefaultHttpResponse response =
        new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    HttpHeaders headers = response.headers();
    headers.set(HttpHeaderNames.CONTENT_TYPE, contentType);
    headers.set(HttpHeaderNames.CACHE_CONTROL, "no-cache, private");
    boolean chunked = version.equals(HttpVersion.HTTP_1_1);
    if (chunked) {
      headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
    HttpUtil.setKeepAlive(response, keepAlive && chunked);
    channel.writeAndFlush(response);
    return new Outflow(
        channel,
        DefaultHttpContent::new,
        () -> channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT).addListener(this::over));
  }

  /** Has this called when the client goes away before it has its answer; at once if it has. */
  synchronized void whenGone(Runnable listener) {
    if (!answered) {
      leaving = closed -> listener.run();
      channel.closeFuture().addListener(leaving);
    }
  }

  /** A connection lives longer than its exchanges, and shall not hold what they held. */
  private synchronized void forget() {
    answered = true;
    if (leaving != null) {
      channel.closeFuture().removeListener(leaving);
      leaving = null;
    }
  }

  private void answerInParts(Reply answer) {
    HttpResponse response =
        new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.code()));
    head(response, answer);
    channel
        .eventLoop()
        .execute(
            () -> {
              channel.write(response);
              new Parts(channel, answer.pieces(), this::over).send();
            });
  }

  private void head(HttpResponse response, Reply answer) {
    HttpHeaders headers = response.headers();
    headers.set(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
    headers.set(HttpHeaderNames.CONTENT_LENGTH, answer.length());
    headers.set(HttpHeaderNames.CACHE_CONTROL, "no-cache, private");
    warn(headers, answer.warnings());
    HttpUtil.setKeepAlive(response, keepAlive);
  }

  private static void warn(HttpHeaders headers, List<String> warnings) {
    for (String warning : warnings) {
      String printable =
          warning.replaceAll("[^\\x20-\\x7e]", " ").replaceAll("([\"\\\\])", "\\\\$1");
      headers.add(HttpHeaderNames.WARNING, "299 - \"" + printable + "\"");
    }
  }

  private void over(io.netty.util.concurrent.Future<?> sent) {
    if (sent.isSuccess() && refused) {
      gate.end(channel);
    } else if (!sent.isSuccess() || !keepAlive || !version.equals(HttpVersion.HTTP_1_1)) {
      channel.close();
    } else {
      forget();
      gate.next(this);
    }
  }
}
