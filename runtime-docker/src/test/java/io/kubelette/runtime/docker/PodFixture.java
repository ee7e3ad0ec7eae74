package io.kubelette.runtime.docker;

import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.ContainerSpec;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.ObservedSandbox;
import io.kubelette.runtime.PodIdentity;
import io.kubelette.runtime.PodObservation;
import io.kubelette.runtime.RuntimeEvent;
import io.kubelette.runtime.SandboxSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** One pod of a new owner in a real engine; closing removes all that the owner has there. */
final class PodFixture implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final ContainerRuntime runtime;
  final PodIdentity pod;

  PodFixture(ContainerRuntime runtime) {
    this(runtime, new PodIdentity("test-" + UUID.randomUUID(), uid(), "default", "web"));
  }

  PodFixture(ContainerRuntime runtime, PodIdentity pod) {
    this.runtime = runtime;
    this.pod = pod;
  }

  private static String uid() {
    return "uid-" + UUID.randomUUID();
  }

  ObservedSandbox runSandbox() {
    return runtime.runSandbox(new SandboxSpec(pod, 0, "web-host"));
  }

  /** A container of busybox with the given command. */
  ContainerSpec spec(String sandboxId, String... command) {
    return new ContainerSpec(
        pod,
        sandboxId,
        "main",
        0,
        "hash-1",
        DockerEngine.busybox(),
        List.of(command),
        List.of(),
        null,
        Map.of("GREETING", "hello world", "EMPTY", ""),
        Duration.ofSeconds(7));
  }

  /** Creates and starts a container of busybox, and returns its id. */
  String start(String sandboxId, String... command) {
    return start(spec(sandboxId, command));
  }

  String start(ContainerSpec spec) {
    String id = runtime.createContainer(spec);
    runtime.startContainer(id);
    return id;
  }

  ObservedContainer container() {
    List<ObservedContainer> containers = observe().containers();
    if (containers.size() != 1) {
      throw new AssertionError("not one container: " + containers);
    }
    return containers.get(0);
  }

  PodObservation observe() {
    return runtime.observe(pod.owner(), pod.uid());
  }

  ObservedContainer awaitExit() {
    return await(seen -> seen.containers().stream().allMatch(c -> c.exit() != null))
        .containers()
        .get(0);
  }

  /** Observes again at each event until it is so. */
  PodObservation await(Predicate<PodObservation> so) {
    LinkedBlockingQueue<RuntimeEvent> events = new LinkedBlockingQueue<>();
    ContainerRuntime.Subscription subscription = runtime.watch(pod.owner(), events::add);
    try {
      PodObservation seen = observe();
      while (!so.test(seen)) {
        if (events.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) == null) {
          throw new AssertionError("no event within " + PATIENCE + " after " + seen);
        }
        seen = observe();
      }
      return seen;
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    } finally {
      subscription.close();
    }
  }

  @Override
  public void close() {
    removeAll();
  }

  void removeAll() {
    for (PodObservation left : runtime.observe(pod.owner())) {
      left.containers().forEach(container -> runtime.removeContainer(container.id()));
      left.sandboxes().forEach(sandbox -> runtime.removeSandbox(sandbox.id()));
    }
  }
}
