package io.kubelette.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A pod that a contract test runs: one sandbox at a time and containers called {@value #CONTAINER}.
 *
 * <p>Owned by the test's thread; only its queue is shared with the runtime's.
 */
final class ContractPod implements AutoCloseable {

  static final String CONTAINER = "main";
  static final Duration GRACE = Duration.ofSeconds(17);
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ContainerRuntime runtime;
  private final PodIdentity identity;
  private final String image;
  private final BlockingQueue<RuntimeEvent> events = new LinkedBlockingQueue<>();
  private final ContainerRuntime.Subscription subscription;
  private Optional<ObservedSandbox> sandbox = Optional.empty();

  ContractPod(ContainerRuntime runtime, PodIdentity identity, String image) {
    this.runtime = runtime;
    this.identity = identity;
    this.image = image;
    this.subscription = runtime.watch(identity.owner(), events::add);
  }

  PodIdentity identity() {
    return identity;
  }

  ObservedSandbox runSandbox(int attempt) {
    return runSandbox(attempt, spec -> spec);
  }

  ObservedSandbox runSandbox(int attempt, UnaryOperator<SandboxSpec> change) {
    SandboxSpec spec = new SandboxSpec(identity, attempt, identity.name() + "-host");
    ObservedSandbox made = runtime.runSandbox(change.apply(spec));
    sandbox = Optional.of(made);
    return made;
  }

  /** A container of this pod, in its newest sandbox. */
  ContainerSpec spec(int attempt, List<String> command) {
    return spec(sandbox.orElseGet(() -> runSandbox(0)).id(), attempt, command);
  }

  /** Its first container, before it has a sandbox. */
  ContainerSpec inNoSandbox(List<String> command) {
    return spec("", 0, command);
  }

  private ContainerSpec spec(String sandboxId, int attempt, List<String> command) {
    return new ContainerSpec(
        identity,
        sandboxId,
        CONTAINER,
        attempt,
        "hash-" + attempt,
        image,
        command,
        List.of(),
        null,
        Map.of(),
        GRACE);
  }

  String start(int attempt, List<String> command) {
    return start(spec(attempt, command));
  }

  String start(ContainerSpec spec) {
    String id = runtime.createContainer(spec);
    runtime.startContainer(id);
    return id;
  }

  PodObservation observe() {
    return runtime.observe(identity.owner(), identity.uid());
  }

  /** The newest container. */
  ObservedContainer container() {
    List<ObservedContainer> containers = observe().containers();
    assertThat(containers).isNotEmpty();
    return containers.get(0);
  }

  ObservedContainer.Exit awaitExit() throws InterruptedException {
    await(seen -> !seen.containers().isEmpty() && seen.containers().get(0).exit() != null);
    return Optional.ofNullable(container().exit()).orElseThrow();
  }

  /** Observes as often as an event says that something may have changed, until it has. */
  void await(Predicate<PodObservation> condition) throws InterruptedException {
    while (!condition.test(observe())) {
      RuntimeEvent event = events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(event)
          .as("an event about %s, last observed as %s", identity, observe())
          .isNotNull();
    }
  }

  @Override
  public void close() {
    subscription.close();
    for (ObservedContainer container : observe().containers()) {
      runtime.removeContainer(container.id());
    }
    for (ObservedSandbox one : observe().sandboxes()) {
      runtime.removeSandbox(one.id());
    }
  }
}
