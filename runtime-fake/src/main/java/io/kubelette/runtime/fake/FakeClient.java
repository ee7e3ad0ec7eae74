package io.kubelette.runtime.fake;

import io.kubelette.loop.Clock;
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
import io.kubelette.runtime.PullState;
import io.kubelette.runtime.RuntimeEvent;
import io.kubelette.runtime.RuntimeVersion;
import io.kubelette.runtime.SandboxSpec;
import io.kubelette.runtime.StopSignal;
import io.kubelette.runtime.fake.Fault.Moment;
import io.kubelette.runtime.fake.RuntimeCall.Operation;
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
  private static final int PULL_STEPS = 4;

  private final Desk desk;
  private final Engine engine;
  private final Faults faults;
  private final List<Subscription> subscriptions = new ArrayList<>(1);
  private final FakeAbilities abilities;
  private volatile boolean closed;

  /** What all clients of an engine share. */
  record Desk(Engine engine, Engine.Parts parts, CallLog calls, BooleanSupplier up) {}

  FakeClient(Desk desk) {
    this.desk = desk;
    this.engine = desk.engine();
    this.faults = desk.parts().faults();
    this.abilities =
        new FakeAbilities(
            engine,
            desk.parts(),
            new FakeAbilities.Calls() {
              @Override
              public <T> T call(Operation operation, String subject, Supplier<T> body) {
                return FakeClient.this.call(operation, subject, body);
              }
            });
  }

  @Override
  public RuntimeVersion version() {
    return call(Operation.VERSION, "", () -> VERSION);
  }

  @Override
  public ObservedSandbox runSandbox(SandboxSpec spec) {
    Selector.Subject subject = Selector.Subject.of(spec.pod(), "", "");
    return call(
        Operation.RUN_SANDBOX,
        title(spec.pod()),
        () -> {
          await(Moment.SANDBOX_DELAY, Moment.SANDBOX_HANG, subject);
          faults.throwIfDue(Moment.SANDBOX, subject);
          ObservedSandbox made = engine.runSandbox(spec);
          faults.throwIfDue(Moment.SANDBOX_ANSWER, subject);
          return made;
        });
  }

  @Override
  public void removeSandbox(String sandboxId) {
    String subject =
        engine.sandbox(sandboxId).map(sandbox -> sandbox.pod.title()).orElse(sandboxId);
    run(Operation.REMOVE_SANDBOX, subject, () -> engine.removeSandbox(sandboxId));
  }

  @Override
  public String createContainer(ContainerSpec spec) {
    Selector.Subject subject = Selector.Subject.of(spec.pod(), spec.name(), spec.image());
    return call(
        Operation.CREATE_CONTAINER,
        title(spec.pod()) + "/" + spec.name() + "#" + spec.attempt(),
        () -> {
          faults.throwIfDue(Moment.CREATE, subject);
          String id = engine.createContainer(spec);
          faults.throwIfDue(Moment.CREATE_ANSWER, subject);
          return id;
        });
  }

  @Override
  public void startContainer(String containerId) {
    Optional<Selector.Subject> subject =
        engine.container(containerId).map(EngineContainer::subject);
    run(
        Operation.START_CONTAINER,
        title(containerId),
        () -> {
          subject.ifPresent(one -> await(Moment.START_DELAY, Moment.START_HANG, one));
          subject.ifPresent(one -> faults.throwIfDue(Moment.START, one));
          engine.startContainer(containerId);
          subject.ifPresent(one -> faults.throwIfDue(Moment.START_ANSWER, one));
        });
  }

  @Override
  public void signal(String containerId, StopSignal signal) {
    Operation operation =
        signal.isKill()
            ? Operation.KILL
            : signal.isTerminate() ? Operation.TERMINATE : Operation.SIGNAL;
    run(operation, title(containerId), () -> engine.signal(containerId, signal));
  }

  @Override
  public void removeContainer(String containerId) {
    run(Operation.REMOVE_CONTAINER, title(containerId), () -> engine.removeContainer(containerId));
  }

  @Override
  public Optional<ObservedImage> image(String reference) {
    return call(Operation.IMAGE, reference, () -> desk.parts().images().find(reference));
  }

  @Override
  public ObservedImage pullImage(ImagePull pull, PullProgress progress) {
    return call(Operation.PULL_IMAGE, pull.reference(), () -> pull(pull, progress));
  }

  @Override
  public List<PodObservation> observe(String owner) {
    return call(Operation.OBSERVE, owner, () -> engine.observe(owner));
  }

  @Override
  public PodObservation observe(String owner, String podUid) {
    return call(Operation.OBSERVE, podUid, () -> engine.observe(owner, podUid));
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

  /** What the script wants to take long, or to wait until it is lifted. */
  private void await(Moment delay, Moment hang, Selector.Subject subject) {
    Optional<Fault> slow = faults.strike(delay, subject);
    Optional<Fault> stuck = faults.strike(hang, subject);
    try {
      if (slow.isPresent()) {
        desk.parts().loop().clock().sleep(slow.get().effect().after());
      }
      if (stuck.isPresent()) {
        stuck.get().awaitLifted();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ContainerRuntimeException(Kind.CANCELLED, "the call was interrupted", interrupted);
    }
    requireUp();
  }

  private void requireKey(ImagePull pull, Selector.Subject subject) {
    Optional<Fault> lock = faults.strike(Moment.PULL_KEY, subject);
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

  private ObservedImage pull(ImagePull pull, PullProgress progress) {
    String reference = pull.reference();
    ImageName.parse(reference);
    Selector.Subject subject = new Selector.Subject(Optional.empty(), "", reference);
    Duration delay =
        faults
            .strike(Moment.PULL_DELAY, subject)
            .map(fault -> fault.effect().after())
            .orElse(Duration.ZERO);
    Optional<Fault> hang = faults.strike(Moment.PULL_HANG, subject);
    long size = desk.parts().images().traits(reference).sizeBytes();
    progress.progress(downloaded(0, size));
    try {
      if (hang.isPresent()) {
        hang.get().awaitLifted();
      }
      if (!delay.isZero()) {
        downloadSlowly(delay, size, progress);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ContainerRuntimeException(
          Kind.CANCELLED, "the pull of " + reference + " was interrupted", interrupted);
    }
    requireUp();
    requireKey(pull, subject);
    faults.throwIfDue(Moment.PULL, subject);
    progress.progress(downloaded(size, size));
    return desk.parts().images().add(reference);
  }

  private static PullState downloaded(long bytes, long size) {
    PullState.Phase phase = bytes == size ? PullState.Phase.DONE : PullState.Phase.DOWNLOADING;
    return PullState.of(List.of(new PullState.Layer("layer", phase, bytes, size)));
  }

  private void downloadSlowly(Duration delay, long size, PullProgress progress)
      throws InterruptedException {
    Clock clock = desk.parts().loop().clock();
    for (int step = 1; step <= PULL_STEPS; step++) {
      clock.sleep(delay.dividedBy(PULL_STEPS));
      if (step < PULL_STEPS) {
        progress.progress(downloaded(size * step / PULL_STEPS, size));
      }
    }
  }

  private void run(Operation operation, String subject, Runnable body) {
    call(
        operation,
        subject,
        () -> {
          body.run();
          return subject;
        });
  }

  private <T> T call(Operation operation, String subject, Supplier<T> body) {
    requireOpen();
    try {
      if (Thread.currentThread().isInterrupted()) {
        throw new ContainerRuntimeException(
            Kind.CANCELLED, operation + " was not begun: its thread is interrupted");
      }
      requireUp();
      T answer = body.get();
      record(operation, subject, Optional.empty());
      return answer;
    } catch (ContainerRuntimeException failure) {
      record(operation, subject, Optional.of(failure.kind()));
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

  private String title(String containerId) {
    return engine.container(containerId).map(EngineContainer::title).orElse(containerId);
  }

  private static String title(PodIdentity pod) {
    return pod.namespace() + "/" + pod.name();
  }
}
