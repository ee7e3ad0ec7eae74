package io.kubelette.simulation;

import io.kubelette.model.Pod;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.PodIdentity;
import io.kubelette.runtime.PodObservation;
import io.kubelette.store.WatchEvent;
import java.time.Duration;

/**
 * Something that must hold; it is known by the name of its class.
 *
 * <p>It hears of everything, at the moment in which it happens, and tells the world when it is
 * broken. One lives as long as a run.
 */
interface Invariant {

  /** The node is about to do something to the engine, which is up. */
  default void before(RuntimeAct act) {}

  /** The node has done it, or was told that it failed. */
  default void after(RuntimeAct act) {}

  /**
   * A trip on a pod's life-cycle lane has acted.
   *
   * @param answerTakes how long it is under way from now on, unless it is given up before
   */
  default void trip(String podUid, Duration answerTakes) {}

  /** The engine tells the node that something of a pod has changed. */
  default void event(String podUid) {}

  /** The node looks at a pod. */
  default void looks(String podUid) {}

  /** What the node saw of a pod. */
  default void sees(PodObservation pod) {}

  /** The node begins a command in a container of an engine that is up. */
  default void asked(Command command) {}

  /** A pod has changed in the store. */
  default void changed(WatchEvent<Pod> change) {}

  /** A life of the node begins. */
  default void nodeBegins() {}

  /** A life of the node has ended. */
  default void nodeEnded() {}

  /** Some time has passed. */
  default void step() {}

  /** Something that was waited for has been reached. */
  default void reached(Stage stage) {}

  /** A command of a probe or a hook. */
  record Command(PodIdentity pod, ObservedContainer container, String name) {}

  /** How a run ends, step by step. */
  enum Stage {
    /** No more disturbances for a long time; what the script holds broken is broken still. */
    QUIET,
    /** Everything was healed, a long time ago. */
    HEALED,
    /** For a long time after that nothing had to be done. */
    HUSHED,
    /** All pods were deleted. */
    EMPTIED,
    /** The node was closed. */
    CLOSED
  }
}
