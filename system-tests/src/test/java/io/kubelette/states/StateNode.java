package io.kubelette.states;

import io.kubelette.Kubelette;
import io.kubelette.KubeletteBuilder;
import io.kubelette.api.ApiServer;
import io.kubelette.api.DeleteOptions;
import io.kubelette.api.Expectation;
import io.kubelette.api.Pods;
import io.kubelette.api.Query;
import io.kubelette.model.ContainerState;
import io.kubelette.model.ContainerStateTerminated;
import io.kubelette.model.ContainerStateWaiting;
import io.kubelette.model.ContainerStatus;
import io.kubelette.model.Event;
import io.kubelette.model.Pod;
import io.kubelette.model.PodKey;
import io.kubelette.model.ResourceType;
import io.kubelette.pod.PodManagerConfig;
import io.kubelette.proxy.nio.NioServiceProxy;
import io.kubelette.runtime.fake.FakeMachine;
import io.kubelette.runtime.fake.FakeRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A node on a fake runtime and a fake machine, and what a user sees of its pods. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StateNode {

  static final String NODE = "states";
  static final Duration PATIENCE = Duration.ofSeconds(60);

  final FakeRuntime runtime = FakeRuntime.create();
  final FakeMachine machine = FakeMachine.of("4", "8Gi", "100Gi");
  Kubelette node;

  @BeforeAll
  void start() {
    node = settings(builder()).start();
  }

  private KubeletteBuilder builder() {
    return Kubelette.builder()
        .runtime(runtime)
        .proxy(NioServiceProxy.create())
        .machine(machine)
        .owner(NODE)
        .pods(PodManagerConfig.forTests())
        .closeTimeout(PATIENCE);
  }

  /** What this class' node has beside the usual. */
  KubeletteBuilder settings(KubeletteBuilder builder) {
    return builder;
  }

  @AfterAll
  void close() {
    runtime.clearFaults();
    runtime.startEngine();
    node.close();
  }

  /** Applies a pod with one container {@code main}, whose fields these are. */
  void pod(String name, String... lines) {
    node.apply(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: %1$s, labels: {app: %1$s}}
        spec:
          containers:
          - name: main
            image: %1$s:1
        """
                .formatted(name)
            + Stream.of(lines)
                .map(line -> line.stripTrailing().indent(0))
                .reduce("", String::concat));
  }

  /** Waits, led by the events of the API, until something is to be seen. */
  void until(String what, BooleanSupplier holds) {
    node.await(new Seen(what, holds), PATIENCE);
  }

  private record Seen(String what, BooleanSupplier holds) implements Expectation {

    @Override
    public Set<ResourceType<?>> concerns() {
      return Set.of(ResourceType.POD, ResourceType.EVENT, ResourceType.NODE);
    }

    @Override
    public Optional<String> missing(ApiServer api) {
      return holds.getAsBoolean() ? Optional.empty() : Optional.of(what);
    }
  }

  void awaitReady(String pod) {
    node.await(Pods.ready("default", "app=" + pod), PATIENCE);
  }

  void awaitPhase(String pod, String phase) {
    node.await(Pods.phase("default", "app=" + pod, phase), PATIENCE);
  }

  void delete(String pod) {
    node.api().delete(ResourceType.POD, "default", pod, DeleteOptions.defaults());
  }

  void awaitGone(String pod) {
    node.await(Pods.gone("default", "app=" + pod), PATIENCE);
  }

  Pod get(String pod) {
    return node.api().get(ResourceType.POD, "default", pod);
  }

  static PodKey key(String pod) {
    return PodKey.of("default", pod);
  }

  private Optional<ContainerStatus> main(String pod) {
    return get(pod).status().containerStatuses().stream().findFirst();
  }

  Optional<ContainerState> state(String pod) {
    return main(pod).map(ContainerStatus::state);
  }

  int restarts(String pod) {
    return main(pod).map(ContainerStatus::restartCount).orElse(0);
  }

  /** Waits until the container {@code main} waits for that reason. */
  void awaitWaiting(String pod, String reason) {
    until(pod + " waits: " + reason, () -> reason.equals(waiting(pod)));
  }

  /** Why the container {@code main} waits; empty if it does not. */
  String waiting(String pod) {
    return state(pod).map(ContainerState::waiting).map(ContainerStateWaiting::reason).orElse("");
  }

  /** What is said of the wait. */
  String waitingMessage(String pod) {
    return state(pod).map(ContainerState::waiting).map(ContainerStateWaiting::message).orElse("");
  }

  /** How the container {@code main} ended, now or the last time. */
  Optional<ContainerStateTerminated> ended(String pod) {
    return main(pod).stream()
        .flatMap(status -> Stream.of(status.state(), status.lastState()))
        .filter(Objects::nonNull)
        .map(ContainerState::terminated)
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** Waits until the container {@code main} has ended for that reason, now or the last time. */
  void awaitEnded(String pod, String reason) {
    until(
        pod + " ended: " + reason,
        () -> ended(pod).filter(end -> reason.equals(end.reason())).isPresent());
  }

  /** Waits until an event about an object, a pod or the node, has that reason and says that. */
  void awaitEvent(String object, String reason, String words) {
    until(
        "the event %s of %s: %s".formatted(reason, object, words),
        () -> messages(object, reason).stream().anyMatch(message -> message.contains(words)));
  }

  private List<String> messages(String object, String reason) {
    return node.api().items(Query.of(ResourceType.EVENT)).stream()
        .filter(event -> object.equals(event.involvedObject().name()))
        .filter(event -> reason.equals(event.reason()))
        .map(Event::message)
        .map(String::valueOf)
        .toList();
  }
}
