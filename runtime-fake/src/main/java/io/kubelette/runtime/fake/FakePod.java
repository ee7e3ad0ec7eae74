package io.kubelette.runtime.fake;

import io.kubelette.runtime.PodStats;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * A test's hand on a pod, of whichever owner.
 *
 * <p>What it names is looked up at each call. Thread-safe because the engine is.
 */
public final class FakePod {

  private final Engine engine;
  private final String namespace;
  private final String name;

  FakePod(Engine engine, String namespace, String name) {
    this.engine = engine;
    this.namespace = namespace;
    this.name = name;
  }

  /** The pod's namespace. */
  public String namespace() {
    return namespace;
  }

  /** The pod's name. */
  public String name() {
    return name;
  }

  /** Its container of that name. */
  public FakeContainer container(String container) {
    return new FakeContainer(engine, this, container);
  }

  /** The address of its ready sandbox, if it has one. */
  public Optional<String> address() {
    return readySandboxes().stream().findFirst().map(sandbox -> sandbox.address.text());
  }

  /**
   * Says what it has sent and received so far; its statistics show it.
   *
   * @throws NoSuchElementException if it has no ready sandbox
   */
  public void usesNetwork(PodStats.Network traffic) {
    List<EngineSandbox> ready = readySandboxes();
    if (ready.isEmpty()) {
      throw new NoSuchElementException("pod " + namespace + "/" + name + " has no ready sandbox");
    }
    ready.forEach(sandbox -> sandbox.traffic = traffic);
  }

  /**
   * Takes the sandbox away: it is not ready any more, and its containers run on without it.
   *
   * @throws NoSuchElementException if it has no ready sandbox
   */
  public void loseSandbox() {
    List<EngineSandbox> ready = readySandboxes();
    if (ready.isEmpty()) {
      throw new NoSuchElementException("pod " + namespace + "/" + name + " has no ready sandbox");
    }
    ready.forEach(engine::loseSandbox);
  }

  private List<EngineSandbox> readySandboxes() {
    return engine.sandboxes(one -> one.isReady() && one.pod.isNamed(namespace, name));
  }
}
