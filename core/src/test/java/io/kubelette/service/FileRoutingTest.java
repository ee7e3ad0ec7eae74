package io.kubelette.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.loop.ManualEventLoop;
import io.kubelette.loop.ManualIoPool;
import io.kubelette.loop.ManualTime;
import io.kubelette.loop.Trip;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRoutingTest {

  private static final String WEB =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec:
        clusterIP: 127.96.0.1
        ports: [{port: 80}]
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: {name: web-1, labels: {kubernetes.io/service-name: web}}
      addressType: IPv4
      ports: [{name: "", port: 8080}]
      endpoints: [{addresses: [10.0.0.1]}]
      """;

  @TempDir Path directory;

  private final ManualTime time = ManualTime.at(Instant.EPOCH);
  private final RecordingProxy proxy = new RecordingProxy();
  private FileRouting routing;

  @BeforeEach
  void start() {
    Trip.Route route =
        new Trip.Route(ManualEventLoop.on(time), ManualIoPool.on(time), Duration.ofSeconds(10));
    routing =
        FileRouting.start(directory, new ServiceRouting.Target(proxy, ProxyNode.alone()), route);
  }

  @AfterEach
  void nothingIsLeftToRun() {
    routing.close();
    routing.close();
    pass();
    assertThat(time.pending()).isZero();
  }

  @Test
  void servicesAndSlicesOfFilesAreRouted() throws IOException {
    Files.writeString(directory.resolve("web.yaml"), WEB);
    Files.writeString(directory.resolve("notes.txt"), "not a manifest");
    pass();
    assertThat(routing.applied().toCompletableFuture()).isCompleted();
    Route web = proxy.last().routes().get(0);
    assertThat(web.name()).isEqualTo(ServicePortName.of("default", "web"));
    assertThat(web.endpoints()).containsExactly(new InetSocketAddress("10.0.0.1", 8080));
  }

  @Test
  void changesAreFollowed() throws IOException {
    Files.writeString(directory.resolve("web.yaml"), WEB);
    pass();
    Files.writeString(directory.resolve("web.yaml"), WEB.replace("10.0.0.1", "10.0.0.123"));
    pass();
    assertThat(proxy.last().routes().get(0).endpoints())
        .containsExactly(new InetSocketAddress("10.0.0.123", 8080));
    Files.delete(directory.resolve("web.yaml"));
    pass();
    assertThat(proxy.last()).isEqualTo(RoutingTable.empty());
  }

  @Test
  void anUnchangedFileIsNotReadAgain() throws IOException {
    Files.writeString(directory.resolve("web.yaml"), WEB);
    pass();
    int before = proxy.tables().size();
    pass();
    pass();
    assertThat(proxy.tables()).hasSize(before);
  }

  @Test
  void aFileThatIsHalfWrittenChangesNothing() throws IOException {
    Files.writeString(directory.resolve("web.yaml"), WEB);
    pass();
    Files.writeString(directory.resolve("web.yaml"), "apiVersion: v1\nkind: Serv");
    pass();
    assertThat(proxy.last().routes()).hasSize(1);
    Files.writeString(directory.resolve("web.yaml"), WEB.replace("10.0.0.1", "10.0.0.123"));
    pass();
    assertThat(proxy.last().routes().get(0).endpoints())
        .containsExactly(new InetSocketAddress("10.0.0.123", 8080));
  }

  @Test
  void aServiceWithoutAnAddressIsLeftOut() throws IOException {
    Files.writeString(directory.resolve("web.yaml"), WEB.replace("clusterIP: 127.96.0.1", ""));
    pass();
    assertThat(proxy.last().routes()).isEmpty();
  }

  private void pass() {
    time.advance(Duration.ofMillis(1_100));
  }
}
