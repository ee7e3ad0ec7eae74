package io.kubelette.runtime.fake;

import io.kubelette.runtime.ContainerStats;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A test's hand on a container of a pod: the running one of that name, else the newest.
 *
 * <p>What it names is looked up at each call, so it stays good over restarts. Thread-safe because
 * the engine is.
 */
public final class FakeContainer {

  private final Engine engine;
  private final String namespace;
  private final String pod;
  private final String name;

  FakeContainer(Engine engine, FakePod pod, String name) {
    this.engine = engine;
    this.namespace = pod.namespace();
    this.pod = pod.name();
    this.name = name;
  }

  /** Whether one of that name runs. */
  public boolean isRunning() {
    return find().filter(EngineContainer::isRunning).isPresent();
  }

  /**
   * Ends the running container with that exit code, as if its program had ended.
   *
   * @throws NoSuchElementException if none runs
   */
  public void exit(int code) {
    end(code, Exits.reason(code));
  }

  /**
   * Kills the running container as the kernel does when memory runs out.
   *
   * @throws NoSuchElementException if none runs
   */
  public void oomKill() {
    end(Exits.KILLED, Exits.OOM_KILLED);
  }

  /**
   * Removes the container behind everyone's back; what it was is not observed any more.
   *
   * @throws NoSuchElementException if there is none
   */
  public void vanish() {
    engine.removeContainer(find().orElseThrow(() -> none("no container")).id);
  }

  /**
   * The engine cannot tell any more whether the container runs.
   *
   * @throws NoSuchElementException if none runs
   */
  public void becomeUnknown() {
    EngineContainer running = running();
    engine.change(running, running::becomesUnknown);
  }

  /**
   * Writes a text into its log, as if its program had written it to stdout.
   *
   * @throws NoSuchElementException if there is no such container
   */
  public void print(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    OutputStream out = engine.belongings(required()).log.out();
    try {
      out.write(bytes, 0, bytes.length);
    } catch (IOException impossibleInMemory) {
      throw new UncheckedIOException(impossibleInMemory);
    }
  }

  /** Says how much memory it holds, none of which could be given up; its statistics show it. */
  public void usesMemory(long bytes) {
    use(usage -> usage.withMemory(new ContainerStats.Memory(bytes, bytes, usage.memory().limit())));
  }

  /** Says how much time it has spent on all processors so far. */
  public void usesCpu(Duration time) {
    use(usage -> usage.withCpu(time));
  }

  /** Says how many bytes it has read and written so far. */
  public void usesDisk(ContainerStats.Disk moved) {
    use(usage -> usage.withDisk(moved));
  }

  /** Says how many processes and threads it has. */
  public void usesPids(long count) {
    use(usage -> usage.withPids(count));
  }

  private void use(UnaryOperator<Usage> change) {
    EngineContainer container = required();
    engine.change(container, () -> container.usage = change.apply(container.usage));
  }

  private EngineContainer required() {
    return find().orElseThrow(() -> none("no container"));
  }

  /** What its program wrote to stdout and stderr, the newest 64 KiB; empty if there is none. */
  public String log() {
    return log(find());
  }

  /** The same of the container of that attempt, for instance the one before the last restart. */
  public String log(int attempt) {
    return log(engine.containers(this::isMeant).stream().filter(of(attempt)).findFirst());
  }

  private static String log(Optional<EngineContainer> container) {
    return container
        .flatMap(EngineContainer::belongings)
        .map(belongings -> belongings.log.text())
        .orElse("");
  }

  private static Predicate<EngineContainer> of(int attempt) {
    return one -> one.spec().attempt() == attempt;
  }

  private void end(int code, String reason) {
    EngineContainer running = running();
    if (!engine.end(running, code, reason)) {
      throw none("no running container");
    }
  }

  private EngineContainer running() {
    return find()
        .filter(EngineContainer::isRunning)
        .orElseThrow(() -> none("no running container"));
  }

  private Optional<EngineContainer> find() {
    return engine.containers(this::isMeant).stream()
        .max(
            Comparator.comparing(EngineContainer::isRunning)
                .thenComparing(one -> one.spec().attempt()));
  }

  private boolean isMeant(EngineContainer one) {
    return one.spec().name().equals(name) && one.pod.isNamed(namespace, pod);
  }

  private NoSuchElementException none(String what) {
    List<String> others =
        engine.containers(one -> one.pod.isNamed(namespace, pod)).stream()
            .map(one -> one.title() + " " + one.state())
            .toList();
    return new NoSuchElementException(
        "%s %s in pod %s/%s; it has %s".formatted(what, name, namespace, pod, others));
  }
}
