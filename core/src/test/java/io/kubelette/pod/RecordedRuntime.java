package io.kubelette.pod;

import io.kubelette.loop.Clock;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerSpec;
import io.kubelette.runtime.EarlyCreation;
import io.kubelette.runtime.ImagePull;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.ObservedContainer.Exit;
import io.kubelette.runtime.ObservedContainer.State;
import io.kubelette.runtime.ObservedImage;
import io.kubelette.runtime.ObservedSandbox;
import io.kubelette.runtime.PodIdentity;
import io.kubelette.runtime.PodObservation;
import io.kubelette.runtime.PullProgress;
import io.kubelette.runtime.RuntimeEvent;
import io.kubelette.runtime.RuntimeVersion;
import io.kubelette.runtime.SandboxSpec;
import io.kubelette.runtime.StopSignal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A runtime that does at once what it is told and writes it down; it fails, and lets things happen
 * in the middle of a call, as its {@link #script} says.
 *
 * <p>The ids are those of {@link Scene}, after the name of the pod: {@code web/a-0}. Owned by the
 * test's thread.
 */
final class RecordedRuntime implements ContainerRuntime {

  private record Sandbox(PodIdentity pod, ObservedSandbox seen) {}

  private record Made(PodIdentity pod, ObservedContainer seen) {}

  private final Clock clock;
  private final Map<String, Sandbox> sandboxes = new LinkedHashMap<>();
  private final Map<String, Made> containers = new LinkedHashMap<>();
  private final Set<String> images = new HashSet<>();
  private final Set<String> deafToTerm = new HashSet<>();
  private final Map<String, List<Consumer<RuntimeEvent>>> listeners = new LinkedHashMap<>();
  private final Script script = new Script();
  private final List<String> calls = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private boolean tellsEvents = true;
  private boolean vanishesOnStart;
  private boolean createsEarly;

  RecordedRuntime(Clock clock) {
    this.clock = clock;
  }

  Script script() {
    return script;
  }

  /** The calls since this was last asked, without the observations. */
  List<String> calls() {
    List<String> since = calls.stream().filter(call -> !call.startsWith("observe")).toList();
    calls.clear();
    return since;
  }

  /** How often that pod was observed since the calls were last asked for. */
  long looks() {
    return calls.stream().filter(call -> call.startsWith("observe ")).count();
  }

  /** How often all pods were listed since the calls were last asked for. */
  long listings() {
    return calls.stream().filter("observe-all"::equals).count();
  }

  /** What must never be asked of a runtime and was: a trip takes exceptions for mere failures. */
  List<String> violations() {
    return violations;
  }

  void losesEvents() {
    tellsEvents = false;
  }

  /** It has the ability to create a container while its sandbox starts. */
  void createsEarly() {
    createsEarly = true;
  }

  void ignoresTerm(String id) {
    deafToTerm.add(id);
  }

  void exit(String id, int code) {
    change(id, container -> exited(container, code));
  }

  void loseSandbox(String id) {
    Sandbox sandbox = sandboxes.get(id);
    ObservedSandbox seen = sandbox.seen();
    sandboxes.put(
        id,
        new Sandbox(
            sandbox.pod(),
            new ObservedSandbox(
                id, seen.attempt(), ObservedSandbox.State.NOT_READY, null, seen.createdAt())));
    changed(sandbox.pod());
  }

  /** Whoever starts a container finds it removed. */
  void vanishesOnStart() {
    vanishesOnStart = true;
  }

  /** Everything is gone, and no event tells of it. */
  void vanish() {
    sandboxes.clear();
    containers.clear();
  }

  List<String> running() {
    return containers.values().stream()
        .map(Made::seen)
        .filter(container -> container.state() == State.RUNNING)
        .map(ObservedContainer::id)
        .toList();
  }

  boolean isEmpty() {
    return sandboxes.isEmpty() && containers.isEmpty();
  }

  void tell(String owner, RuntimeEvent event) {
    listeners.getOrDefault(owner, List.of()).forEach(listener -> listener.accept(event));
  }

  int listeners() {
    return listeners.values().stream().mapToInt(List::size).sum();
  }

  @Override
  public RuntimeVersion version() {
    return new RuntimeVersion("recorded", "1");
  }

  @Override
  public ObservedSandbox runSandbox(SandboxSpec spec) {
    String id = spec.pod().name() + "/sandbox-" + spec.attempt();
    record("runSandbox " + id);
    ObservedSandbox seen =
        new ObservedSandbox(
            id, spec.attempt(), ObservedSandbox.State.READY, "10.1.0.7", clock.now());
    sandboxes.put(id, new Sandbox(spec.pod(), seen));
    changed(spec.pod());
    return seen;
  }

  @Override
  public void removeSandbox(String id) {
    record("removeSandbox " + id);
    Sandbox removed = sandboxes.remove(id);
    if (removed != null) {
      changed(removed.pod());
    }
  }

  @Override
  public String createContainer(ContainerSpec spec) {
    String id = spec.pod().name() + "/" + spec.name() + "-" + spec.attempt();
    record("create " + id);
    require(images.contains(spec.image()), "no image " + spec.image());
    require(!containers.containsKey(id), id + " exists");
    ObservedContainer seen =
        new ObservedContainer(
                id,
                spec.sandboxId(),
                spec.name(),
                spec.attempt(),
                spec.hash(),
                spec.image(),
                "sha256:" + spec.image(),
                State.CREATED,
                clock.now(),
                null,
                null,
                spec.terminationGrace())
            .withAnnotations(spec.annotations());
    containers.put(id, new Made(spec.pod(), seen));
    return id;
  }

  @Override
  public void startContainer(String id) {
    record("start " + id);
    String base = id.substring(0, id.lastIndexOf('-') + 1);
    if (running().stream().anyMatch(other -> other.startsWith(base))) {
      violations.add(id + " was started beside " + running());
    }
    change(id, made -> made.withState(State.RUNNING).withStartedAt(clock.now()));
    if (vanishesOnStart) {
      containers.remove(id);
    }
  }

  @Override
  public void signal(String id, StopSignal signal) {
    record(signal + " " + id);
    boolean ends = signal.isKill() || !deafToTerm.contains(id);
    if (ends && running().contains(id)) {
      exit(id, signal.isKill() ? 137 : 143);
    }
  }

  @Override
  public void removeContainer(String id) {
    record("remove " + id);
    Made removed = containers.remove(id);
    if (removed != null) {
      changed(removed.pod());
    }
  }

  @Override
  public Optional<ObservedImage> image(String reference) {
    script.run("image " + reference);
    return images.contains(reference)
        ? Optional.of(new ObservedImage("sha256:" + reference, 1))
        : Optional.empty();
  }

  @Override
  public ObservedImage pullImage(ImagePull pull, PullProgress progress) {
    String reference = pull.reference();
    record("pull " + reference);
    images.add(reference);
    return new ObservedImage("sha256:" + reference, 1);
  }

  /** An image that goes away again, as when a disk is cleaned. */
  void forgetImage(String reference) {
    images.remove(reference);
  }

  @Override
  public List<PodObservation> observe(String owner) {
    record("observe-all");
    return containersAndSandboxes()
        .filter(pod -> pod.owner().equals(owner))
        .distinct()
        .map(this::look)
        .toList();
  }

  @Override
  public PodObservation observe(String owner, String podUid) {
    record("observe " + podUid);
    return containersAndSandboxes()
        .filter(pod -> pod.owner().equals(owner) && pod.uid().equals(podUid))
        .findFirst()
        .map(this::look)
        .orElseGet(() -> PodObservation.none(new PodIdentity(owner, podUid, "", "")));
  }

  private java.util.stream.Stream<PodIdentity> containersAndSandboxes() {
    return java.util.stream.Stream.concat(
        sandboxes.values().stream().map(Sandbox::pod), containers.values().stream().map(Made::pod));
  }

  private PodObservation look(PodIdentity pod) {
    return new PodObservation(
        pod,
        sandboxes.values().stream()
            .filter(sandbox -> sandbox.pod().equals(pod))
            .map(Sandbox::seen)
            .sorted(Comparator.comparingInt(ObservedSandbox::attempt).reversed())
            .toList(),
        containers.values().stream()
            .filter(container -> container.pod().equals(pod))
            .map(Made::seen)
            .sorted(Comparator.comparingInt(ObservedContainer::attempt).reversed())
            .toList());
  }

  @Override
  public Subscription watch(String owner, Consumer<RuntimeEvent> listener) {
    script.run("watch");
    listeners.computeIfAbsent(owner, key -> new ArrayList<>()).add(listener);
    return () -> listeners.get(owner).remove(listener);
  }

  @Override
  public <A> Optional<A> ability(Class<A> type) {
    EarlyCreation early = this::runSandbox;
    return createsEarly && type == EarlyCreation.class
        ? Optional.of(type.cast(early))
        : ContainerRuntime.super.ability(type);
  }

  private EarlyCreation.Made runSandbox(SandboxSpec spec, ContainerSpec first) {
    ObservedSandbox made = runSandbox(spec);
    try {
      String id = createContainer(first.withSandboxId(made.id()));
      return new EarlyCreation.Made(made, Optional.of(id));
    } catch (ContainerRuntimeException leftOut) {
      return new EarlyCreation.Made(made, Optional.empty());
    }
  }

  @Override
  public void close() {}

  private void record(String call) {
    calls.add(call);
    script.run(call);
  }

  private void change(String id, UnaryOperator<ObservedContainer> change) {
    Made made = containers.get(id);
    require(made != null, "no container " + id);
    containers.put(id, new Made(made.pod(), change.apply(made.seen())));
    changed(made.pod());
  }

  private ObservedContainer exited(ObservedContainer container, int code) {
    String reason = code == 0 ? "Completed" : "Error";
    return container.withState(State.EXITED).withExit(new Exit(code, clock.now(), reason, ""));
  }

  private void changed(PodIdentity pod) {
    if (tellsEvents) {
      tell(pod.owner(), RuntimeEvent.of(pod.uid()));
    }
  }

  private static void require(boolean so, String otherwise) {
    if (!so) {
      throw new ContainerRuntimeException(ContainerRuntimeException.Kind.NOT_FOUND, otherwise);
    }
  }
}
