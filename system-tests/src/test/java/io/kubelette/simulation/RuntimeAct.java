package io.kubelette.simulation;

import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.PodIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Something that the node does to the engine, which is up.
 *
 * @param deed what it does
 * @param pod to whom; null where nothing of that id exists
 * @param container the container as it was before; null for a sandbox, and for a container that is
 *     about to be created
 * @param name the container's name; empty for a sandbox
 */
record RuntimeAct(
    Deed deed, @Nullable PodIdentity pod, @Nullable ObservedContainer container, String name) {

  /** What changes an engine. */
  enum Deed {
    RUN_SANDBOX,
    REMOVE_SANDBOX,
    CREATE,
    START,
    TERMINATE,
    KILL,
    REMOVE
  }

  /** Whether it ends a container that runs. */
  boolean stops() {
    boolean ends = deed == Deed.TERMINATE || deed == Deed.KILL || deed == Deed.REMOVE;
    return ends && container != null && container.state() == ObservedContainer.State.RUNNING;
  }

  boolean begins() {
    return deed == Deed.CREATE || deed == Deed.START;
  }

  /** The container's id; empty if there is none. */
  String id() {
    return container == null ? "" : container.id();
  }

  /** The pod's uid; empty if there is none. */
  String uid() {
    return pod == null ? "" : pod.uid();
  }

  /** What a container is called over all its attempts. */
  String place() {
    return uid() + "/" + name;
  }

  @Override
  public String toString() {
    String whose = pod == null ? "nobody" : pod.name() + "/" + pod.uid();
    String which =
        container == null ? name : container.name() + "#" + container.attempt() + " " + id();
    return deed + " " + whose + " " + which;
  }
}
