package io.kubelette.runtime.fake;

import io.kubelette.loop.Clock;
import io.kubelette.loop.EventLoop;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.ContainerSpec;
import io.kubelette.runtime.Mount;
import io.kubelette.runtime.Namespaces;
import io.kubelette.runtime.ObservedContainer.Exit;
import io.kubelette.runtime.ObservedContainer.State;
import io.kubelette.runtime.ObservedImage;
import io.kubelette.runtime.ObservedSandbox;
import io.kubelette.runtime.PodObservation;
import io.kubelette.runtime.RuntimeEvent;
import io.kubelette.runtime.RuntimeEvent.Change;
import io.kubelette.runtime.SandboxSpec;
import io.kubelette.runtime.StopSignal;
import io.kubelette.runtime.fake.Fault.Special;
import io.kubelette.runtime.fake.RuntimeCall.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Predicate;

/**
 * The sandboxes and containers of all owners, and what happens to them.
 *
 * <p>Thread-safe because its state is guarded by its monitor. Programs, listeners and the closing
 * of what programs opened run outside of it.
 */
final class Engine {

  /** What an engine is made of. */
  record Parts(
      EventLoop loop,
      PodAddresses addresses,
      Watchers watchers,
      Faults faults,
      Images images,
      ThreadFactory programThreads) {}

  private final Parts parts;
  private final Clock clock;
  private final Inventory inventory = new Inventory();
  private long made;

  Engine(Parts parts) {
    this.parts = parts;
    this.clock = parts.loop().clock();
  }

  synchronized ObservedSandbox runSandbox(SandboxSpec spec) {
    EnginePod pod = inventory.pod(spec.pod());
    for (EngineSandbox other : pod.sandboxes) {
      if (other.attempt == spec.attempt()) {
        throw conflict("sandbox attempt " + spec.attempt() + " of pod " + pod.title());
      }
    }
    EngineSandbox sandbox =
        new EngineSandbox(new Birth("sandbox-" + made++, clock.now()), pod, spec, network(spec));
    inventory.add(sandbox);
    parts
        .faults()
        .strike(Special.SANDBOX_LOSS, Selector.Subject.of(spec.pod()))
        .map(fault -> fault.effect().after())
        .ifPresent(time -> sandbox.loss = parts.loop().schedule(time, () -> loseSandbox(sandbox)));
    changed(pod, sandbox.id, Change.Kind.CREATED);
    return sandbox.observe();
  }

  private EngineSandbox.Network network(SandboxSpec spec) {
    if (spec.namespaces().network() == Namespaces.Scope.HOST) {
      return new EngineSandbox.Network(EngineSandbox.Address.host(), HostPorts.none());
    }
    int index = parts.addresses().take();
    String text = parts.addresses().text(index);
    EngineSandbox.Address address = new EngineSandbox.Address(index, text);
    boolean published = false;
    try {
      HostPorts ports =
          spec.ports().isEmpty() || parts.addresses().isPretended()
              ? HostPorts.none()
              : HostPorts.publish(spec.ports(), text, parts.programThreads());
      published = true;
      return new EngineSandbox.Network(address, ports);
    } finally {
      if (!published) {
        parts.addresses().release(index);
      }
    }
  }

  synchronized void removeSandbox(String id) {
    EngineSandbox sandbox = inventory.sandbox(id).orElse(null);
    if (sandbox != null) {
      sandbox.removed();
      inventory.remove(sandbox);
      releaseAddress(sandbox);
      changed(sandbox.pod, sandbox.id, Change.Kind.REMOVED);
    }
  }

  synchronized String createContainer(ContainerSpec spec) {
    EngineSandbox sandbox =
        inventory
            .sandbox(spec.sandboxId())
            .orElseThrow(() -> absent("sandbox " + spec.sandboxId()));
    requireReady(sandbox);
    for (EngineContainer other : sandbox.pod.containers) {
      if (other.spec().name().equals(spec.name()) && other.spec().attempt() == spec.attempt()) {
        throw conflict("container " + other.title());
      }
    }
    ObservedImage image = parts.images().required(spec.image());
    for (Mount mount : spec.mounts()) {
      if (mount.source() instanceof Mount.Memory memory) {
        sandbox.memory.require(memory);
      }
    }
    EngineContainer container =
        new EngineContainer(new Birth("container-" + made++, clock.now()), sandbox, spec, image);
    inventory.add(container);
    changed(sandbox.pod, container.id, Change.Kind.CREATED);
    return container.id;
  }

