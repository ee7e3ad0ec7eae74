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
  private volatile boolean closed;

  /** What all clients of an engine share. */
  record Desk(Engine engine, Engine.Parts parts, CallLog calls, BooleanSupplier up) {}

  FakeClient(Desk desk) {
    this.desk = desk;
    this.engine = desk.engine();
    this.faults = desk.parts().faults();
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
          subject.ifPresent(one -> faults.throwIfDue(Moment.START, one));
          engine.startContainer(containerId);
          subject.ifPresent(one -> faults.throwIfDue(Moment.START_ANSWER, one));
        });
  }

  @Override
  public void signal(String containerId, StopSignal signal) {
    Operation operation = signal.isKill() ? Operation.KILL : Operation.TERMINATE;
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
    return call(Operation.PULL_IMAGE, pull.reference(), () -> pull(pull.reference(), progress));
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

  private ObservedImage pull(String reference, PullProgress progress) {
    ImageName.parse(reference);
    Selector.Subject subject = new Selector.Subject(Optional.empty(), "", reference);
    Duration delay =
        faults
            .strike(Moment.PULL_DELAY, subject)
            .map(fault -> fault.effect().after())
            .orElse(Duration.ZERO);
    Optional<Fault> hang = faults.strike(Moment.PULL_HANG, subject);
    progress.progress(downloaded(0));
    try {
      if (hang.isPresent()) {
        hang.get().awaitLifted();
      }
      if (!delay.isZero()) {
        downloadSlowly(delay, progress);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ContainerRuntimeException(
          Kind.CANCELLED, "the pull of " + reference + " was interrupted", interrupted);
    }
    requireUp();
    faults.throwIfDue(Moment.PULL, subject);
    progress.progress(downloaded(Images.SIZE_BYTES));
    return desk.parts().images().add(reference);
  }

  private static PullState downloaded(long bytes) {
    PullState.Phase phase =
        bytes == Images.SIZE_BYTES ? PullState.Phase.DONE : PullState.Phase.DOWNLOADING;
    return PullState.of(List.of(new PullState.Layer("layer", phase, bytes, Images.SIZE_BYTES)));
  }

  private void downloadSlowly(Duration delay, PullProgress progress) throws InterruptedException {
    Clock clock = desk.parts().loop().clock();
    for (int step = 1; step <= PULL_STEPS; step++) {
      clock.sleep(delay.dividedBy(PULL_STEPS));
      if (step < PULL_STEPS) {
        progress.progress(downloaded(Images.SIZE_BYTES * step / PULL_STEPS));
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
