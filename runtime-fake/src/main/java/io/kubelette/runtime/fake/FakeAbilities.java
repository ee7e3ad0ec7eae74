package io.kubelette.runtime.fake;

import io.kubelette.runtime.AttachSource;
import io.kubelette.runtime.AttachSpec;
import io.kubelette.runtime.ContainerResources;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.ContainerSession;
import io.kubelette.runtime.ContainerStats;
import io.kubelette.runtime.ExecSource;
import io.kubelette.runtime.ExecSpec;
import io.kubelette.runtime.ImageInventory;
import io.kubelette.runtime.ImageRemoval;
import io.kubelette.runtime.LogQuery;
import io.kubelette.runtime.LogSource;
import io.kubelette.runtime.ObservedImage;
import io.kubelette.runtime.OutputLimit;
import io.kubelette.runtime.Outputs;
import io.kubelette.runtime.PodIdentity;
import io.kubelette.runtime.PodStats;
import io.kubelette.runtime.PodStream;
import io.kubelette.runtime.PortForwardSource;
import io.kubelette.runtime.ReadOnlyMounts;
import io.kubelette.runtime.ResourceUpdate;
import io.kubelette.runtime.StandardStreams;
import io.kubelette.runtime.StatsSource;
import io.kubelette.runtime.VolumeRoom;
import io.kubelette.runtime.fake.Gate.Passage;
import io.kubelette.runtime.fake.RuntimeCall.Operation;
import io.kubelette.runtime.fake.Selector.Subject;
import java.io.OutputStream;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * What a client of the fake engine can do beside running pods.
 *
 * <p>Thread-safe because it holds no state of its own.
 */