  synchronized void startContainer(String id) {
    EngineContainer container =
        inventory.container(id).orElseThrow(() -> absent("container " + id));
    if (container.isRunning()) {
      return;
    }
    if (container.state() == State.EXITED) {
      throw new ContainerRuntimeException(
          Kind.REJECTED, container.title() + " has ended: create its next attempt");
    }
    requireReady(container.sandbox);
    Optional<Fault> cannotRun = parts.faults().strike(Special.CANNOT_RUN, container.subject());
    if (cannotRun.isPresent()) {
      Fault.Effect effect = cannotRun.get().effect();
      container.ended(new Exit(effect.code(), clock.now(), Exits.CANNOT_RUN, effect.text()));
      changed(container.pod, id, Change.Kind.ENDED);
      throw effect.failure();
    }
    begin(container);
  }

  private void begin(EngineContainer container) {
    container.started(clock.now());
    Program program = parts.images().program(container.spec().image());
    if (program == null) {
      container.idles();
    } else {
      container.run = run(container, program);
      container.run.start();
    }
    follow(container);
    changed(container.pod, container.id, Change.Kind.STARTED);
  }

  /** What the script has in store for a container that has begun. */
  private void follow(EngineContainer container) {
    Faults faults = parts.faults();
    EventLoop loop = parts.loop();
    faults
        .strike(Special.END, container.subject())
        .map(Fault::effect)
        .ifPresent(
            end ->
                container.end =
                    loop.schedule(end.after(), () -> end(container, end.code(), end.text())));
    faults
        .strike(Special.VANISHING, container.subject())
        .map(Fault::effect)
        .ifPresent(
            end ->
                container.vanishing =
                    loop.schedule(end.after(), () -> removeContainer(container.id)));
  }

  private ProgramRun run(EngineContainer container, Program program) {
    Belongings belongings = container.belongings(clock);
    List<String> args = new ArrayList<>(container.spec().command());
    args.addAll(container.spec().args());
    boolean terminal = container.spec().streams().isTerminal();
    ProgramRun.Scene scene =
        new ProgramRun.Scene(
            container,
            belongings,
            List.copyOf(args),
            belongings.input(),
            belongings.log.out(),
            terminal ? belongings.log.out() : belongings.log.err());
    return new ProgramRun(
        program, scene, parts.programThreads(), code -> programEnded(container, code));
  }

  void signal(String id, StopSignal signal) {
    EngineContainer container;
    ProgramRun run;
    synchronized (this) {
      container = inventory.container(id).orElse(null);
      if (container == null || !container.isRunning()) {
        return;
      }
      run = container.run;
      if (!signal.isKill()
          && parts.faults().strike(Special.TERMINATE, container.subject()).isPresent()) {
        return;
      }
    }
    if (signal.isKill()) {
      end(container, Exits.KILLED, Exits.reason(Exits.KILLED));
    } else if (run == null) {
      int code = StopSignals.code(signal, container.stopSignal());
      end(container, code, Exits.reason(code));
    } else {
      run.terminate();
    }
  }

  void removeContainer(String id) {
    EngineContainer container;
    synchronized (this) {
      container = inventory.container(id).orElse(null);
      if (container == null) {
        return;
      }
      inventory.remove(container);
      container.removed();
      container.ended(Exits.of(Exits.KILLED, clock.now()));
      releaseAddress(container.sandbox);
      changed(container.pod, id, Change.Kind.REMOVED);
    }
    halt(container);
    container.belongings().ifPresent(belongings -> belongings.files.remove());
  }

  synchronized List<PodObservation> observe(String owner) {
    return inventory.observe(owner);
  }

  synchronized PodObservation observe(String owner, String uid) {
    return inventory.observe(owner, uid);
  }

