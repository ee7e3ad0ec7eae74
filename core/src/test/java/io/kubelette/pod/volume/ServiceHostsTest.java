package io.kubelette.pod.volume;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.loop.ManualEventLoop;
import io.kubelette.loop.ManualIoPool;
import io.kubelette.loop.ManualTime;
import io.kubelette.loop.Trip;
import io.kubelette.pod.reference.KnownObjects;
import io.kubelette.pod.reference.PodPlace;
import io.kubelette.pod.reference.Samples;
import io.kubelette.runtime.PodIdentity;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts files that follow services, on a real file system. */
@Row("K16-02")
final class ServiceHostsTest {

  private static final PodIdentity POD = new PodIdentity("owner", "uid-1", "default", "web");
  private static final ServiceHost DB = new ServiceHost("default", "db", "10.1.0.1");
  private static final ServiceHost OTHER = new ServiceHost("other", "db", "10.1.0.1");

  @TempDir Path root;
  private final ManualTime time = ManualTime.at(Instant.EPOCH);
  private final Trip.Route route =
      new Trip.Route(
          ManualEventLoop.on(time),
          ManualIoPool.on(time, () -> Duration.ofMillis(1)),
          Duration.ofSeconds(10));
  private NodeFiles node;

  @BeforeEach
  void begin() throws IOException {
    root = root.toRealPath();
    restart();
  }

  private void restart() {
    node = new NodeFiles(root, KnownObjects.of(), time, AllowedHostPaths.anywhere());
  }

  private Path hosts() {
    return root.resolve("pods/uid-1/etc-hosts");
  }

  private void start(PodPlace place) {
    node.of(POD)
        .view(
            new PodFiles.Request(
                place, place.pod().spec().containers().get(0), 0, Map.of(), Set.of()));
  }

  private void tell(ServiceHost... services) {
    node.serviceHosts().are(List.of(services));
    node.serviceHosts().spread(route);
    time.advance(Duration.ofSeconds(1));
  }

  private static PodPlace pod() {
    return Samples.place(spec -> spec.withContainers(List.of(Samples.container())));
  }

  @Test
  void aPodThatStartsKnowsTheServicesOfItsNamespaceByTheirShortNamesToo() {
    tell(DB, OTHER);
    start(pod());
    assertThat(hosts())
        .content()
        .contains(
            "10.1.0.1\tdb.default.svc.cluster.local\tdb.default.svc\tdb.default\tdb\n"
                + "10.1.0.1\tdb.other.svc.cluster.local\tdb.other.svc\tdb.other\n");
  }

  @Test
  void aNameThatTwoCouldMeanIsThatOfTheNearerOneAsAResolverWouldFindIt() throws IOException {
    tell(
        new ServiceHost("prod", "web", "10.1.0.7"),
        new ServiceHost("default", "web.prod", "10.1.0.8"));
    start(pod());
    assertThat(Files.readAllLines(hosts()))
        .contains(
            "10.1.0.7\tweb.prod.svc.cluster.local\tweb.prod.svc",
            "10.1.0.8\tweb.prod.default.svc.cluster.local\tweb.prod.default.svc"
                + "\tweb.prod.default\tweb.prod");
  }

  @Test
  void theFileThatIsMountedFollowsChanges() throws IOException {
    start(pod());
    String without = Files.readString(hosts());
    try (RandomAccessFile mounted = new RandomAccessFile(hosts().toFile(), "r")) {
      tell(DB, OTHER);
      assertThat(read(mounted)).startsWith(without).contains("\tdb.other\n");
      tell(DB);
      assertThat(read(mounted)).contains("\tdb.default\tdb\n").doesNotContain("other");
      tell();
      assertThat(read(mounted)).startsWith(without).doesNotContain("db").endsWith("services.\n");
    }
  }

  @Test
  void theFileOfAnEarlierLifeFollowsChanges() {
    tell(DB);
    start(pod());
    restart();
    tell(OTHER);
    assertThat(hosts()).content().contains("\tdb.other\n").doesNotContain("db.default");
  }

  @Test
  void nobodyWhoTellsOfServicesLeavesFilesAsTheyAre() {
    start(pod());
    assertThat(hosts()).content().endsWith("web\n");
  }

  @Test
  void aPodOnTheHostsNetworkIsToldOfNone() {
    tell(DB);
    start(
        Samples.place(
            spec -> spec.withContainers(List.of(Samples.container())).withHostNetwork(true)));
    assertThat(hosts()).content().doesNotContain("db.default");
  }

  @Test
  void aFileThatIsGoneStaysGone() {
    start(pod());
    node.of(POD).removeAll();
    tell(DB);
    assertThat(hosts()).doesNotExist();
    assertThat(time.pending()).isZero();
  }

  @Test
  void whatAContainerMadeOfItIsRespectedUntilItIsWrittenAnew() throws IOException {
    start(pod());
    byte[] junk = {'x', (byte) 0xff, '\n'};
    Files.write(hosts(), junk);
    tell(DB);
    assertThat(Files.readAllBytes(hosts())).startsWith(junk);
    Files.write(hosts(), new byte[5 << 20]);
    tell();
    assertThat(hosts()).hasSize(5 << 20);
    start(pod());
    assertThat(hosts()).content().startsWith("# Kubernetes-managed hosts file.\n");
  }

  private static String read(RandomAccessFile file) throws IOException {
    byte[] bytes = new byte[(int) file.length()];
    file.seek(0);
    file.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
