package io.kubelette.runtime.fake;

import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.ContainerSpec;
import io.kubelette.runtime.ImagePull;
import io.kubelette.runtime.ObservedImage;
import io.kubelette.runtime.ObservedSandbox;
import io.kubelette.runtime.PodIdentity;
import io.kubelette.runtime.PodObservation;
import io.kubelette.runtime.PullProgress;
import io.kubelette.runtime.RuntimeEvent;
import io.kubelette.runtime.RuntimeVersion;
import io.kubelette.runtime.SandboxSpec;
import io.kubelette.runtime.StopSignal;
import io.kubelette.runtime.fake.Fault.Part;
import io.kubelette.runtime.fake.Fault.Special;
import io.kubelette.runtime.fake.Gate.Passage;
import io.kubelette.runtime.fake.RuntimeCall.Operation;
import io.kubelette.runtime.fake.Selector.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One client of the engine: records calls, answers as the script wants, and asks the engine.
 *
 * <p>Thread-safe: what it shares is, and its subscriptions are guarded by {@code this}.
 */
final class FakeClient implements ContainerRuntime {

  private static final RuntimeVersion VERSION = new RuntimeVersion("fake", "1");

  private final Desk desk;
  private final Engine engine;
  private final Faults faults;
  private final Gate gate;
  private final List<Subscription> subscriptions = new ArrayList<>(1);
  private final FakeAbilities abilities;
  private volatile boolean closed;

  /** What all clients of an engine share. */
  record Desk(Engine engine, Engine.Parts parts, CallLog calls, BooleanSupplier up) {}

  FakeClient(Desk desk) {
    this.desk = desk;
    this.engine = desk.engine();
    this.faults = desk.parts().faults();
    this.gate = new Gate(faults, desk.parts().loop().clock());
    this.abilities =
        new FakeAbilities(
            engine,
            desk.parts(),
            new FakeAbilities.Calls() {
              @Override
              public <T> T call(Passage passage, Supplier<T> body) {
                return FakeClient.this.call(passage, body);
              }
            });
  }

  @Override
  public RuntimeVersion version() {
    return call(ofNobody(Operation.VERSION, ""), () -> VERSION);
  }

  @Override
  public ObservedSandbox runSandbox(SandboxSpec spec) {
    return call(
        new Passage(Operation.RUN_SANDBOX, title(spec.pod()), () -> Subject.of(spec.pod())),
        () -> engine.runSandbox(spec));
  }

  @Override
  public void removeSandbox(String sandboxId) {
    Optional<EnginePod> pod = engine.sandbox(sandboxId).map(sandbox -> sandbox.pod);
    Passage passage =
        new Passage(
            Operation.REMOVE_SANDBOX,
            pod.map(EnginePod::title).orElse(sandboxId),
            () -> pod.map(one -> Subject.of(one.identity)).orElse(Subject.NOBODY));
    run(passage, () -> engine.removeSandbox(sandboxId));
  }

  @Override
  public String createContainer(ContainerSpec spec) {
    return call(
        new Passage(
            Operation.CREATE_CONTAINER,
            title(spec.pod()) + "/" + spec.name() + "#" + spec.attempt(),
            () -> Subject.of(spec.pod(), spec.name(), spec.image())),
        () -> engine.createContainer(spec));
  }

  @Override
  public void startContainer(String containerId) {
    run(
        engine.passage(Operation.START_CONTAINER, containerId),
        () -> engine.startContainer(containerId));
  }

  @Override
  public void signal(String containerId, StopSignal signal) {
    Operation operation =
        signal.isKill()
            ? Operation.KILL
            : signal.isTerminate() ? Operation.TERMINATE : Operation.SIGNAL;
    run(engine.passage(operation, containerId), () -> engine.signal(containerId, signal));
  }

  @Override
  public void removeContainer(String containerId) {
    run(
        engine.passage(Operation.REMOVE_CONTAINER, containerId),
        () -> engine.removeContainer(containerId));
  }

  @Override
  public Optional<ObservedImage> image(String reference) {
    return call(ofImage(Operation.IMAGE, reference), () -> desk.parts().images().find(reference));
  }

  @Override
  public ObservedImage pullImage(ImagePull pull, PullProgress progress) {
    Passage passage = ofImage(Operation.PULL_IMAGE, pull.reference());
    return recorded(passage, () -> gate.answer(passage, pull(pull, passage, progress)));
  }

  @Override
  public List<PodObservation> observe(String owner) {
    return call(ofNobody(Operation.OBSERVE, owner), () -> engine.observe(owner));
  }

