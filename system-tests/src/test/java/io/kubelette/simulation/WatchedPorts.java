package io.kubelette.simulation;

import io.kubelette.runtime.ContainerRuntime.Subscription;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.ObservedContainer.State;
import io.kubelette.runtime.PodObservation;
import io.kubelette.runtime.PodStream;
import io.kubelette.runtime.PortForwardSource;
import io.kubelette.runtime.PublishedPods;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Ports of containers, which are reached through the engine as in a virtual machine: a probe by tcp
 * so stays in virtual time. Each container listens on a port for each of its probes, unless it is
 * sick.
 *
 * <p>Owned by the simulation's thread.
 */
final class WatchedPorts implements PublishedPods, PortForwardSource {

  private static final List<String> COMMANDS =
      List.of(Sickness.LIVE, Sickness.READY, Sickness.STARTED);
  private static final List<String> CONTAINERS = List.of("a", "b", "c");
  private static final int FIRST = 1000;
  private static final int STEP = 10;

  private final World world;

  WatchedPorts(World world) {
    this.world = world;
  }

  /** The port that stands for a command in a container. */
  static int port(String container, String command) {
    return FIRST + STEP * CONTAINERS.indexOf(container) + COMMANDS.indexOf(command);
  }

  /** Pods are known by their addresses here. */
  @Override
  public Optional<PublishedPod> at(String address) {
    return Optional.of(new PublishedPod(address, Map.of()));
  }

  @Override
  public Subscription watch(Runnable listener) {
    return () -> {};
  }

  @Override
  public PodStream connect(String address, int port) {
    if (!world.engineIsUp()) {
      throw new ContainerRuntimeException(Kind.TRANSIENT, "the engine does not answer");
    }
    String container = CONTAINERS.get((port - FIRST) / STEP);
    String command = COMMANDS.get((port - FIRST) % STEP);
    for (PodObservation pod : world.observe()) {
      boolean here = pod.sandboxes().stream().anyMatch(box -> address.equals(box.address()));
      if (here && runs(pod, container)) {
        if (!world.sickness.fails(pod.pod().name(), container, command)) {
          return new Stream();
        }
        throw new ContainerRuntimeException(Kind.TRANSIENT, "nobody listens");
      }
    }
    throw new ContainerRuntimeException(Kind.NOT_FOUND, "nobody runs there");
  }

  private static boolean runs(PodObservation pod, String container) {
    return pod.containers().stream()
        .filter(each -> each.name().equals(container))
        .map(ObservedContainer::state)
        .anyMatch(State.RUNNING::equals);
  }

  /** One that is counted until it is closed. */
  private final class Stream implements PodStream {

    private boolean open = true;

    Stream() {
      world.sessions++;
    }

    @Override
    public InputStream input() {
      return InputStream.nullInputStream();
    }

    @Override
    public OutputStream output() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public void close() {
      if (open) {
        open = false;
        world.sessions--;
      }
    }
  }
}