  synchronized Optional<EngineContainer> container(String id) {
    return inventory.container(id);
  }

  /** A call about a container, which need not exist. */
  Gate.Passage passage(Operation operation, String containerId) {
    Optional<EngineContainer> container = container(containerId);
    return new Gate.Passage(
        operation,
        container.map(EngineContainer::title).orElse(containerId),
        () -> container.map(EngineContainer::subject).orElse(Selector.Subject.NOBODY));
  }

  synchronized Optional<EngineSandbox> sandbox(String id) {
    return inventory.sandbox(id);
  }

  /** The containers of which that is true, oldest first. */
  synchronized List<EngineContainer> containers(Predicate<EngineContainer> wanted) {
    return inventory.containers(wanted);
  }

  /** The sandboxes of which that is true, oldest first in each pod. */
  synchronized List<EngineSandbox> sandboxes(Predicate<EngineSandbox> wanted) {
    return inventory.sandboxes(wanted);
  }

  synchronized void loseSandbox(EngineSandbox sandbox) {
    sandbox.lose();
    changed(sandbox.pod, sandbox.id, Change.Kind.ENDED);
  }

  /** Ends a running container; false if it did not run any more. */
  boolean end(EngineContainer container, int code, String reason) {
    synchronized (this) {
      if (!container.isRunning()) {
        return false;
      }
      container.ended(new Exit(code, clock.now(), reason, ""));
      releaseAddress(container.sandbox);
      changed(container.pod, container.id, Change.Kind.ENDED);
    }
    halt(container);
    return true;
  }

  /** Ends all programs and waits for them, so long for the first that ignores it. */
  void close(Duration patience) {
    List<ProgramRun> runs = new ArrayList<>();
    List<EngineContainer> ending;
    synchronized (this) {
      ending = inventory.containers(all -> true);
      for (EngineContainer container : ending) {
        container.removed();
        container.ended(Exits.of(Exits.KILLED, clock.now()));
        if (container.run != null) {
          runs.add(container.run);
        }
      }
      inventory.sandboxes(all -> true).forEach(EngineSandbox::removed);
      inventory.clear();
    }
    ending.forEach(Engine::halt);
    try {
      Duration left = patience;
      for (ProgramRun run : runs) {
        left = run.awaitEnd(left) ? left : Duration.ZERO;
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    ending.forEach(one -> one.belongings().ifPresent(belongings -> belongings.files.remove()));
    synchronized (this) {
      parts.addresses().close();
    }
  }

  private void programEnded(EngineContainer container, int code) {
    end(container, code, Exits.reason(code));
  }

  private static void halt(EngineContainer container) {
    if (container.run != null) {
      container.run.halt();
    }
    container.belongings().ifPresent(Belongings::ended);
  }

  private void releaseAddress(EngineSandbox sandbox) {
    if (sandbox.releasesAddress()) {
      parts.addresses().release(sandbox.address.index());
    }
  }

  /** What a container has, from now on even if it had nothing. */
  synchronized Belongings belongings(EngineContainer container) {
    return container.belongings(clock);
  }

  /** Changes what a container may use, or is said to use. */
  synchronized void change(EngineContainer container, Runnable change) {
    change.run();
    tell(container.pod, RuntimeEvent.of(container.pod.identity.uid()));
  }

  private void changed(EnginePod pod, String id, Change.Kind kind) {
    tell(pod, RuntimeEvent.of(pod.identity.uid(), new Change(id, kind)));
  }

  private void tell(EnginePod pod, RuntimeEvent event) {
    pod.changed();
    parts.watchers().tell(pod.identity.owner(), event);
  }

  private static void requireReady(EngineSandbox sandbox) {
    if (!sandbox.isReady()) {
      throw new ContainerRuntimeException(
          Kind.CONFLICT,
          "the sandbox of " + sandbox.pod.title() + " is lost: run its next attempt");
    }
  }

  private static ContainerRuntimeException absent(String what) {
    return new ContainerRuntimeException(Kind.NOT_FOUND, what + " does not exist");
  }

  private static ContainerRuntimeException conflict(String what) {
    return new ContainerRuntimeException(Kind.CONFLICT, what + " exists already");
  }
}
