package io.kubelette.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.runtime.docker.DockerEngine;
import io.kubelette.runtime.docker.DockerTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The guestbook does what the README promises. */
class GuestbookTest {

  @Test
  void spreadsRequestsAndHealsOnTheFakeRuntime() throws Exception {
    assertThat(output("--runtime", "fake"))
        .contains("{web-0=20, web-1=20, web-2=20}")
        .contains("{stamp-0=10, stamp-1=10}")
        .contains("web-1 came back")
        .contains("0 failed")
        .endsWith("nothing is left behind\n");
  }

  @Test
  @DockerTest
  void spreadsRequestsAndHealsOnDocker() throws Exception {
    assertThat(output("--runtime", "docker", "--image", DockerEngine.busybox()))
        .contains("{web-0=20, web-1=20, web-2=20}")
        .contains("{stamp-0=10, stamp-1=10}")
        .contains("web-1 came back")
        // The one that was in flight when the container died, if there was one.
        .containsPattern("pages meanwhile [01] failed")
        .endsWith("nothing is left behind\n");
  }

  @Test
  void refusesOptionsThatItDoesNotKnow() {
    assertThatThrownBy(() -> GuestbookOptions.parse(List.of("--runtme", "fake")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--runtme");
    assertThatThrownBy(() -> GuestbookOptions.parse(List.of("--image")))
        .hasMessageContaining("--image needs a value");
    assertThatThrownBy(() -> GuestbookOptions.parse(List.of("--runtime", "podman")).connect())
        .hasMessageContaining("not podman");
  }

  private static String output(String... args) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      new Guestbook(GuestbookOptions.parse(List.of(args)), out).run();
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
