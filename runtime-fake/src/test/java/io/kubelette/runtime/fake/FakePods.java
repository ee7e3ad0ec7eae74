package io.kubelette.runtime.fake;

import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerSpec;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.ObservedContainer.Exit;
import io.kubelette.runtime.PodIdentity;
import io.kubelette.runtime.PullProgress;
import io.kubelette.runtime.SandboxSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Drives a runtime the way a pod manager does, one container a pod. */
final class FakePods {

  static final String OWNER = "node-a";
  static final String NAMESPACE = "default";
  static final String CONTAINER = "main";

  private final ContainerRuntime runtime;
  private final Map<String, CountDownLatch> exits = new ConcurrentHashMap<>();

  FakePods(ContainerRuntime runtime) {
    this.runtime = runtime;
    runtime.watch(
        OWNER, event -> event.podUid().ifPresent(uid -> noteExit(uid.substring("uid-".length()))));
  }

  static PodIdentity identity(String pod) {
    return new PodIdentity(OWNER, "uid-" + pod, NAMESPACE, pod);
  }

  /** Pulls the image and runs it in a pod of its own; answers the container's id. */
  String run(String pod, String image) {
    return run(pod, image, List.of(), Map.of());
  }

  String run(String pod, String image, List<String> command, Map<String, String> env) {
    return run(pod, image, spec -> spec.withCommand(command).withEnv(env));
  }

  String run(String pod, String image, UnaryOperator<ContainerSpec> change) {
    runtime.pullImage(image, PullProgress.ignored());
    String sandbox = runtime.runSandbox(new SandboxSpec(identity(pod), 0, pod)).id();
    String id = runtime.createContainer(change.apply(spec(pod, sandbox, 0, image)));
    runtime.startContainer(id);
    return id;
  }

  /** The same, but empty where the runtime refuses. */
  Optional<String> tryRun(String pod, String image) {
    try {
      return Optional.of(run(pod, image));
    } catch (ContainerRuntimeException refused) {
      return Optional.empty();
    }
  }

  static ContainerSpec spec(String pod, String sandbox, int attempt, String image) {
    return spec(pod, sandbox, attempt, image, List.of(), Map.of());
  }

  private static ContainerSpec spec(
      String pod,
      String sandbox,
      int attempt,
      String image,
      List<String> command,
      Map<String, String> env) {
    return new ContainerSpec(
        identity(pod),
        sandbox,
        CONTAINER,
        attempt,
        "hash",
        image,
        command,
        List.of(),
        null,
        env,
        Duration.ofSeconds(30));
  }

  ObservedContainer container(String pod) {
    return runtime.observe(OWNER, "uid-" + pod).containers().get(0);
  }

  Exit exit(String pod) {
    Exit exit = container(pod).exit();
    if (exit == null) {
      throw new AssertionError(container(pod) + " has not ended");
    }
    return exit;
  }

  /** Waits for the event that the pod's newest container has ended. */
  Exit awaitExit(String pod) throws InterruptedException {
    CountDownLatch ended = exits.computeIfAbsent(pod, name -> new CountDownLatch(1));
    noteExit(pod);
    if (!ended.await(10, TimeUnit.SECONDS)) {
      throw new AssertionError(container(pod) + " has not ended");
    }
    return exit(pod);
  }

  private void noteExit(String pod) {
    List<ObservedContainer> containers = runtime.observe(OWNER, "uid-" + pod).containers();
    if (!containers.isEmpty() && containers.get(0).exit() != null) {
      exits.computeIfAbsent(pod, name -> new CountDownLatch(1)).countDown();
    }
  }
}
