package io.kubelette.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.Kubelette;
import io.kubelette.api.http.ApiHttpServer;
import io.kubelette.loop.ThreadIoPool;
import io.kubelette.proxy.nio.NioServiceProxy;
import io.kubelette.runtime.fake.FakeRuntime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The example {@code serve}, and what docs/kubectl.md shows, run. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ServeTest {

  private static final Path DOCUMENT = Path.of("../docs/kubectl.md");
  private static final Path THIS = Path.of("src/test/java/io/kubelette/examples/ServeTest.java");

  @Test
  void servesANodeUntilItIsInterrupted() throws Exception {
    Lines lines = new Lines();
    CompletableFuture<Class<?>> end = new CompletableFuture<>();
    try (ThreadIoPool pool = ThreadIoPool.of("serve-test", 1)) {
      pool.execute(
          () -> {
            try {
              new Serve(ServeOptions.parse(List.of("--port", "0")), lines).run();
            } catch (InterruptedException | RuntimeException ended) {
              end.complete(ended.getClass());
            }
          });
      String url = lines.next("http://\\S+?(?=;)");
      assertThat(lines.next("kubectl --server=\\S+ get nodes")).contains(url);
      assertThat(read(url + "/api/v1/nodes")).contains("\"kind\":\"NodeList\"", "\"Ready\"");
    }
    assertThat(end.get(30, TimeUnit.SECONDS)).isEqualTo(InterruptedException.class);
  }

  @Test
  void tellsThatItsPortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      Serve serve = new Serve(ServeOptions.parse(List.of("--port", port)), new Lines());
      assertThatThrownBy(serve::run)
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("cannot listen on");
    }
  }

  @Test
  void refusesOptionsThatItDoesNotKnow() {
    assertThatThrownBy(() -> ServeOptions.parse(List.of("--prot", "1")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--prot");
    assertThatThrownBy(() -> ServeOptions.parse(List.of("--port", "high")))
        .hasMessageContaining("--port is a number, not high");
    assertThatThrownBy(() -> ServeOptions.parse(List.of("--port", "65536")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("between 0 and 65535, not 65536");
  }

  @Test
  void theDocumentsSnippetIsRunHere() throws IOException {
    Matcher block =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(DOCUMENT));
    assertThat(block.find()).isTrue();
    assertThat(withoutSpace(Files.readString(THIS))).contains(withoutSpace(block.group(1)));
    assertThat(block.find()).isFalse();
  }

  @Test
  void aServerTellsWhereItListens() throws IOException {
    NioServiceProxy proxy = NioServiceProxy.create();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    try (Kubelette node = Kubelette.builder().runtime(FakeRuntime.create()).proxy(proxy).start()) {
      try (ApiHttpServer http =
          ApiHttpServer.over(node.api()).node(node.name(), node.pods()).start()) {
        out.println("kubectl --server=" + http.url() + " get nodes");
      }
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("--server=http://127.0.0.1:");
  }

  private static String read(String url) throws IOException {
    try (InputStream answer = URI.create(url).toURL().openStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The formatter breaks lines by its own rules. */
  private static String withoutSpace(String text) {
    return text.replaceAll("\\s+", "");
  }

  /** What the example prints, line by line. */
  private static final class Lines extends PrintStream {

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    Lines() {
      super(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    }

    @Override
    public void println(String line) {
      lines.add(line);
    }

    String next(String pattern) throws InterruptedException {
      String line = lines.poll(30, TimeUnit.SECONDS);
      Matcher found = Pattern.compile(pattern).matcher(String.valueOf(line));
      assertThat(found.find()).as("%s in %s", pattern, line).isTrue();
      return found.group();
    }
  }
}
