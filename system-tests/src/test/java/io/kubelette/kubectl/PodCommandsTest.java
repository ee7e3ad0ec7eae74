package io.kubelette.kubectl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Logs, commands and ports of pods. */
@KubectlTest
class PodCommandsTest extends KubectlNode {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void logsAreRead() {
    web();
    assertThat(kubectl.run("logs", "web")).startsWith("listening on ");
    assertThat(kubectl.run("logs", "web", "--timestamps")).containsPattern("^20\\d\\d-.*Z listen");
    assertThat(kubectl.run("logs", "web", "--tail=0")).isEmpty();
    assertThat(kubectl.run("logs", "-l", "app=web")).contains("listening on ");
    assertThat(kubectl.attempt("logs", "web", "--previous").err())
        .contains("previous terminated container \"web\" in pod \"web\" not found");
  }

  @Test
  void aLogIsFollowedUntilItsContainerEnds() throws Exception {
    web();
    Path out = home.resolve("followed.txt");
    Process follow = kubectl.start(out, home.resolve("followed.err"), "logs", "-f", "web");
    await().atMost(PATIENCE).until(() -> Files.readString(out).contains("listening on "));
    kubectl.run("delete", "pod", "web", "--grace-period=1");
    await().atMost(PATIENCE).until(() -> !follow.isAlive());
    assertThat(follow.exitValue()).isZero();
  }

  @Test
  void commandsRunWithTheirExitCodeAndInput() throws Exception {
    web();
    assertThat(kubectl.run("exec", "web", "--", "echo", "hi", "there")).isEqualTo("hi there\n");
    Kubectl.Result failed = kubectl.attempt("exec", "web", "--", "fail");
    assertThat(failed.exitCode()).isEqualTo(3);
    Path out = home.resolve("cat.txt");
    Process cat = kubectl.start(out, home.resolve("cat.err"), "exec", "-i", "web", "--", "cat");
    cat.getOutputStream().write("through the pod\n".getBytes(StandardCharsets.UTF_8));
    cat.getOutputStream().close();
    await().atMost(PATIENCE).until(() -> !cat.isAlive());
    assertThat(Files.readString(out)).isEqualTo("through the pod\n");
  }

  @Test
  void aPortIsForwarded() throws Exception {
    web();
    int port = freePort();
    Path out = home.resolve("forward.txt");
    Process forward =
        kubectl.start(out, home.resolve("forward.err"), "port-forward", "pod/web", port + ":8080");
    try {
      await().atMost(PATIENCE).until(() -> Files.readString(out).contains("Forwarding from"));
      for (int i = 0; i < 5; i++) {
        assertThat(page(port)).isEqualTo("web");
      }
    } finally {
      forward.destroy();
      forward.waitFor();
    }
  }

  private static String page(int port) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
            .timeout(PATIENCE)
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
