package io.kubelette.pod;

import io.kubelette.model.Container;
import io.kubelette.model.ContainerBuilder;
import io.kubelette.model.ObjectMeta;
import io.kubelette.model.ObjectMetaBuilder;
import io.kubelette.model.Pod;
import io.kubelette.model.PodSpec;
import io.kubelette.model.PodSpecBuilder;
import io.kubelette.model.PodStatus;
import io.kubelette.model.PodStatusBuilder;
import io.kubelette.runtime.ContainerResources;
import io.kubelette.runtime.ContainerSpec;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.ObservedContainer.Exit;
import io.kubelette.runtime.ObservedContainer.State;
import io.kubelette.runtime.ObservedSandbox;
import io.kubelette.runtime.PodIdentity;
import io.kubelette.runtime.PodObservation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A pod, what is seen of it and what is remembered: all is good until a test changes it.
 *
 * <p>The pod has two containers, {@code a} and {@code b}; the id of a container that is seen is its
 * name and its attempt, as {@code a-0}. Owned by the test's thread.
 */
final class Scene {

  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final Instant HOUR_AGO = NOW.minusSeconds(3600);
  static final PodIdentity POD = new PodIdentity("owner", "uid-1", "default", "web");
  static final PodNode NODE = new PodNode("owner", "node-1", "10.0.0.1", "fake");
  static final PodManagerConfig CONFIG = PodManagerConfig.defaults();

  private final Map<String, ObservedContainer> containers = new LinkedHashMap<>();
  private final List<ObservedSandbox> sandboxes = new ArrayList<>();
  private ObjectMeta metadata = metadataOf(POD);
  private PodSpec spec = specOf("a", "b");
  private PodStatus apiStatus = PodStatusBuilder.builder().phase("Pending").build();
  private PodMemory memory = PodMemory.NONE.withFiles(PodMemory.Files.NONE);
  private PodTurn.Sight sight = PodTurn.Sight.FRESH;
  private boolean named = true;
  private boolean wanted = true;
  private Instant now = NOW;

  private Scene() {}

  /** Nothing of the pod exists yet. */
  static Scene nothing() {
    return new Scene();
  }

  /** The sandbox is ready, and that is all. */
  static Scene empty() {
    return nothing().sandbox(0);
  }

  /** Both containers run, and the API knows it. */
  static Scene converged() {
    return empty().running("a", 0).running("b", 0).published();
  }

  static ObjectMeta metadataOf(PodIdentity pod) {
    return ObjectMetaBuilder.builder()
        .name(pod.name())
        .namespace(pod.namespace())
        .uid(pod.uid())
        .generation(1L)
        .build();
  }

  static PodSpec specOf(String... containers) {
    return PodSpecBuilder.builder()
        .containers(Stream.of(containers).map(Scene::container).toList())
        .restartPolicy("Always")
        .terminationGracePeriodSeconds(30L)
        .build();
  }

  static Container container(String name) {
    return ContainerBuilder.builder()
        .name(name)
        .image("img-" + name + ":1")
        .imagePullPolicy("IfNotPresent")
        .build();
  }

  Scene policy(String restartPolicy) {
    spec = spec.withRestartPolicy(restartPolicy);
    return this;
  }

  Scene init(String... names) {
    return addInit(Stream.of(names).map(Scene::container).toList());
  }

  Scene sidecar(String... names) {
    return addInit(
        Stream.of(names).map(name -> container(name).withRestartPolicy("Always")).toList());
  }

  private Scene addInit(List<Container> added) {
    spec =
        spec.withInitContainers(
            Stream.concat(spec.initContainers().stream(), added.stream()).toList());
    return this;
  }

  /** Changes the definition of one container. */
  Scene change(String name, UnaryOperator<Container> change) {
    UnaryOperator<Container> ifNamed = c -> name.equals(c.name()) ? change.apply(c) : c;
    spec =
        spec.withContainers(spec.containers().stream().map(ifNamed).toList())
            .withInitContainers(spec.initContainers().stream().map(ifNamed).toList());
    return this;
  }

