package io.kubelette.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.Kubelette;
import io.kubelette.api.Pods;
import io.kubelette.proxy.nio.NioServiceProxy;
import io.kubelette.runtime.fake.FakeRuntime;
import io.kubelette.runtime.fake.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README shows, run; its Java stands here word for word. */
class ReadmeTest {

  private static final Path README = Path.of("../README.md");
  private static final Path THIS = Path.of("src/test/java/io/kubelette/examples/ReadmeTest.java");

  @Test
  void itsExampleIsRunHere() throws IOException {
    List<String> snippets = blocks("java");
    assertThat(snippets).hasSize(1);
    assertThat(withoutSpace(Files.readString(THIS))).contains(withoutSpace(snippets.get(0)));
  }

  @Test
  void itsQuickStartIsTwoCommands() throws IOException {
    assertThat(String.join("", blocks("sh")).lines())
        .containsExactly(
            "mvn -q -DskipTests -pl examples -am package"
                + " && java -jar examples/target/kubelette-examples.jar guestbook",
            "mvn verify");
  }

  @Test
  void everyLinkOfADocumentLeadsSomewhere() throws IOException {
    for (String document : List.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")) {
      Path file = Path.of("..", document);
      List<String> links =
          Pattern.compile("\\]\\((?!http)([^)#]+)")
              .matcher(Files.readString(file))
              .results()
              .map(found -> found.group(1))
              .toList();
      assertThat(links).isNotEmpty().allMatch(link -> Files.exists(file.resolveSibling(link)));
    }
  }

  @Test
  void aServiceLeadsToAPod() throws IOException {
    FakeRuntime runtime = FakeRuntime.create().image("hello:1", Programs.httpHello(8080));
    NioServiceProxy proxy = NioServiceProxy.create();
    try (Kubelette node = Kubelette.builder().runtime(runtime).proxy(proxy).start()) {
      node.apply(
          """
          apiVersion: v1
          kind: Pod
          metadata:
            name: web-0
            labels: {app: web}
          spec:
            containers:
              - {name: web, image: "hello:1"}
          ---
          apiVersion: v1
          kind: Service
          metadata:
            name: web
          spec:
            selector: {app: web}
            ports:
              - {name: http, port: 80, targetPort: 8080}
          """);
      node.await(Pods.ready("default", "app=web"), Duration.ofSeconds(30));
      InetSocketAddress web = node.services().address("default", "web", "http");
      URI page = URI.create("http://" + web.getHostString() + ":" + web.getPort());
      try (InputStream answer = page.toURL().openStream()) {
        assertThat(answer).hasContent("web-0");
      }
    }
  }

  private static List<String> blocks(String language) throws IOException {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(README))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /** The formatter breaks lines by its own rules. */
  private static String withoutSpace(String text) {
    return text.replaceAll("\\s+", "");
  }
}
