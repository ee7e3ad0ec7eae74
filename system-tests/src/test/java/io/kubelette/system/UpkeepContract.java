package io.kubelette.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.kubelette.Kubelette;
import io.kubelette.api.ApiException;
import io.kubelette.api.DeleteOptions;
import io.kubelette.api.FieldError;
import io.kubelette.api.PodPolicy;
import io.kubelette.api.Pods;
import io.kubelette.api.Query;
import io.kubelette.conformance.Row;
import io.kubelette.model.Event;
import io.kubelette.model.Node;
import io.kubelette.model.NodeCondition;
import io.kubelette.model.Pod;
import io.kubelette.model.Quantity;
import io.kubelette.model.ResourceType;
import io.kubelette.model.Taint;
import io.kubelette.node.NodeConfig;
import io.kubelette.runtime.Machine;
import io.kubelette.runtime.MachineFacts;
import io.kubelette.runtime.PressureSignals;
import io.kubelette.runtime.PressureThresholds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a node's pods come from, which it takes, and which it makes leave, on every runtime. */
abstract class UpkeepContract extends NodeFixture {

  @TempDir Path manifests;

  private static Optional<Pod> find(Kubelette node, String name) {
    return node.api().find(ResourceType.POD, "default", name);
  }

  private boolean isReady(Kubelette node, String name) {
    return find(node, name).map(Pods::isReady).orElse(false);
  }

  /** The names of the pods that exist in the engine. */
  private List<String> pods() {
    return observer.observe(owner).stream().map(pod -> pod.pod().name()).sorted().toList();
  }

  private static List<String> reasons(Kubelette node, String name) {
    return node.api().items(Query.of(ResourceType.EVENT)).stream()
        .filter(event -> name.equals(event.involvedObject().name()))
        .map(Event::reason)
        .toList();
  }

  @Test
  @Row({"K01-03", "K01-05", "K01-07", "K01-08"})
  void aDirectoryOfManifestsIsWhatRuns() throws IOException {
    Path file = manifests.resolve("web.yaml");
    Files.writeString(manifests.resolve("bad.yaml"), "kind: [");
    Files.writeString(file, Manifest.pod("web", image()));
    try (Kubelette node = node(owner).manifests(manifests).start()) {
      String mirror = "web-" + owner;
      Expect.that("the mirror is ready", () -> isReady(node, mirror));
      List<String> before = containersOf(owner);
      assertThat(before).hasSize(1);
      assertThat(get(node, mirror).metadata().annotations())
          .containsKey("kubernetes.io/config.mirror")
          .containsEntry("kubernetes.io/config.source", "file");

      String uid = get(node, mirror).metadata().uid();
      node.api().delete(ResourceType.POD, "default", mirror, DeleteOptions.defaults());
      Expect.that(
          "the mirror is back",
          () -> isReady(node, mirror) && !uid.equals(get(node, mirror).metadata().uid()));
      assertThat(containersOf(owner)).as("the pod itself went on").isEqualTo(before);

      Files.writeString(file, Manifest.pod("web", image()).replace("app: idle", "app: other"));
      Expect.that(
          "the new definition runs",
          () ->
              isReady(node, mirror)
                  && "other".equals(get(node, mirror).metadata().labels().get("app"))
                  && containersOf(owner).size() == 1
                  && !containersOf(owner).equals(before));

      Files.delete(file);
      Expect.that("all is gone", () -> pods().isEmpty() && find(node, mirror).isEmpty());
    }
  }

  @Test
  @Row("K01-04")
  void aUrlSaysWhatRuns() throws IOException {
    AtomicReference<String> body = new AtomicReference<>(Manifest.pod("web", image()));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = body.get().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    try (Kubelette node = node(owner).manifestUrl(uri).start()) {
      Expect.that("the mirror is ready", () -> isReady(node, "web-" + owner));
      body.set("");
      Expect.that("it is gone", () -> pods().isEmpty());
    } finally {
      server.stop(0);
    }
  }

