package io.kubelette.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.api.Access;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a connection answers to bytes that are no request, too much of one, or a stranger's. */
class ConnectionTest {

  private static final Doorman OPEN = new Doorman(Map.of(), true);
  private static final Doorman STRICT =
      new Doorman(Map.of("sesame", new Client("viewer", Access.READ_ONLY)), false);

  private final List<Exchange> begun = new ArrayList<>();
  private EmbeddedChannel channel = connection(OPEN);

  private EmbeddedChannel connection(Doorman doorman) {
    Patience patience = new Patience(HttpLimits.defaults());
    EmbeddedChannel made =
        new EmbeddedChannel(
            patience,
            new HttpServerCodec(
                new HttpDecoderConfig().setMaxInitialLineLength(200).setMaxHeaderSize(200)),
            new FrontDoor(doorman),
            new WholeRequests(10),
            new RequestGate(doorman, patience, (exchange, client) -> begun.add(exchange)));
    made.freezeTime();
    return made;
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @Test
  void headersThatAreTooLargeAreAnsweredSo() {
    send("GET / HTTP/1.1\r\nX-Long: " + "x".repeat(300) + "\r\n\r\n");
    assertThat(received()).startsWith("HTTP/1.1 431 ").contains("\"code\":431");
    assertEndsWithoutHaste();
  }

  @Test
  void aLineThatIsTooLongIsAnsweredSo() {
    send("GET /" + "x".repeat(300) + " HTTP/1.1\r\n\r\n");
    assertThat(received()).startsWith("HTTP/1.1 414 ").contains("\"code\":414");
    assertEndsWithoutHaste();
  }

  @Test
  void whatIsNotHttpIsAnsweredSo() {
    send("hello there, nobody\r\n\r\n");
    assertThat(received()).startsWith("HTTP/1.1 400 ").contains("connection: close");
    assertEndsWithoutHaste();
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedInItsTurnAndReadToTheEnd() {
    send("GET /first HTTP/1.1\r\n\r\n");
    send("POST /second HTTP/1.1\r\nContent-Length: 11\r\n\r\n");
    assertThat(received()).isEmpty();
    begun.get(0).answer(Reply.text(200, "ok"));
    channel.runPendingTasks();
    assertThat(received())
        .startsWith("HTTP/1.1 200 ")
        .contains("HTTP/1.1 413 ", "Request entity too large: limit is 10 bytes");
    send("0123456789a");
    assertThat(channel.isOpen()).isTrue();
    assertEndsWithoutHaste();
    assertThat(begun).hasSize(1);
  }

  @Test
  void aChunkedBodyThatGrowsTooLargeIsRefused() {
    send("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nabcdef\r\n");
    assertThat(received()).isEmpty();
    send("6\r\nabcdef\r\n");
    assertThat(received()).startsWith("HTTP/1.1 413 ");
  }

  @Test
  void whoAsksBeforeItSendsIsAskedToUnlessItIsTooMuch() {
    send("POST / HTTP/1.1\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    assertThat(received()).startsWith("HTTP/1.1 100 ");
    send("{}");
    assertThat(begun).hasSize(1);
    begun.get(0).answer(Reply.text(200, "ok"));
    channel.runPendingTasks();
    received();
    send("POST / HTTP/1.1\r\nContent-Length: 20\r\nExpect: 100-continue\r\n\r\n");
    assertThat(received()).startsWith("HTTP/1.1 413 ");
  }

  @Test
  void aStrangerIsRefusedBeforeItsBodyIsThere() {
    channel.finishAndReleaseAll();
    channel = connection(STRICT);
    send("POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\n");
    assertThat(received()).startsWith("HTTP/1.1 401 ");
    send("0123456789");
    send("GET / HTTP/1.1\r\nAuthorization: Bearer sesame\r\n\r\n");
    assertThat(begun).isEmpty();
    assertEndsWithoutHaste();
  }

  @Test
  void whoHasATokenComesInWithItsBody() {
    channel.finishAndReleaseAll();
    channel = connection(STRICT);
    send("POST / HTTP/1.1\r\nAuthorization: Bearer sesame\r\nContent-Length: 2\r\n\r\n{}");
    assertThat(begun).hasSize(1);
    assertThat(begun.get(0).request().body()).asString().isEqualTo("{}");
  }

  /** At once, the answer could be lost; but not long after. */
  private void assertEndsWithoutHaste() {
    assertThat(channel.isOpen()).isTrue();
    channel.advanceTimeBy(1, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    assertThat(channel.isOpen()).isFalse();
  }

  private void send(String text) {
    channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    channel.runPendingTasks();
  }

  private String received() {
    StringBuilder text = new StringBuilder();
    for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
      text.append(piece.toString(StandardCharsets.UTF_8));
      piece.release();
    }
    return text.toString();
  }
}
