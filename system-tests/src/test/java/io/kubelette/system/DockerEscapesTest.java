package io.kubelette.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.Kubelette;
import io.kubelette.api.PodPolicy;
import io.kubelette.api.Query;
import io.kubelette.conformance.Row;
import io.kubelette.model.ContainerStatus;
import io.kubelette.model.Event;
import io.kubelette.model.ResourceType;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.docker.DockerEngine;
import io.kubelette.runtime.docker.DockerRuntime;
import io.kubelette.runtime.docker.DockerTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Containers that try to get at the host through what they share, on a real engine. */
@DockerTest
@Row({"K14-03", "K14-07"})
final class DockerEscapesTest extends NodeFixture {

  /** Two containers, in turn, that mount one volume. */
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: %s}
      spec:
        terminationGracePeriodSeconds: 1
        restartPolicy: Never
        volumes: [{name: v, %s}]
        initContainers:
          - {name: first, image: %s, command: [sh, -c, "%s"], volumeMounts: [{name: v, mountPath: /v}]}
        containers:
          - {name: main, image: %3$s, command: [sh, -c, "ls -a /w; sleep 100000"],
             volumeMounts: [{name: v, mountPath: /w, subPath: way/secret}]}
      """;

  private Path data;
  private Path outside;

  @Override
  ContainerRuntime connect() {
    return DockerRuntime.connect();
  }

  @Override
  String image() {
    return DockerEngine.busybox();
  }

  @BeforeEach
  void folders() throws IOException {
    root = root.toRealPath();
    data = Files.createDirectory(root.resolve("data"));
    outside = Files.createDirectories(root.resolve("outside/secret")).getParent();
  }

  private Kubelette node() {
    return node(owner)
        .root(root.resolve("node"))
        .policy(PodPolicy.defaults().allowingHostPath(data))
        .start();
  }

  private static void awaitEvent(Kubelette node, String reason, String words) {
    Expect.that(
        "an event " + reason + " says: " + words,
        () ->
            node.api().list(Query.of(ResourceType.EVENT)).items().stream()
                .filter(event -> reason.equals(event.reason()))
                .map(Event::message)
                .anyMatch(message -> String.valueOf(message).contains(words)));
  }

  private void refused(Kubelette node, String pod) {
    awaitEvent(
        node, "Failed", "unable to provision SubPath `way/secret`: it leads out of the volume");
    Expect.that(
        "its status says so",
        () -> {
          ContainerStatus main = get(node, pod).status().containerStatuses().get(0);
          return main.state().waiting() != null
              && "CreateContainerConfigError".equals(main.state().waiting().reason());
        });
    assertThat(containersOf(owner)).as("the first one alone was made").hasSize(1);
  }

  @Test
  void aLinkThatOneContainerPutsIntoASharedFolderLeadsTheNextOneNowhere() {
    try (Kubelette node = node()) {
      node.apply(POD.formatted("one", "emptyDir: {}", image(), "ln -s " + outside + " /v/way"));
      refused(node, "one");
    }
  }

  @Test
  void norDoesOneThatLeadsUpwardsInAFolderOfTheHost() {
    try (Kubelette node = node()) {
      String volume = "hostPath: {path: " + data + "}";
      node.apply(POD.formatted("one", volume, image(), "ln -s ../outside /v/way"));
      refused(node, "one");
      assertThat(outside.resolve("secret")).isEmptyDirectory();
    }
  }

  @Test
  void aFolderOfTheHostThatAPodTurnedIntoALinkIsNotMountedForAnother() {
    try (Kubelette node = node()) {
      node.apply(
          POD.formatted(
                  "one", "hostPath: {path: " + data + "}", image(), "ln -s " + outside + " /v/x")
              .replace("subPath: way/secret", "subPath: own"));
      Expect.that("the link is there", () -> Files.isSymbolicLink(data.resolve("x")));

      node.apply(
          POD.formatted("two", "hostPath: {path: " + data.resolve("x") + "}", image(), "true"));

      awaitEvent(node, "FailedMount", "hostPath " + data.resolve("x") + " leads to " + outside);
      assertThat(get(node, "two").status().phase()).isEqualTo("Pending");
    }
  }
}