  @Test
  @Row({"K02-01", "K02-02", "K16-04", "K00-17"})
  void aPodThatDoesNotFitFailsWithoutAContainer() throws IOException {
    int port = freePort();
    try (Kubelette node = node(owner).node(NodeConfig.defaults(owner).withMaxPods(3)).start()) {
      apply(node, binding("first", port));
      node.apply(placed(binding("second", port), owner));
      node.await(Pods.phase("default", "app=second", "Failed"), PATIENCE);
      assertThat(get(node, "second").status().reason()).isEqualTo("NodePorts");
      assertThat(get(node, "second").status().message())
          .startsWith("Pod was rejected: Predicate NodePorts failed");

      String big =
          labelled("big")
              .replace("command:", "resources: {requests: {cpu: \"100000\"}}\n      command:");
      node.apply(placed(big, owner));
      node.await(Pods.phase("default", "app=big", "Failed"), PATIENCE);
      assertThat(get(node, "big").status().reason()).isEqualTo("OutOfcpu");
      assertThat(get(node, "big").status().containerStatuses()).isEmpty();

      node.apply(labelled("two") + "---\n" + labelled("three"));
      node.await(Pods.ready("default", "app=three"), PATIENCE);
      node.apply(placed(labelled("four"), owner));
      node.await(Pods.phase("default", "app=four", "Failed"), PATIENCE);
      assertThat(get(node, "four").status().reason()).isEqualTo("OutOfpods");
      assertThat(pods()).doesNotContain("second", "big", "four");
      Expect.that("it is told", () -> reasons(node, "big").contains("OutOfcpu"));
    }
  }

  @Test
  void aPodThatHasNoRoomWaitsForIt() {
    try (Kubelette node = node(owner).node(NodeConfig.defaults(owner).withMaxPods(1)).start()) {
      apply(node, labelled("first"));
      node.apply(labelled("second"));
      Expect.that("it is told", () -> reasons(node, "second").contains("FailedScheduling"));
      assertThat(get(node, "second").status().phase()).isEqualTo("Pending");
      node.api().delete(ResourceType.POD, "default", "first", DeleteOptions.defaults());
      node.await(Pods.ready("default", "app=second"), PATIENCE);
    }
  }

  @Test
  void whoseRoomIsGivenUpByForceLetsTheNextOneIn() throws IOException {
    int port = freePort();
    DeleteOptions byForce = DeleteOptions.defaults().withGracePeriod(Duration.ZERO);
    try (Kubelette node = node(owner).node(NodeConfig.defaults(owner).withMaxPods(1)).start()) {
      apply(node, binding("first", port));
      node.apply(binding("second", port));
      Expect.that("it is told", () -> reasons(node, "second").contains("FailedScheduling"));
      node.api().delete(ResourceType.POD, "default", "first", byForce);
      node.await(Pods.ready("default", "app=second"), PATIENCE);
    }
  }

  /** Past the scheduler, which would let it wait. */
  private static String placed(String manifest, String node) {
    return manifest.replace("spec:", "spec:\n  nodeName: " + node);
  }

  private String labelled(String name) {
    return Manifest.pod(name, image()).replace("app: idle", "app: " + name);
  }

