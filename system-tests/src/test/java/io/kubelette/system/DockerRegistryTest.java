package io.kubelette.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.Kubelette;
import io.kubelette.api.DeleteOptions;
import io.kubelette.api.ImageProgress;
import io.kubelette.api.ImageProgress.Phase;
import io.kubelette.api.Pods;
import io.kubelette.api.PullLines;
import io.kubelette.api.Query;
import io.kubelette.conformance.Row;
import io.kubelette.model.ContainerStatus;
import io.kubelette.model.Event;
import io.kubelette.model.ResourceType;
import io.kubelette.pod.PodManagerConfig;
import io.kubelette.proxy.nio.NioServiceProxy;
import io.kubelette.runtime.PullState;
import io.kubelette.runtime.docker.DockerEngine;
import io.kubelette.runtime.docker.DockerRuntime;
import io.kubelette.runtime.docker.DockerTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Images of a registry that asks for a password, pulled by a node on a real engine. */
@DockerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DockerRegistryTest {

  private static final int LAYER = 4 << 20;

  private final String owner = "test-" + UUID.randomUUID().toString().substring(0, 8);
  private PrivateRegistry registry;
  private Kubelette node;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    registry = PrivateRegistry.start(folder);
    DockerEngine.tag(DockerEngine.busybox(), registry.nameOf("busybox"), "1");
    registry.take(registry.nameOf("busybox:1"));
    node =
        Kubelette.builder()
            .runtime(DockerRuntime.connect())
            .proxy(NioServiceProxy.create())
            .owner(owner)
            .pods(PodManagerConfig.forTests())
            .start();
  }

  @AfterAll
  void close() {
    if (node != null) {
      node.close();
    }
    if (registry != null) {
      registry.close();
      forgetImages();
    }
  }

  private void forgetImages() {
    try (DockerRuntime left = DockerRuntime.connect()) {
      Kubelette.sweep(left, owner);
      Stream.of("busybox:1", "bytes:1")
          .map(registry::nameOf)
          .filter(image -> left.image(image).isPresent())
          .forEach(DockerEngine::removeImage);
    }
  }

  private String pod(String name, String image, String secret) {
    return Manifest.pod(name, registry.nameOf(image))
        .replace("app: idle", "app: " + name)
        .replace("  containers:", "  imagePullSecrets: [{name: " + secret + "}]\n  containers:")
        .replace("command:", "imagePullPolicy: Always\n      command:");
  }

  private List<String> events(String pod, String reason) {
    return node.api().items(Query.of(ResourceType.EVENT)).stream()
        .filter(event -> pod.equals(event.involvedObject().name()))
        .filter(event -> reason.equals(event.reason()))
        .map(Event::message)
        .toList();
  }

  private String waiting(String pod) {
    return NodeFixture.get(node, pod).status().containerStatuses().stream()
        .map(ContainerStatus::state)
        .filter(state -> state != null && state.waiting() != null)
        .map(state -> String.valueOf(state.waiting().reason()))
        .findFirst()
        .orElse("");
  }

  @Test
  @Row("K12-09")
  void aPodRunsThatBringsTheRightPassword() {
    node.apply(registry.secret("right"));
    node.apply(pod("knows", "busybox:1", "right"));
    node.await(Pods.ready("default", "app=knows"), NodeFixture.PATIENCE);
  }

  @Test
  @Row({"K12-06", "K12-07", "K12-09"})
  void aPodWithTheWrongPasswordWaitsInTheWordsOfTheEngine() {
    node.apply(registry.secret("wrong", "guessed"));
    node.apply(pod("guesses", "busybox:1", "wrong"));
    Expect.that("it waits", () -> waiting("guesses").equals("ImagePullBackOff"));
    assertThat(events("guesses", "Failed"))
        .contains("Error: ErrImagePull")
        .anyMatch(
            message ->
                message.startsWith(
                        "Failed to pull image \"" + registry.nameOf("busybox:1") + "\": ")
                    && message.matches("(?s).*(no basic auth credentials|unauthorized).*"));
    assertThat(events("guesses", "FailedToRetrieveImagePullSecret")).isEmpty();
  }

  @Test
  @Row("K12-09")
  void aPodWhoseSecretIsMissingSaysSoAndRunsOnceItIsThere() {
    node.apply(pod("waits", "busybox:1", "later"));
    Expect.that("it waits", () -> waiting("waits").equals("ImagePullBackOff"));
    assertThat(events("waits", "FailedToRetrieveImagePullSecret"))
        .contains(
            "Unable to retrieve some image pull secrets (later); attempting to pull the image may"
                + " not succeed.");
    node.apply(registry.secret("later"));
    node.await(Pods.ready("default", "app=waits"), NodeFixture.PATIENCE);
  }

  @Test
  void aPullTellsItsLayersAndBytes() {
    String image = registry.nameOf("bytes:1");
    DockerEngine.makeNoise(image, LAYER);
    registry.take(image);
    List<ImageProgress> heard = new CopyOnWriteArrayList<>();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    PullLines lines = PullLines.to(out);
    node.pods()
        .watchPulls(
            progress -> {
              if (progress.image().equals(image)) {
                lines.accept(progress);
                heard.add(progress);
              }
            });
    node.apply(registry.secret("bytes"));
    node.apply(pod("downloads", "bytes:1", "bytes"));
    Expect.that("it is pulled", () -> heard.stream().anyMatch(each -> each.phase() == Phase.DONE));

    List<ImageProgress> pull =
        heard.stream().takeWhile(each -> each.phase() == Phase.PULLING).toList();
    assertThat(pull).extracting(each -> each.state().doneBytes()).isSorted();
    PullState last = pull.get(pull.size() - 1).state();
    assertThat(last.layers()).singleElement().returns(PullState.Phase.DONE, PullState.Layer::phase);
    assertThat(last.doneBytes()).isEqualTo(last.totalBytes()).isGreaterThanOrEqualTo(LAYER);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("pulling " + image + "\n")
        .containsPattern("pulled " + image + ": 1 layer, 4\\.[0-9] MB in [0-9.]+ s\n");
    node.api().delete(ResourceType.POD, "default", "downloads", DeleteOptions.defaults());
    node.await(Pods.gone("default", "app=downloads"), NodeFixture.PATIENCE);
  }
}