final class FakeAbilities
    implements ExecSource,
        AttachSource,
        LogSource,
        PortForwardSource,
        StatsSource,
        ResourceUpdate,
        ImageInventory,
        ImageRemoval,
        ReadOnlyMounts,
        VolumeRoom {

  /** Records a call, refuses it if the engine is down, and follows the script. */
  interface Calls {
    <T> T call(Passage passage, Supplier<T> body);
  }

  private final Engine engine;
  private final Engine.Parts parts;
  private final Calls calls;
  private final Commands commands;

  FakeAbilities(Engine engine, Engine.Parts parts, Calls calls) {
    this.engine = engine;
    this.parts = parts;
    this.calls = calls;
    this.commands = new Commands(engine, parts);
  }

  /** Programs find a read-only mount so with all that is below it. */
  @Override
  public boolean areRecursive() {
    return true;
  }

  @Override
  public ContainerSession exec(ExecSpec spec, Outputs outputs) {
    Passage passage = engine.passage(Operation.EXEC, spec.containerId());
    String title = passage.title();
    return calls.call(
        passage, () -> commands.begin(running(spec.containerId(), title), spec, outputs));
  }

  @Override
  public ContainerSession attach(AttachSpec spec, Outputs outputs) {
    Passage passage = engine.passage(Operation.ATTACH, spec.containerId());
    String title = passage.title();
    return calls.call(
        passage,
        () -> {
          EngineContainer container = running(spec.containerId(), title);
          Belongings belongings = engine.belongings(container);
          long begin = belongings.log.next();
          StandardStreams.Stdin stdin = container.spec().streams().stdin();
          boolean input = spec.streams().takesInput() && stdin != StandardStreams.Stdin.CLOSED;
          OutputStream to = input ? belongings.stdin.output() : FakeSession.noInput();
          return new FakeSession(
              new FakeSession.Parts(
                  title,
                  to,
                  () -> {
                    belongings.log.follow(begin, outputs);
                    return OptionalInt.empty();
                  },
                  () -> {
                    if (input && stdin == StandardStreams.Stdin.OPEN_ONCE) {
                      belongings.stdin.end();
                    }
                  }));
        });
  }

  @Override
  public void logs(LogQuery query, Outputs outputs) {
    Passage passage = engine.passage(Operation.LOGS, query.containerId());
    String title = passage.title();
    Belongings belongings =
        calls.call(passage, () -> engine.belongings(existing(query.containerId(), title)));
    try {
      belongings.log.read(query, OutputLimit.of(outputs, query.limitBytes()).outputs());
    } catch (OutputLimit.Reached enough) {
      // All that was wanted is told.
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ContainerRuntimeException(
          Kind.CANCELLED, "the log of " + title + ": interrupted", interrupted);
    }
  }

  @Override
  public PodStream connect(String sandboxId, int port) {
    return calls.call(
        new Passage(Operation.CONNECT, sandboxId, () -> subjectOfSandbox(sandboxId)),
        () -> {
          EngineSandbox sandbox =
              engine.sandbox(sandboxId).orElseThrow(() -> absent("sandbox " + sandboxId));
          if (!sandbox.isReady()) {
            throw new ContainerRuntimeException(
                Kind.CONFLICT, "the sandbox of " + sandbox.pod.title() + " is lost");
          }
          return SocketStream.connect(sandbox.address.text(), port);
        });
  }

  @Override
  public PodStats stats(String owner, String podUid) {
    return calls.call(
        new Passage(Operation.STATS, podUid, () -> Subject.of(engine.observe(owner, podUid).pod())),
        () -> {
          List<EngineSandbox> sandboxes =
              engine.sandboxes(one -> one.isReady() && isOf(one.pod.identity, owner, podUid));
          if (sandboxes.isEmpty()) {
            throw absent("a sandbox of pod " + podUid);
          }
          List<ContainerStats> containers =
              engine
                  .containers(one -> one.isRunning() && isOf(one.pod.identity, owner, podUid))
                  .stream()
                  .map(FakeAbilities::stats)
                  .toList();
          EngineSandbox sandbox = sandboxes.get(0);
          return new PodStats(
              sandbox.pod.identity, parts.loop().clock().now(), sandbox.traffic, containers);
        });
  }

  private static boolean isOf(PodIdentity pod, String owner, String uid) {
    return pod.owner().equals(owner) && pod.uid().equals(uid);
  }

  private static ContainerStats stats(EngineContainer one) {
    Usage usage = one.usage;
    return new ContainerStats(
        one.spec().name(), one.id, usage.cpu(), usage.memory(), usage.disk(), usage.pids());
  }

  @Override
  public void updateResources(String containerId, ContainerResources resources) {
    Passage passage = engine.passage(Operation.UPDATE, containerId);
    String title = passage.title();
    calls.call(
        passage,
        () -> {
          EngineContainer container = running(containerId, title);
          engine.change(container, () -> container.update(resources));
          return title;
        });
  }

  @Override
  public List<ObservedImage> images() {
    return calls.call(
        new Passage(Operation.IMAGES, "", () -> Subject.NOBODY), () -> parts.images().all());
  }

  @Override
  public void removeImage(String image) {
    calls.call(
        new Passage(Operation.REMOVE_IMAGE, image, () -> Subject.NOBODY),
        () -> {
          boolean used = !engine.containers(one -> isMadeOf(one, image)).isEmpty();
          if (used) {
            throw new ContainerRuntimeException(
                Kind.CONFLICT, "a container is made of image " + image + ": remove it first");
          }
          return parts.images().removeImage(image);
        });
  }

  private static boolean isMadeOf(EngineContainer one, String image) {
    return one.observe().imageId().equals(image)
        || !image.startsWith("sha256:")
            && ImageName.parse(one.spec().image()).equals(ImageName.parse(image));
  }

  private EngineContainer existing(String id, String title) {
    return engine.container(id).orElseThrow(() -> absent("container " + title));
  }

  private EngineContainer running(String id, String title) {
    EngineContainer container = existing(id, title);
    if (!container.isRunning()) {
      throw new ContainerRuntimeException(Kind.CONFLICT, title + " does not run");
    }
    return container;
  }

  /** Asked while the engine is down too: volumes are the node's. */
  @Override
  public void require(PodIdentity pod, String volume) {
    parts.faults().throwIfDue(Fault.Special.VOLUME, Subject.of(pod));
  }

  private Subject subjectOfSandbox(String id) {
    return engine
        .sandbox(id)
        .map(sandbox -> Subject.of(sandbox.pod.identity))
        .orElse(Subject.NOBODY);
  }

  private static ContainerRuntimeException absent(String what) {
    return new ContainerRuntimeException(Kind.NOT_FOUND, what + " does not exist");
  }
}
