package io.kubelette.pod;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer, but no more of it than is wanted.
 *
 * <p>Owned by the thread of the connection.
 */
final class AnswerReader implements AsyncResponseConsumer<AnswerReader.Answer> {

  /**
   * An answer.
   *
   * @param head its status and headers
   * @param body its beginning
   * @param trailers what came after the body
   */
  record Answer(HttpResponse head, byte[] body, List<Header> trailers) {

    @Nullable String header(String name) {
      Header header = head.getFirstHeader(name);
      return header == null ? null : header.getValue();
    }

    @Nullable String trailer(String name) {
      for (Header trailer : trailers) {
        if (trailer.getName().equalsIgnoreCase(name)) {
          return trailer.getValue();
        }
      }
      return header(name);
    }
  }

  private final int limit;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private @Nullable HttpResponse head;
  private @Nullable FutureCallback<Answer> callback;

  AnswerReader(int limit) {
    this.limit = limit;
  }

  @Override
  public void consumeResponse(
      HttpResponse response,
      @Nullable EntityDetails entity,
      HttpContext context,
      FutureCallback<Answer> heard) {
    head = response;
    callback = heard;
    if (entity == null) {
      complete(List.of());
    }
  }

  @Override
  public void informationResponse(HttpResponse response, HttpContext context) {}

  @Override
  public void updateCapacity(CapacityChannel capacity) throws IOException {
    capacity.update(limit);
  }

  @Override
  public void consume(ByteBuffer bytes) {
    byte[] chunk = new byte[Math.min(bytes.remaining(), limit - body.size())];
    bytes.get(chunk);
    body.writeBytes(chunk);
    bytes.position(bytes.limit());
    if (body.size() == limit) {
      complete(List.of());
    }
  }

  @Override
  public void streamEnd(@Nullable List<? extends Header> trailers) {
    complete(trailers == null ? List.of() : List.copyOf(trailers));
  }

  private void complete(List<Header> trailers) {
    FutureCallback<Answer> heard = callback;
    if (heard != null && head != null) {
      callback = null;
      heard.completed(new Answer(head, body.toByteArray(), trailers));
    }
  }

  @Override
  public void failed(Exception cause) {}

  @Override
  public void releaseResources() {}
}