  @Override
  public PodObservation observe(String owner, String podUid) {
    return call(
        new Passage(
            Operation.OBSERVE, podUid, () -> Subject.of(engine.observe(owner, podUid).pod())),
        () -> engine.observe(owner, podUid));
  }

  /** Also while the engine is down: the listener is told to observe all when it is up again. */
  @Override
  public synchronized Subscription watch(String owner, Consumer<RuntimeEvent> listener) {
    requireOpen();
    record(Operation.WATCH, owner, Optional.empty());
    Subscription subscription = desk.parts().watchers().add(owner, listener);
    subscriptions.add(subscription);
    return subscription;
  }

  @Override
  public <A> Optional<A> ability(Class<A> type) {
    return type.isInstance(abilities) ? Optional.of(type.cast(abilities)) : Optional.empty();
  }

  @Override
  public void close() {
    List<Subscription> ending;
    synchronized (this) {
      ending = List.copyOf(subscriptions);
      subscriptions.clear();
    }
    // Outside of the monitor: it waits for a listener, which may be calling this client.
    ending.forEach(Subscription::close);
    closed = true;
  }

  private static Passage ofNobody(Operation operation, String title) {
    return new Passage(operation, title, () -> Subject.NOBODY);
  }

  private static Passage ofImage(Operation operation, String reference) {
    return new Passage(operation, reference, () -> Subject.ofImage(reference));
  }

  private void requireKey(ImagePull pull, Subject subject) {
    Optional<Fault> lock = faults.strike(Special.PULL_KEY, subject);
    if (lock.isPresent()
        && pull.credentials().stream()
            .map(one -> one.username() + ":" + one.password())
            .noneMatch(lock.get().effect().text()::equals)) {
      throw new ContainerRuntimeException(
          Kind.REJECTED,
          "pull access denied for "
              + pull.reference()
              + ", repository does not exist or may require authorization");
    }
  }

  /** Unlike other calls it tells on its way how far it has come. */
  private ObservedImage pull(ImagePull pull, Passage passage, PullProgress progress) {
    String reference = pull.reference();
    ImageName.parse(reference);
    Subject subject = Subject.ofImage(reference);
    Duration delay = faults.delay(passage.part(Part.DELAY), subject);
    Optional<Fault> hang = faults.strike(passage.part(Part.HANG), subject);
    Download download = new Download(desk.parts().images().traits(reference).layers());
    download.begin(progress);
    try {
      if (!delay.isZero()) {
        download.run(delay, desk.parts().loop().clock(), progress);
      }
      if (hang.isPresent()) {
        hang.get().awaitLifted();
      }
    } catch (InterruptedException interrupted) {
      throw Gate.interrupted("the pull of " + reference, interrupted);
    }
    requireOpen();
    requireUp();
    requireKey(pull, subject);
    gate.requireOpen(passage);
    download.end(progress);
    return desk.parts().images().add(reference);
  }

  private void run(Passage passage, Runnable body) {
    call(
        passage,
        () -> {
          body.run();
          return passage;
        });
  }

  private <T> T call(Passage passage, Supplier<T> body) {
    return recorded(
        passage,
        () -> {
          gate.await(passage);
          requireOpen();
          requireUp();
          gate.requireOpen(passage);
          return gate.answer(passage, body.get());
        });
  }

  private <T> T recorded(Passage passage, Supplier<T> body) {
    Operation operation = passage.operation();
    requireOpen();
    try {
      if (Thread.currentThread().isInterrupted()) {
        throw new ContainerRuntimeException(
            Kind.CANCELLED, operation + " was not begun: its thread is interrupted");
      }
      requireUp();
      T answer = body.get();
      record(operation, passage.title(), Optional.empty());
      return answer;
    } catch (ContainerRuntimeException failure) {
      record(operation, passage.title(), Optional.of(failure.kind()));
      throw failure;
    }
  }

  private void record(Operation operation, String subject, Optional<Kind> failure) {
    desk.calls()
        .add(new RuntimeCall(desk.parts().loop().clock().now(), operation, subject, failure));
  }

  private void requireOpen() {
    if (closed) {
      throw new ContainerRuntimeException(Kind.TRANSIENT, "this runtime is closed");
    }
  }

  private void requireUp() {
    if (!desk.up().getAsBoolean()) {
      throw new ContainerRuntimeException(Kind.TRANSIENT, "the engine is down");
    }
  }

  private static String title(PodIdentity pod) {
    return pod.namespace() + "/" + pod.name();
  }
}
