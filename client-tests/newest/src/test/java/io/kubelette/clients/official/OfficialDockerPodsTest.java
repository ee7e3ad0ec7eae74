package io.kubelette.clients.official;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.clients.ClientNode;
import io.kubelette.clients.RealPod;
import io.kubelette.runtime.docker.DockerTest;
import io.kubernetes.client.Exec;
import io.kubernetes.client.PodLogs;
import io.kubernetes.client.PortForward;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Streams to and from a container that is real. */
@DockerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class OfficialDockerPodsTest {

  private final ClientNode node = ClientNode.onDocker();
  private final ApiClient client = Official.client(node);

  @BeforeAll
  void run() {
    RealPod.runIn(node);
  }

  @AfterAll
  void close() {
    node.close();
  }

  @Test
  void aCommandHasItsInputItsOutputsAndItsExitCode() throws Exception {
    Process greet = exec(false, RealPod.GREET);
    InputStream out = greet.getInputStream();
    InputStream err = greet.getErrorStream();
    greet.getOutputStream().write("world\n".getBytes(StandardCharsets.UTF_8));
    greet.getOutputStream().flush();
    assertThat(text(out)).isEqualTo("hello world\n");
    assertThat(text(err)).isEqualTo("not today\n");
    assertThat(greet.waitFor()).isEqualTo(7);
  }

  /** Version 5 of the protocol, which this client speaks, can say that. */
  @Test
  void aCommandLearnsThatItsInputHasEnded() throws Exception {
    Process count = exec(false, "wc -c");
    count.getOutputStream().write("12345".getBytes(StandardCharsets.UTF_8));
    count.getOutputStream().close();
    assertThat(text(count.getInputStream()).strip()).isEqualTo("5");
    assertThat(count.waitFor()).isZero();
  }

  @Test
  void aTerminalFollowsItsSize() throws Exception {
    Exec.ExecProcess sized = (Exec.ExecProcess) exec(true, RealPod.untilSized(33, 77));
    sized.resize(77, 33);
    assertThat(text(sized.getInputStream())).contains("/dev/", "sized\r\n");
    assertThat(sized.waitFor()).isZero();
  }

  @Test
  void aLogIsFollowed() throws Exception {
    try (InputStream followed =
            new PodLogs(client).streamNamespacedPodLog("default", RealPod.NAME, "main");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(followed, StandardCharsets.UTF_8))) {
      assertThat(lines.readLine() + "\n").isEqualTo(RealPod.FIRST_LINE);
      assertThat(exec(false, RealPod.LOG_MORE).waitFor()).isZero();
      assertThat(lines.readLine() + "\n").isEqualTo(RealPod.MORE);
    }
  }

  @Test
  void aPortIsForwarded() throws Exception {
    PortForward.PortForwardResult forward =
        new PortForward(client).forward("default", RealPod.NAME, List.of(RealPod.PORT));
    forward
        .getOutboundStream(RealPod.PORT)
        .write("GET / HTTP/1.0\r\nHost: web\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    forward.getOutboundStream(RealPod.PORT).flush();
    assertThat(text(forward.getInputStream(RealPod.PORT)))
        .contains(" 200 OK")
        .endsWith(RealPod.PAGE);
  }

  private Process exec(boolean terminal, String script) throws ApiException, IOException {
    return new Exec(client)
        .newExecutionBuilder("default", RealPod.NAME, new String[] {"sh", "-c", script})
        .setContainer("main")
        .setStdin(true)
        .setTty(terminal)
        .execute();
  }

  private static String text(InputStream all) throws IOException {
    return new String(all.readAllBytes(), StandardCharsets.UTF_8);
  }
}
