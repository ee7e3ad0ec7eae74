package io.kubelette.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.Kubelette;
import io.kubelette.api.Pods;
import io.kubelette.loop.ThreadEventLoop;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.PodObservation;
import io.kubelette.runtime.StopSignal;
import io.kubelette.runtime.docker.DockerEngine;
import io.kubelette.runtime.docker.DockerRuntime;
import io.kubelette.runtime.docker.DockerTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Something is killed behind the node's back every second, and nothing is left of it all. */
@Tag("long")
@DockerTest
@EnabledOnOs(OS.LINUX)
final class DockerKillsTest extends NodeFixture {

  private static final int KILLS = 600;
  private static final int PODS = 8;
  private static final Duration PACE = Duration.ofSeconds(1);

  private final Random random = new Random(1);

  /** What a process may leave behind. */
  private record Left(long sockets, long files) {

    static Left now() {
      return new Left(openSockets(), temporaryFiles());
    }

    private static long openSockets() {
      try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
        return open.filter(Left::isSocket).count();
      } catch (IOException failure) {
        throw new AssertionError(failure);
      }
    }

    private static boolean isSocket(Path descriptor) {
      try {
        return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
      } catch (IOException closedMeanwhile) {
        return false;
      }
    }

    private static long temporaryFiles() {
      try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
        return all.filter(file -> file.getFileName().toString().startsWith("kubelette-")).count();
      } catch (IOException failure) {
        throw new AssertionError(failure);
      }
    }
  }

  @Override
  ContainerRuntime connect() {
    return DockerRuntime.connect();
  }

  @Override
  String image() {
    return DockerEngine.busybox();
  }

  private String pod(int number) {
    return """
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: pod-%1$d, labels: {app: web}}
        spec:
          terminationGracePeriodSeconds: 1
          volumes: [{name: disk, emptyDir: {}}, {name: memory, emptyDir: {medium: Memory}}]
          initContainers:
            - {name: sidecar, image: %2$s, command: [sleep, '100000'], restartPolicy: Always}
          containers:
            - name: main
              image: %2$s
              command: [sh, -c, 'date >> /disk/log; date >> /memory/log; exec nc -ll -p 8080 -e true']
              readinessProbe: {tcpSocket: {port: 8080}, periodSeconds: 100}
              volumeMounts: [{name: disk, mountPath: /disk}, {name: memory, mountPath: /memory}]
        """
        .formatted(number, image());
  }

  /** Kills or removes a container or a sandbox, as a careless person would. */
  private void kill() {
    List<PodObservation> pods = observer.observe(owner);
    if (pods.isEmpty()) {
      return;
    }
    PodObservation victim = pods.get(random.nextInt(pods.size()));
    try {
      if (random.nextInt(4) == 0 && !victim.sandboxes().isEmpty()) {
        observer.removeSandbox(victim.sandboxes().get(0).id());
      } else if (!victim.containers().isEmpty()) {
        String id = victim.containers().get(random.nextInt(victim.containers().size())).id();
        if (random.nextInt(3) == 0) {
          observer.removeContainer(id);
        } else {
          observer.signal(id, StopSignal.KILL);
        }
      }
    } catch (ContainerRuntimeException goneMeanwhile) {
      // The node was quicker.
    }
  }

  private void killAtPace() throws InterruptedException {
    CountDownLatch left = new CountDownLatch(KILLS);
    try (ThreadEventLoop killer = ThreadEventLoop.named("killer")) {
      killer.execute(() -> killOn(killer, left));
      assertThat(left.await(KILLS * 5L, TimeUnit.SECONDS)).isTrue();
    }
  }

  private void killOn(ThreadEventLoop killer, CountDownLatch left) {
    kill();
    left.countDown();
    if (left.getCount() > 0) {
      killer.schedule(PACE, () -> killOn(killer, left));
    }
  }

  @Test
  void killsEverySecondLeaveNothingBehind() throws Exception {
    try (Kubelette warm = node(owner).start()) {
      apply(warm, pod(0));
    }
    Left before = leftWithoutAnyone();

    try (Kubelette node = node(owner).root(root).closeTimeout(Duration.ofMinutes(2)).start()) {
      node.apply(
          "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}\n");
      for (int i = 0; i < PODS; i++) {
        node.apply(pod(i));
      }
      node.await(Pods.ready("default", "app=web", PODS), PATIENCE);
      killAtPace();
      node.await(Pods.ready("default", "app=web", PODS), PATIENCE.multipliedBy(2));
      int restarts =
          Stream.iterate(0, i -> i < PODS, i -> i + 1)
              .mapToInt(
                  i -> get(node, "pod-" + i).status().containerStatuses().get(0).restartCount())
              .sum();
      System.out.println("kills=" + KILLS + " restarts of main containers=" + restarts);
      assertThat(restarts).isPositive();
      Expect.that("dead containers are cleared", () -> containersOf(owner).size() <= PODS * 4);
    }

    assertThat(observer.observe(owner)).isEmpty();
    assertThat(DockerEngine.volumesOf(owner)).isEmpty();
    try (Stream<Path> left = Files.list(root.resolve("pods"))) {
      assertThat(left).isEmpty();
    }
    Left after = leftWithoutAnyone();
    assertThat(after.sockets()).isLessThanOrEqualTo(before.sockets());
    assertThat(after.files()).isLessThanOrEqualTo(before.files());
    System.out.println("before=" + before + " after=" + after);
  }

  /** What there is when neither a node nor the observer has a thread; then observes again. */
  private Left leftWithoutAnyone() {
    observer.close();
    Awaitility.await("all threads are gone")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(Expect.threads()).isEmpty());
    Left left = Left.now();
    observer = connect();
    return left;
  }
}
