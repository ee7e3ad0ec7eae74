package io.kubelette.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kubelette.conformance.Row;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.DnsSettings;
import io.kubelette.runtime.LogQuery;
import io.kubelette.runtime.LogSource;
import io.kubelette.runtime.Mount;
import io.kubelette.runtime.ObservedSandbox;
import io.kubelette.runtime.Outputs;
import io.kubelette.runtime.PodStream;
import io.kubelette.runtime.PortForwardSource;
import io.kubelette.runtime.PortMapping;
import io.kubelette.runtime.SandboxSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Names, ports and addresses of pods on a real engine. */
@DockerTest
@Timeout(120)
final class DockerNetworkTest {

  private static final String ONLY_LOOPBACK =
      "mkdir /www; echo hello >/www/index.html; httpd -p 127.0.0.1:8088 -h /www; sleep 3600";

  private final DockerRuntime runtime = DockerRuntime.connect();
  private final PodFixture pod = new PodFixture(runtime);

  @TempDir Path folder;

  @AfterEach
  void removeAll() {
    pod.close();
    runtime.close();
  }

  @Test
  @Row("K04-06")
  void resolverIsTheSandboxsForAllContainers() {
    DnsSettings dns =
        new DnsSettings(
            List.of("192.0.2.53"), List.of("a.example", "b.example"), List.of("ndots:5"));
    String sandbox = runtime.runSandbox(new SandboxSpec(pod.pod, 0, "web-host").withDns(dns)).id();
    assertThat(said(sandbox, "cat /etc/resolv.conf"))
        .contains("nameserver 192.0.2.53")
        .contains("search a.example b.example")
        .contains("options ndots:5");
  }

  @Test
  @Row("K16-02")
  void hostsFileOfThePodHidesTheEngines() throws IOException {
    Path hosts = Files.writeString(folder.resolve("hosts"), "192.0.2.1\tfoo\n");
    String sandbox = pod.runSandbox().id();
    String id =
        runtime.createContainer(
            pod.spec(sandbox, "cat", "/etc/hosts")
                .withMounts(List.of(Mount.of("/etc/hosts", hosts.toString()))));
    runtime.startContainer(id);
    pod.awaitExit();
    assertThat(log(id)).isEqualTo(Files.readString(hosts));
  }

  @Test
  @Row("K16-04")
  void hostPortLeadsIntoThePod() throws IOException {
    PortMapping wanted = new PortMapping("127.0.0.1", 0, 8089, PortMapping.Protocol.TCP);
    ObservedSandbox sandbox =
        runtime.runSandbox(new SandboxSpec(pod.pod, 0, "web-host").withPorts(List.of(wanted)));
    pod.start(sandbox.id(), "sh", "-c", "while :; do echo hi | nc -l -p 8089; done");
    int port = sandbox.ports().get(0).hostPort();
    assertThat(readOnce(port)).isEqualTo("hi\n");
    PortMapping taken = new PortMapping("127.0.0.1", port, 8089, PortMapping.Protocol.TCP);
    try (PodFixture other = new PodFixture(runtime)) {
      assertThatThrownBy(
              () ->
                  runtime.runSandbox(new SandboxSpec(other.pod, 0, "x").withPorts(List.of(taken))))
          .isInstanceOf(ContainerRuntimeException.class)
          .hasMessageContaining(Integer.toString(port));
      assertThat(other.observe().sandboxes()).isEmpty();
    }
  }

  /** The program may need a moment until it listens. */
  private static String readOnce(int port) throws IOException {
    for (int attempt = 0; attempt < 10_000; attempt++) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port), 5_000);
        String read = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!read.isEmpty()) {
          return read;
        }
      } catch (IOException notYet) {
        Thread.onSpinWait();
      }
    }
    throw new AssertionError("nobody answered on port " + port);
  }

  @Test
  @Row("K17-06")
  void portThatListensOnLoopbackAloneIsReached() throws IOException {
    assertServes(pod.runSandbox());
  }

  @Test
  @Row("K17-06")
  void sandboxImageOfTheUsersNeedsNoProgramOfOurs() throws IOException {
    Optional<String> image = DockerEngine.sandbox();
    assumeTrue(image.isPresent(), "there is no foreign sandbox image");
    DockerOptions options = DockerOptions.defaults().withSandboxImage(image.get());
    try (DockerRuntime other = DockerRuntime.connect(options)) {
      assertServes(other.runSandbox(new SandboxSpec(pod.pod, 0, "web-host")));
    }
  }

  private void assertServes(ObservedSandbox sandbox) throws IOException {
    pod.start(sandbox.id(), "sh", "-c", ONLY_LOOPBACK);
    try (PodStream stream = connect(sandbox.id())) {
      stream.output().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      stream.output().close();
      assertThat(new String(stream.input().readAllBytes(), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.")
          .contains(" 200 ")
          .endsWith("hello\n");
    }
  }

  private PodStream connect(String sandbox) {
    PortForwardSource source = runtime.ability(PortForwardSource.class).orElseThrow();
    for (int attempt = 0; ; attempt++) {
      try {
        return source.connect(sandbox, 8088);
      } catch (ContainerRuntimeException notYet) {
        if (attempt == 200 || notYet.kind() != ContainerRuntimeException.Kind.TRANSIENT) {
          throw notYet;
        }
      }
    }
  }

  private String said(String sandbox, String script) {
    String id = pod.start(sandbox, "sh", "-c", script);
    pod.awaitExit();
    return log(id);
  }

  private String log(String id) {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    runtime.ability(LogSource.class).orElseThrow().logs(LogQuery.of(id), Outputs.merged(log));
    return log.toString(StandardCharsets.UTF_8);
  }
}