  Scene image(String name, String image) {
    return change(name, container -> container.withImage(image));
  }

  Scene pullPolicy(String name, String policy) {
    return change(name, container -> container.withImagePullPolicy(policy));
  }

  Scene spec(UnaryOperator<PodSpec> change) {
    spec = change.apply(spec);
    return this;
  }

  Scene metadata(UnaryOperator<ObjectMeta> change) {
    metadata = change.apply(metadata);
    return this;
  }

  /** Sets what the API holds. */
  Scene apiStatus(UnaryOperator<PodStatus> change) {
    apiStatus = change.apply(apiStatus);
    return this;
  }

  /** Marks the pod deleted, as the API does. */
  Scene deleted(long graceSeconds) {
    return metadata(
        m ->
            m.withDeletionTimestamp(now.plusSeconds(graceSeconds))
                .withDeletionGracePeriodSeconds(graceSeconds));
  }

  /** No source names the pod any longer. */
  Scene released() {
    wanted = false;
    return this;
  }

  /** Only the runtime knows the pod. */
  Scene orphan() {
    named = false;
    return released();
  }

  Scene sandbox(int attempt) {
    return sandbox(attempt, ObservedSandbox.State.READY);
  }

  Scene lostSandbox(int attempt) {
    sandboxes.removeIf(sandbox -> sandbox.attempt() == attempt);
    return sandbox(attempt, ObservedSandbox.State.NOT_READY);
  }

  private Scene sandbox(int attempt, ObservedSandbox.State state) {
    String address = state == ObservedSandbox.State.READY ? "10.1.0." + (7 + attempt) : null;
    sandboxes.add(0, new ObservedSandbox("sandbox-" + attempt, attempt, state, address, HOUR_AGO));
    return this;
  }

  Scene noSandbox() {
    sandboxes.clear();
    return this;
  }

  Scene running(String name, int attempt) {
    return seen(observed(name, attempt, State.RUNNING).withStartedAt(HOUR_AGO));
  }

  /** Exited just now. */
  Scene exited(String name, int attempt, int code) {
    return exited(name, attempt, code, now);
  }

  Scene exited(String name, int attempt, int code, Instant at) {
    String reason = code == 0 ? "Completed" : "Error";
    return seen(
        observed(name, attempt, State.EXITED)
            .withStartedAt(HOUR_AGO)
            .withExit(new Exit(code, at, reason, "")));
  }

  /** That attempt exited just now, and no other of the container is left. */
  Scene ended(String name, int attempt, int code) {
    containers.values().removeIf(container -> container.name().equals(name));
    return exited(name, attempt, code);
  }

  Scene created(String name, int attempt) {
    return seen(observed(name, attempt, State.CREATED));
  }

  Scene unknown(String name, int attempt) {
    return seen(observed(name, attempt, State.UNKNOWN));
  }

  Scene seen(ObservedContainer container) {
    containers.put(container.id(), container);
    return this;
  }

  /** Changes a container that is seen. */
  Scene shows(String id, UnaryOperator<ObservedContainer> change) {
    containers.computeIfPresent(id, (same, container) -> change.apply(container));
    return this;
  }

  Scene gone(String id) {
    containers.remove(id);
    return this;
  }

  /** A container of this scene's newest sandbox, with the hash of its present definition. */
  ObservedContainer observed(String name, int attempt, State state) {
    DefinedContainer defined =
        DefinedContainer.of(spec).stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseGet(
                () ->
                    new DefinedContainer(
                        new ContainerRef(ContainerRole.APP, name), container(name), "Always"));
    return new ObservedContainer(
        name + "-" + attempt,
        sandboxes.isEmpty() ? "sandbox-0" : sandboxes.get(0).id(),
        name,
        attempt,
        defined.hash(),
        defined.image(),
        "sha256:" + name,
        state,
        HOUR_AGO,
        null,
        null,
        Duration.ofSeconds(30));
  }

  Scene remember(UnaryOperator<PodMemory> change) {
    memory = change.apply(memory);
    return this;
  }

