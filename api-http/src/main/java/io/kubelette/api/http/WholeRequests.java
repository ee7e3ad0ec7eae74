package io.kubelette.api.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * Collects a request to its end. One that is too large goes on without its body, to be refused in
 * its turn.
 */
final class WholeRequests extends HttpObjectAggregator {

  private final int limit;

  WholeRequests(int limit) {
    super(limit);
    this.limit = limit;
  }

  /** Whoever asks before it sends a body is asked to, unless the body is too large anyway. */
  @Override
  protected @Nullable Object newContinueResponse(
      HttpMessage start, int most, ChannelPipeline pipeline) {
    return HttpUtil.is100ContinueExpected(start) && !isContentLengthInvalid(start, most)
        ? new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER)
        : null;
  }

  @Override
  protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
    HttpRequest head = (HttpRequest) oversized;
    FullHttpRequest refused =
        new DefaultFullHttpRequest(
            head.protocolVersion(), head.method(), head.uri(), Unpooled.EMPTY_BUFFER);
    refused.headers().set(head.headers());
    refused.setDecoderResult(
        DecoderResult.failure(
            new TooLongFrameException("Request entity too large: limit is " + limit + " bytes")));
    context.fireChannelRead(refused);
  }
}
