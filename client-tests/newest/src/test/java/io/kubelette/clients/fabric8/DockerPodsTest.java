package io.kubelette.clients.fabric8;

import static io.kubelette.clients.fabric8.Fabric8.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.kubelette.clients.ClientNode;
import io.kubelette.clients.RealPod;
import io.kubelette.runtime.docker.DockerTest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
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
class DockerPodsTest {

  private final ClientNode node = ClientNode.onDocker();
  private final KubernetesClient client = Fabric8.client(node);

  @BeforeAll
  void run() {
    RealPod.runIn(node);
  }

  @AfterAll
  void close() {
    client.close();
    node.close();
  }

  private PodResource web() {
    return client.pods().withName(RealPod.NAME);
  }

  @Test
  void aCommandHasItsInputItsOutputsAndItsExitCode() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (ExecWatch exec =
        web()
            .redirectingInput()
            .writingOutput(out)
            .writingError(err)
            .exec("sh", "-c", RealPod.GREET)) {
      exec.getInput().write("world\n".getBytes(StandardCharsets.UTF_8));
      exec.getInput().flush();
      assertThat(exec.exitCode().get(60, TimeUnit.SECONDS)).isEqualTo(7);
    }
    assertThat(text(out)).isEqualTo("hello world\n");
    assertThat(text(err)).isEqualTo("not today\n");
  }

  @Test
  void aTerminalFollowsItsSize() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ExecWatch exec =
        web()
            .redirectingInput()
            .writingOutput(out)
            .withTTY()
            .exec("sh", "-c", RealPod.untilSized(33, 77))) {
      exec.resize(77, 33);
      assertThat(exec.exitCode().get(60, TimeUnit.SECONDS)).isZero();
    }
    assertThat(text(out)).contains("/dev/", "sized\r\n");
  }

  @Test
  void aLogIsFollowed() throws Exception {
    ByteArrayOutputStream followed = new ByteArrayOutputStream();
    try (LogWatch watch = web().watchLog(followed)) {
      await().atMost(PATIENCE).until(() -> text(followed).contains(RealPod.FIRST_LINE));
      try (ExecWatch exec =
          web().writingOutput(new ByteArrayOutputStream()).exec("sh", "-c", RealPod.LOG_MORE)) {
        assertThat(exec.exitCode().get(60, TimeUnit.SECONDS)).isZero();
      }
      await().atMost(PATIENCE).until(() -> text(followed).contains(RealPod.MORE));
      assertThat(watch).isNotNull();
    }
  }

  @Test
  void aPortIsForwarded() throws Exception {
    try (LocalPortForward forward = web().portForward(RealPod.PORT)) {
      for (int i = 0; i < 3; i++) {
        assertThat(Fabric8.page(forward)).isEqualTo(RealPod.PAGE);
      }
    }
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
