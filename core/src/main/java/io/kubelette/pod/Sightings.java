package io.kubelette.pod;

import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.ObservedSandbox;
import io.kubelette.runtime.PodObservation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An observation, by the questions that a plan asks of it.
 *
 * @param observed what the runtime showed
 */
record Sightings(PodObservation observed) {

  /** The newest sandbox, if containers can join it. */
  @Nullable ObservedSandbox readySandbox() {
    ObservedSandbox newest = newestSandbox();
    return newest != null && newest.state() == ObservedSandbox.State.READY ? newest : null;
  }

  @Nullable ObservedSandbox newestSandbox() {
    ObservedSandbox newest = null;
    for (ObservedSandbox sandbox : observed.sandboxes()) {
      if (newest == null || sandbox.attempt() > newest.attempt()) {
        newest = sandbox;
      }
    }
    return newest;
  }

  /** The newest attempt of that name. */
  @Nullable ObservedContainer newest(String name) {
    ObservedContainer newest = null;
    for (ObservedContainer container : observed.containers()) {
      boolean newer = newest == null || container.attempt() > newest.attempt();
      if (newer && container.name().equals(name)) {
        newest = container;
      }
    }
    return newest;
  }

  /** All containers of that name, newest attempt first. */
  List<ObservedContainer> named(String name) {
    List<ObservedContainer> named = new ArrayList<>(2);
    for (ObservedContainer container : observed.containers()) {
      if (container.name().equals(name)) {
        named.add(container);
      }
    }
    if (named.size() > 1) {
      named.sort(Comparator.comparingInt(ObservedContainer::attempt).reversed());
    }
    return named;
  }

  /** Those that are in the given state. */
  List<ObservedContainer> in(ObservedContainer.State state) {
    List<ObservedContainer> in = new ArrayList<>(observed.containers().size());
    for (ObservedContainer container : observed.containers()) {
      if (container.state() == state) {
        in.add(container);
      }
    }
    return in;
  }

  /** Those that run in the given sandbox. */
  List<ObservedContainer> runningIn(ObservedSandbox sandbox) {
    return in(ObservedContainer.State.RUNNING).stream()
        .filter(container -> container.sandboxId().equals(sandbox.id()))
        .toList();
  }

  /** Whether nothing runs, may run, or is about to. */
  boolean isStill() {
    for (ObservedContainer container : observed.containers()) {
      if (container.state() != ObservedContainer.State.EXITED) {
        return false;
      }
    }
    return true;
  }
}
