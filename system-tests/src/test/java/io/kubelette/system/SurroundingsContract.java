package io.kubelette.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.Kubelette;
import io.kubelette.api.DeleteOptions;
import io.kubelette.api.Pods;
import io.kubelette.api.Query;
import io.kubelette.conformance.Row;
import io.kubelette.model.ConfigMap;
import io.kubelette.model.ContainerStatus;
import io.kubelette.model.Event;
import io.kubelette.model.Pod;
import io.kubelette.model.ResourceType;
import io.kubelette.pod.PodManagerConfig;
import io.kubelette.proxy.nio.NioServiceProxy;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.LogQuery;
import io.kubelette.runtime.LogSource;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.Outputs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What pods find around them on every runtime: environment, volumes, hosts file, and a place for
 * their last words. Containers run {@code sh -c} with {@code printenv}, {@code cat}, {@code echo
 * >}, {@code exit} and {@code sleep}.
 */
abstract class SurroundingsContract {

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: one
        labels: {tier: front}
      spec:
        terminationGracePeriodSeconds: 1
        restartPolicy: %s
        hostAliases: [{ip: 1.2.3.4, hostnames: [friend]}]
        volumes:
          - {name: settings, configMap: {name: settings}}
          - {name: shared, emptyDir: {}}
          - {name: self, downwardAPI: {items: [{path: labels, fieldRef: {fieldPath: metadata.labels}}]}}
        containers:
          - name: main
            image: %s
            command: [sh, -c, "%s"]
            env:
              - {name: WHO, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
              - {name: GREETING, value: "hello $(WHO)"}
              - {name: LEVEL, valueFrom: {configMapKeyRef: {name: settings, key: level}}}
            volumeMounts:
              - {name: settings, mountPath: /settings}
              - {name: settings, mountPath: /level, subPath: level}
              - {name: shared, mountPath: /shared}
              - {name: shared, mountPath: /part, subPathExpr: by/$(WHO)}
              - {name: self, mountPath: /self}
      """;

  private static final String SETTINGS =
      """
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings}
      data: {level: debug}
      """;

  @TempDir Path root;
  private final String owner = "test-" + UUID.randomUUID().toString().substring(0, 8);
  private ContainerRuntime observer;

  /** A client of the one engine of this test, to be closed by whoever gets it. */
  abstract ContainerRuntime connect();

  /** An image with the commands. */
  abstract String image();

  void endEngine() {}

  @BeforeEach
  void observe() {
    observer = connect();
  }

  @AfterEach
  void sweep() {
    Kubelette.sweep(observer, owner);
    observer.close();
    endEngine();
  }

  private Kubelette node() {
    return Kubelette.builder()
        .runtime(connect())
        .proxy(NioServiceProxy.create())
        .owner(owner)
        .root(root)
        .pods(PodManagerConfig.forTests())
        .start();
  }

  private String pod(String restartPolicy, String script) {
    return POD.formatted(restartPolicy, image(), script);
  }

  private static ContainerStatus status(Kubelette node) {
    Pod pod = node.api().get(ResourceType.POD, "default", "one");
    return pod.status().containerStatuses().isEmpty()
        ? io.kubelette.model.ContainerStatusBuilder.builder().restartCount(0).build()
        : pod.status().containerStatuses().get(0);
  }

  private String log() {
    ObservedContainer newest = observer.observe(owner).get(0).containers().get(0);
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    observer
        .ability(LogSource.class)
        .orElseThrow()
        .logs(LogQuery.of(newest.id()), Outputs.merged(log));
    return log.toString(StandardCharsets.UTF_8);
  }

  private Path volume(Kubelette node, String kind, String name) {
    String uid = node.api().get(ResourceType.POD, "default", "one").metadata().uid();
    return root.resolve("pods/" + uid + "/volumes/kubernetes.io~" + kind + "/" + name);
  }

  @Test
  @Row({"K13-01", "K13-02", "K13-05", "K14-04", "K14-05", "K14-07", "K16-02", "K16-01"})
  void aPodFindsWhatItRefersTo() {
    try (Kubelette node = node()) {
      node.apply(
          pod(
                  "Always",
                  "echo $GREETING; echo $(LEVEL); cat /settings/level; cat /level; cat /self/labels;"
                      + " cat /etc/hosts; sleep 100000")
              + SETTINGS);
      node.await(Pods.ready("default", ""), NodeFixture.PATIENCE);
      Expect.that("everything is printed", () -> log().contains("friend"));

      assertThat(log())
          .contains("hello one", "debug", "tier=\"front\"")
          .contains("# Kubernetes-managed hosts file.", "\tone\n", "1.2.3.4\tfriend")
          .containsPattern("(?s)debug.*debug.*debug");
    }
  }

  private String claiming(String name, String restartPolicy, String script) {
    return """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: data}
        spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Mi}}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: %s}
        spec:
          restartPolicy: %s
          volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
          containers:
            - name: main
              image: %s
              command: [sh, -c, "%s"]
              volumeMounts: [{name: data, mountPath: /data}]
        """
        .formatted(name, restartPolicy, image(), script);
  }

  @Test
  void whatAClaimHoldsOutlivesItsPods() {
    try (Kubelette node = node()) {
      node.apply(claiming("writer", "Never", "echo kept > /data/log"));
      node.await(Pods.phase("default", "", "Succeeded"), NodeFixture.PATIENCE);
      node.api().delete(ResourceType.POD, "default", "writer", DeleteOptions.defaults());
      node.await(Pods.gone("default", ""), NodeFixture.PATIENCE);
      node.apply(claiming("reader", "Always", "cat /data/log; sleep 100000"));
      node.await(Pods.ready("default", ""), NodeFixture.PATIENCE);
      Expect.that("it is read", () -> log().contains("kept"));
    }
    assertThat(root.resolve("claims/default/data/log")).hasContent("kept");
  }

  @Test
  @Row({"K14-01", "K13-04", "K05-03"})
  void aPodWaitsForWhatIsMissingAndStartsByItself() {
    try (Kubelette node = node()) {
      node.apply(pod("Always", "sleep 100000"));
      Expect.that(
          "the pod says what it waits for",
          () ->
              node.api().list(Query.of(ResourceType.EVENT)).items().stream()
                  .map(Event::message)
                  .anyMatch(
                      message ->
                          "MountVolume.SetUp failed for volume \"settings\" : configmap \"settings\" not found"
                              .equals(message)));
      assertThat(node.api().get(ResourceType.POD, "default", "one").status().phase())
          .isEqualTo("Pending");
      assertThat(status(node).state().waiting().reason()).isEqualTo("ContainerCreating");

      node.apply(SETTINGS.replace("level: debug", "other: x"));
      Expect.that(
          "the container says which key it waits for",
          () ->
              status(node).state().waiting() != null
                  && "CreateContainerConfigError".equals(status(node).state().waiting().reason()));
      assertThat(status(node).state().waiting().message())
          .isEqualTo("couldn't find key level in ConfigMap default/settings");

      ConfigMap settings = node.api().get(ResourceType.CONFIG_MAP, "default", "settings");
      node.api().update(settings.withData(Map.of("level", "info")));
      node.await(Pods.ready("default", ""), NodeFixture.PATIENCE);
      assertThat(status(node).restartCount()).isZero();
    }
  }

  @Test
  @Row({"K14-04", "K14-05", "K14-07"})
  void volumesFollowTheirObjectsWhileThePodRuns() {
    try (Kubelette node = node()) {
      node.apply(pod("Always", "sleep 100000") + SETTINGS);
      node.await(Pods.ready("default", ""), NodeFixture.PATIENCE);

      ConfigMap settings = node.api().get(ResourceType.CONFIG_MAP, "default", "settings");
      node.api().update(settings.withData(Map.of("level", "info")));
      Expect.that(
          "the file follows",
          () -> read(volume(node, "configmap", "settings").resolve("level")).equals("info"));
      Pod pod = node.api().get(ResourceType.POD, "default", "one");
      node.api().update(pod.withMetadata(pod.metadata().withLabels(Map.of("tier", "back"))));
      Expect.that(
          "the label follows",
          () ->
              read(volume(node, "downward-api", "self").resolve("labels")).equals("tier=\"back\""));
      assertThat(status(node).restartCount()).isZero();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException swapped) {
      return "";
    }
  }

  @Test
  @Row({"K14-02", "K14-12", "K17-01"})
  void whatAContainerWritesSurvivesItsRestartAndGoesWithThePod() throws IOException {
    try (Kubelette node = node()) {
      node.apply(
          pod(
                  "Always",
                  "cat /shared/first; echo there > /shared/first; echo part > /part/file; echo why >"
                      + " /dev/termination-log; exit 3")
              + SETTINGS);
      Expect.that("it ran twice", () -> status(node).restartCount() >= 1);
      Expect.that("its last words are told", () -> lastMessage(node).contains("why"));
      Expect.that("it found what it wrote", () -> log().contains("there"));
      assertThat(volume(node, "empty-dir", "shared").resolve("by/one/file")).hasContent("part");

      node.api().delete(ResourceType.POD, "default", "one", DeleteOptions.defaults());
      node.await(Pods.gone("default", ""), NodeFixture.PATIENCE);
      try (Stream<Path> left = Files.list(root.resolve("pods"))) {
        assertThat(left).isEmpty();
      }
    }
  }

  private static String lastMessage(Kubelette node) {
    var last = status(node).lastState();
    return last == null || last.terminated() == null || last.terminated().message() == null
        ? ""
        : last.terminated().message();
  }

  @Test
  @Row("K17-02")
  void theLogStandsInForLastWords() {
    try (Kubelette node = node()) {
      node.apply(
          pod("Never", "echo $GREETING; exit 4")
                  .replace(
                      "    env:", "    terminationMessagePolicy: FallbackToLogsOnError\n      env:")
              + SETTINGS);
      Expect.that(
          "the pod failed",
          () ->
              "Failed".equals(node.api().get(ResourceType.POD, "default", "one").status().phase()));
      assertThat(status(node).state().terminated().message()).contains("hello one");
      assertThat(status(node).state().terminated().exitCode()).isEqualTo(4);
    }
  }
}