  private String binding(String name, int port) {
    return labelled(name)
        .replace(
            "command:",
            "ports: [{containerPort: 80, hostPort: %d, hostIP: 127.0.0.1}]\n      command:"
                .formatted(port));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  @Row({"K15-09", "K14-03"})
  void whatAsksTooMuchOfTheHostIsRefusedAtCreate() throws IOException {
    String privileged =
        Manifest.pod("bad", image())
            .replace("command:", "securityContext: {privileged: true}\n      command:");
    Files.writeString(manifests.resolve("bad.yaml"), privileged);
    Files.writeString(manifests.resolve("good.yaml"), Manifest.pod("good", image()));
    try (Kubelette node =
        node(owner)
            .policy(PodPolicy.defaults().allowingHostPath(manifests))
            .manifests(manifests)
            .start()) {
      assertThatThrownBy(() -> node.apply(privileged))
          .isInstanceOfSatisfying(
              ApiException.class,
              refusal -> {
                assertThat(refusal.kind().code()).isEqualTo(403);
                assertThat(refusal.fieldErrors())
                    .extracting(FieldError::path)
                    .containsExactly("spec.containers[0].securityContext.privileged");
              });
      assertThatThrownBy(() -> node.apply(mounting("out", "/etc")))
          .isInstanceOf(ApiException.class)
          .hasMessageContaining("spec.volumes[0].hostPath");
      node.apply(mounting("in", manifests.toString()));
      Expect.that("the good one runs", () -> isReady(node, "good-" + owner));
      assertThat(find(node, "bad-" + owner)).as("static pods are judged too").isEmpty();
    }
  }

  private String mounting(String name, String path) {
    return Manifest.pod(name, image())
        .replace(
            "  containers:",
            "  volumes: [{name: v, hostPath: {path: %s}}]\n  containers:".formatted(path));
  }

  @Test
  @Row({"K18-04", "K02-06", "K20-03"})
  void aNodeThatIsShortOfMemoryEvictsAndTakesNobodyIn() {
    AtomicReference<PressureSignals> signals =
        new AtomicReference<>(new PressureSignals(Quantity.parse("4Gi"), null, null));
    try (Kubelette node = node(owner).node(quick()).machine(machine(signals)).start()) {
      apply(node, Manifest.pod("one", image()));
      signals.set(new PressureSignals(Quantity.parse("10Mi"), null, null));
      node.await(Pods.phase("default", "app=idle", "Failed"), PATIENCE);
      assertThat(get(node, "one").status().reason()).isEqualTo("Evicted");
      assertThat(get(node, "one").status().message())
          .startsWith(
              "The node was low on resource: memory. Threshold quantity: 100Mi, available: 10Mi. ");
      assertThat(Pods.hasCondition(get(node, "one"), "DisruptionTarget")).isTrue();
      Expect.that("the node says so", () -> isShort(node));
      Expect.that("events tell", () -> reasons(node, owner).contains("EvictionThresholdMet"));

      node.apply(labelled("late").replace("spec:", "spec:\n  nodeName: " + owner));
      node.await(Pods.phase("default", "app=late", "Failed"), PATIENCE);
      assertThat(get(node, "late").status().message())
          .isEqualTo("Pod was rejected: The node had condition: [MemoryPressure]. ");
    }
  }

  @Test
  @Row("K18-04")
  void aShortageThatLastsMakesPodsLeaveBelowASoftThreshold() {
    AtomicReference<PressureSignals> signals =
        new AtomicReference<>(new PressureSignals(Quantity.parse("4Gi"), null, null));
    PressureThresholds soft =
        PressureThresholds.defaults()
            .withSoft(
                new PressureThresholds.Soft(
                    Quantity.parse("1Gi"), 0, 0, Duration.ofMillis(500), Duration.ofSeconds(1)));
    NodeConfig config = quick().withThresholds(soft);
    try (Kubelette node = node(owner).node(config).machine(machine(signals)).start()) {
      apply(node, Manifest.pod("one", image()));
      signals.set(new PressureSignals(Quantity.parse("500Mi"), null, null));
      Expect.that("the node says so", () -> isShort(node));
      node.await(Pods.phase("default", "app=idle", "Failed"), PATIENCE);
      assertThat(get(node, "one").status().reason()).isEqualTo("Evicted");
      assertThat(get(node, "one").status().message())
          .startsWith(
              "The node was low on resource: memory. Threshold quantity: 1Gi, available: 500Mi. ");
    }
  }

  private NodeConfig quick() {
    NodeConfig defaults = NodeConfig.defaults(owner);
    return defaults.withTiming(defaults.timing().withObserve(Duration.ofMillis(200)));
  }

  private Machine machine(AtomicReference<PressureSignals> signals) {
    Machine real = Machine.local(root);
    return new Machine() {
      @Override
      public MachineFacts facts() {
        return real.facts();
      }

      @Override
      public PressureSignals pressure() {
        return signals.get();
      }
    };
  }

  private static boolean isShort(Kubelette node) {
    Node now = node.api().get(ResourceType.NODE, "", node.name());
    boolean condition =
        now.status().conditions().stream()
            .filter(each -> "MemoryPressure".equals(each.type()))
            .map(NodeCondition::status)
            .anyMatch("True"::equals);
    boolean taint =
        now.spec().taints().stream()
            .map(Taint::key)
            .anyMatch("node.kubernetes.io/memory-pressure"::equals);
    return condition && taint;
  }

  @Test
  @Row({"K20-01", "K20-02", "K20-04"})
  void theNodeShowsItselfInTheApi() {
    NodeConfig config = NodeConfig.defaults(owner).withMaxPods(7);
    try (Kubelette node = node(owner).node(config).start()) {
      Node now = node.api().get(ResourceType.NODE, "", owner);
      assertThat(now.status().daemonEndpoints().kubeletEndpoint().port()).isEqualTo(10250);
      assertThat(now.status().allocatable().get("pods").toLong()).isEqualTo(7);
      Expect.that(
          "its beginning is told",
          () ->
              reasons(node, owner)
                  .containsAll(List.of("Starting", "NodeAllocatableEnforced", "NodeReady")));
    }
  }
}
