package io.kubelette.runtime.fake;

import io.kubelette.loop.EventLoop;
import io.kubelette.loop.NamedThreads;
import io.kubelette.loop.ThreadEventLoop;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.ContainerSpec;
import io.kubelette.runtime.ImagePull;
import io.kubelette.runtime.LoopbackSlice;
import io.kubelette.runtime.ObservedImage;
import io.kubelette.runtime.ObservedSandbox;
import io.kubelette.runtime.PodObservation;
import io.kubelette.runtime.PullProgress;
import io.kubelette.runtime.RuntimeEvent;
import io.kubelette.runtime.RuntimeVersion;
import io.kubelette.runtime.SandboxSpec;
import io.kubelette.runtime.StopSignal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A container runtime without an engine: its images are Java programs, its faults are a script.
 *
 * <h2>Images</h2>
 *
 * {@link #image} registers a {@link Program} under a name; a container of that image runs it on a
 * daemon thread, with real sockets on its pod's own loopback address. Every other image can be
 * pulled too: its containers idle, without a thread, until they are signalled. An image is absent
 * until it is pulled, unless it is said to be {@link #present}.
 *
 * <h2>Faults</h2>
 *
 * {@link #whenImage}, {@link #whenPod}, {@link #whenContainer} and {@link #whenCall} write the
 * script: what fails, how often, after which time. What happens at once is done by hand: {@link
 * #pod} reaches a pod and its containers, {@link #stopEngine} and {@link #loseEvents} reach all.
 * {@link #calls} tells what was asked of the runtime.
 *
 * <h2>Time and life</h2>
 *
 * Timestamps, timers and events come from one {@link EventLoop}; on a {@link
 * io.kubelette.loop.ManualEventLoop}, with images that idle, the runtime has no thread at all and
 * is deterministic. The engine is this object: nodes may come and go and adopt what runs in it, and
 * {@link #close} ends it with all that it holds. {@link #connect} gives a client whose close leaves
 * the engine alone.
 *
 * <p>Thread-safe because its parts are: all methods may be called from any thread.
 */
public final class FakeRuntime implements ContainerRuntime {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Engine.Parts parts;
  private final Engine engine;
  private final CallLog calls;
  private final Runnable endLoop;
  private final AtomicBoolean up = new AtomicBoolean(true);
  private final FakeClient.Desk desk;
  private final FakeClient self;

  private FakeRuntime(Builder builder) {
    EventLoop loop = builder.loop;
    if (loop == null) {
      EventLoop own = ThreadEventLoop.named("kubelette-fake-runtime");
      loop = own;
      endLoop = own::close;
    } else {
      endLoop = () -> {};
    }
    parts =
        new Engine.Parts(
            loop,
            builder.addresses.get(),
            new Watchers(loop),
            new Faults(),
            new Images(),
            builder.programThreads);
    engine = new Engine(parts);
    calls = new CallLog(builder.recordedCalls);
    desk = new FakeClient.Desk(engine, parts, calls, up::get);
    self = new FakeClient(desk);
  }

  /** A runtime with defaults. */
  public static FakeRuntime create() {
    return builder().build();
  }

  /** Says what differs from the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Registers the program that containers of that image run; the registry then offers it. */
  public FakeRuntime image(String reference, Program program) {
    parts.images().register(reference, program);
    return this;
  }

  /** Registers the program of all images that have none of their own, which idle otherwise. */
  public FakeRuntime otherImages(Program program) {
    parts.images().registerOthers(program);
    return this;
  }

  /**
   * Registers a command that can be run in every container, by the first word of the command. A
   * command that is not registered succeeds in a container that only idles, and is not found in one
   * that runs a program. A container that only idles has no environment: it keeps none.
   */
  public FakeRuntime command(String name, Program program) {
    parts.images().command(name, program);
    return this;
  }

  /** Says what an image says of itself: its user, its stop signal, its size. */
  public FakeRuntime describe(String reference, ImageTraits traits) {
    parts.images().traits(reference, traits);
    return this;
  }

  /** Makes an image present, as if it had been pulled. */
  public FakeRuntime present(String reference) {
    parts.images().add(reference);
    return this;
  }

  /** Makes an image absent, as if someone had removed it; its containers run on. */
  public FakeRuntime absent(String reference) {
    parts.images().remove(reference);
    return this;
  }

  /** Writes faults of an image and its containers into the script. */
  public ImageFaults whenImage(String reference) {
    return ImageFaults.of(parts.faults(), Selector.image(reference));
  }

  /** Writes faults of all images and containers into the script. */
  public ImageFaults whenAnyImage() {
    return ImageFaults.of(parts.faults(), Selector.any());
  }

  /** Writes faults of a pod, of whichever owner, into the script. */
  public PodFaults whenPod(String namespace, String name) {
    return PodFaults.of(parts.faults(), Selector.pod(namespace, name));
  }

  /** Writes faults of all pods into the script. */
  public PodFaults whenAnyPod() {
    return PodFaults.of(parts.faults(), Selector.any());
  }

  /** Writes faults of one container of a pod into the script. */
  public ContainerFaults whenContainer(String namespace, String pod, String container) {
    return ContainerFaults.of(parts.faults(), Selector.container(namespace, pod, container));
  }

  /**
   * Writes faults of a call of the runtime into the script, whomever it is about.
   *
   * @throws IllegalArgumentException for {@code WATCH}, which does not ask the engine: {@link
   *     #loseEvents} breaks its stream
   */
  public CallFaults whenCall(RuntimeCall.Operation operation) {
    return new CallFaults(Script.of(parts.faults(), Selector.any()), operation);
  }

  /** Lifts all faults of the script and forgets them. */
  public FakeRuntime clearFaults() {
    parts.faults().clear();
    return this;
  }

  /** The pod of that name, to look at it or to do it harm. */
  public FakePod pod(String namespace, String name) {
    return new FakePod(engine, namespace, name);
  }

  /** From now on every call fails as {@code TRANSIENT} and no event arrives; containers run on. */
  public void stopEngine() {
    up.set(false);
    parts.watchers().lose();
  }

  /** Ends what {@link #stopEngine} began; everyone who watches is told to observe all. */
  public void startEngine() {
    up.set(true);
    parts.watchers().relist();
  }

  /** From now on no event arrives, as if the stream was broken. */
  public void loseEvents() {
    parts.watchers().lose();
  }

  /** Ends what {@link #loseEvents} began; everyone who watches is told to observe all. */
  public void restoreEvents() {
    parts.watchers().relist();
  }

  /** The newest calls that were answered, oldest first; 1,000 unless the builder says otherwise. */
  public List<RuntimeCall> calls() {
    return calls.calls();
  }

  /** The newest calls of one method, oldest first. */
  public List<RuntimeCall> calls(RuntimeCall.Operation operation) {
    return calls().stream().filter(call -> call.operation() == operation).toList();
  }

  /** One more client of this engine: closing it ends its subscriptions and nothing else. */
  public ContainerRuntime connect() {
    return new FakeClient(desk);
  }

  @Override
  public RuntimeVersion version() {
    return self.version();
  }

  @Override
  public ObservedSandbox runSandbox(SandboxSpec spec) {
    return self.runSandbox(spec);
  }

  @Override
  public void removeSandbox(String sandboxId) {
    self.removeSandbox(sandboxId);
  }

  @Override
  public String createContainer(ContainerSpec spec) {
    return self.createContainer(spec);
  }

  @Override
  public void startContainer(String containerId) {
    self.startContainer(containerId);
  }

  @Override
  public void signal(String containerId, StopSignal signal) {
    self.signal(containerId, signal);
  }

  @Override
  public void removeContainer(String containerId) {
    self.removeContainer(containerId);
  }

  @Override
  public Optional<ObservedImage> image(String reference) {
    return self.image(reference);
  }

  @Override
  public ObservedImage pullImage(ImagePull pull, PullProgress progress) {
    return self.pullImage(pull, progress);
  }

  @Override
  public List<PodObservation> observe(String owner) {
    return self.observe(owner);
  }

  @Override
  public PodObservation observe(String owner, String podUid) {
    return self.observe(owner, podUid);
  }

  @Override
  public <A> Optional<A> ability(Class<A> type) {
    return self.ability(type);
  }

  @Override
  public Subscription watch(String owner, Consumer<RuntimeEvent> listener) {
    return self.watch(owner, listener);
  }

  /**
   * Ends the engine, which is this object: containers, programs, sockets, addresses, threads.
   *
   * <p>Unlike a client of a real engine it cannot leave containers behind; a {@link #connect
   * connected} client does. Programs that ignore their interrupt are waited for, two seconds
   * together, and then left to their daemon threads.
   */
  @Override
  public void close() {
    up.set(false);
    // First of all: the end of a subscription waits for its listener, which a fault may hold up.
    parts.faults().clear();
    self.close();
    engine.close(PATIENCE);
    endLoop.run();
  }

  /** The choices for a runtime; each has a default. */
  public static final class Builder {

    private @Nullable EventLoop loop;
    private Supplier<PodAddresses> addresses = () -> PodAddresses.claimedFrom("127.64.0.0/16");
    private ThreadFactory programThreads = NamedThreads.numbered("kubelette-fake-program");
    private int recordedCalls = 1_000;

    private Builder() {}

    /**
     * Where events and timers run, and whose clock is read; closed by whoever made it. By default a
     * loop of the runtime's own, by the machine's time.
     */
    public Builder loop(EventLoop given) {
      loop = given;
      return this;
    }

    /** Makes the threads of programs; by default daemons, and what is given should be daemons. */
    public Builder programThreads(ThreadFactory given) {
      programThreads = given;
      return this;
    }

    /**
     * The range of loopback addresses from which slices for pods are claimed, 254 addresses at a
     * time; by default 127.64.0.0/16. Where only 127.0.0.1 can be bound (macOS) all pods share it,
     * and two programs cannot listen on one port.
     */
    public Builder podAddresses(String range) {
      LoopbackSlice.requireRange(range);
      addresses = () -> PodAddresses.claimedFrom(range);
      return this;
    }

    /**
     * Pods get addresses from 10.244.0.0/16, always the same ones, that nothing can bind and for
     * which nothing is claimed on this host: for simulations.
     */
    public Builder pretendedAddresses() {
      addresses = PodAddresses::pretended;
      return this;
    }

    /** How many calls are kept at most, at least 1. */
    public Builder recordedCalls(int limit) {
      if (limit < 1) {
        throw new IllegalArgumentException("at least one call is recorded, not " + limit);
      }
      recordedCalls = limit;
      return this;
    }

    /** The runtime; a second call makes another. */
    public FakeRuntime build() {
      return new FakeRuntime(this);
    }
  }
}