  /** The image of that attempt was made present. */
  Scene pulled(String name, int attempt) {
    String image =
        DefinedContainer.of(spec).stream()
            .filter(one -> one.name().equals(name))
            .map(DefinedContainer::image)
            .findFirst()
            .orElseThrow();
    return remember(m -> m.withImage(name, new PodMemory.PresentImage(image, attempt)));
  }

  /** That attempt was started a minute ago; from its end on, its successor waits so long. */
  Scene crashed(String name, int attempt, Duration delay) {
    PodMemory.Definition definition = PodMemory.Definition.of(outlook(name).container());
    Instant since = now.minusSeconds(60);
    return remember(m -> m.withCrash(definition, new PodMemory.Crash(attempt, delay, since)));
  }

  /** The container was asked to end so long ago. */
  Scene askedToEnd(String id, Duration ago) {
    return remember(m -> m.withStop(id, new PodMemory.Stop(now.minus(ago), null)));
  }

  /** The API holds the status that is due now, on top of what it held. */
  Scene published() {
    if (memory.published() == null) {
      remember(m -> m.withPublished(apiStatus));
    }
    PodStatus due = status();
    return remember(m -> m.withPublished(due));
  }

  Scene in(String lifecycle) {
    return remember(m -> m.withLifecycle(PodLifecycle.valueOf(lifecycle)));
  }

  /** Something is under way. */
  Scene dated() {
    sight = PodTurn.Sight.DATED;
    return this;
  }

  Scene after(Duration time) {
    now = now.plus(time);
    return this;
  }

  /** What follows when the outcomes have landed, too. */
  Scene landed(Outcome... outcomes) {
    for (Outcome outcome : outcomes) {
      memory = Landings.land(memory, outcome, now, CONFIG);
    }
    return this;
  }

  Instant now() {
    return now;
  }

  PodMemory memory() {
    return memory;
  }

  Pod pod() {
    return new Pod(metadata, spec, apiStatus);
  }

  Desire desire() {
    return new Desire(named ? pod() : null, wanted);
  }

  PodTurn turn() {
    return new PodTurn(
        new PodTurn.Context(POD, NODE, CONFIG),
        desire(),
        new PodObservation(POD, sandboxes, List.copyOf(containers.values())),
        sight,
        memory,
        now);
  }

  /** Plans, and remembers what the plan remembers. */
  PodPlan plan() {
    PodPlan plan = PodPlan.plan(turn());
    memory = plan.memory();
    return plan;
  }

  /** The actions that a plan asks for on the life-cycle lane. */
  List<PodAction> actions() {
    return plan().actions().stream()
        .filter(action -> action.lane().equals(Lane.LIFECYCLE))
        .toList();
  }

  /** The status that is due. */
  PodStatus status() {
    PodTurn turn = turn();
    return PodStatuses.of(turn, Outlooks.of(turn));
  }

  ContainerOutlook outlook(String name) {
    return Outlooks.of(turn()).stream()
        .filter(outlook -> outlook.container().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** What a start of that container asks the runtime for, in the newest sandbox. */
  ContainerSpec specFor(String name, int attempt) {
    DefinedContainer defined = outlook(name).container();
    return new ContainerSpec(
            POD,
            sandboxes.get(0).id(),
            name,
            attempt,
            defined.hash(),
            defined.image(),
            List.of(),
            List.of(),
            null,
            Map.of(),
            Duration.ofSeconds(30))
        .withResources(new ContainerResources(2, 0, 0, 1000, 0));
  }

  /** The ground on which the rest of a container's start is resolved. */
  Setting settingFor(String name) {
    Set<String> running =
        containers.values().stream()
            .filter(container -> container.state() == State.RUNNING)
            .map(ObservedContainer::name)
            .collect(Collectors.toSet());
    DefinedContainer defined = outlook(name).container();
    Pod pod = desire().pod();
    return new Setting(pod, defined.definition(), sandboxes.get(0).address(), running);
  }
}
