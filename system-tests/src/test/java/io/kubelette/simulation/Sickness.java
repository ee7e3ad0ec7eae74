package io.kubelette.simulation;

import io.kubelette.model.Container;
import io.kubelette.model.LifecycleHandler;
import io.kubelette.model.Pod;
import io.kubelette.model.Probe;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which containers answer their probes badly, and since when the node could have known.
 *
 * <p>A place is a pod's name and a container's, so a new attempt is as sick as the one before.
 *
 * <p>Owned by the simulation's thread.
 */
final class Sickness {

  /** What a container fails at. */
  enum Ailment {
    /** Its startup and its liveness probe. */
    DEAD,
    /** Its readiness probe. */
    BUSY
  }

  /** An ailment and when it began, in virtual nanoseconds. */
  record Case(String pod, String container, Ailment ailment, long since) {}

  static final String LIVE = "live";
  static final String READY = "ready";
  static final String STARTED = "started";
  static final String BEFORE_STOP = "before-stop";
  static final String AFTER_START = "after-start";

  private final World world;
  private final Map<String, Case> cases = new HashMap<>();
  private long unrest;

  Sickness(World world) {
    this.world = world;
  }

  void befall(String pod, String container, Ailment ailment) {
    world.trace.add("%s/%s falls ill: %s", pod, container, ailment);
    unrest();
    cases.put(pod + "/" + container, new Case(pod, container, ailment, world.time.nanoTime()));
  }

  void heal(String pod, String container) {
    unrest();
    if (cases.remove(pod + "/" + container) != null) {
      world.trace.add("%s/%s is well again", pod, container);
    }
  }

  void healAll() {
    unrest();
    cases.clear();
  }

  Iterable<Case> cases() {
    return cases.values();
  }

  boolean hasCases() {
    return !cases.isEmpty();
  }

  /** Whether a container of the pod is sick. */
  boolean isSick(String pod) {
    return cases.values().stream().anyMatch(each -> each.pod().equals(pod));
  }

  /** Whether that command fails there now. */
  boolean fails(String pod, String container, String command) {
    Case found = cases.get(pod + "/" + container);
    return found != null
        && (found.ailment() == Ailment.BUSY
            ? command.equals(READY)
            : command.equals(LIVE) || command.equals(STARTED));
  }

  /** Something begins or ends that keeps the node from noticing, or lets it err. */
  void unrest() {
    unrest = world.time.nanoTime();
  }

  /** When it was last disturbed, in virtual nanoseconds. */
  long unrestAt() {
    return unrest;
  }

  /** Whether the node may have found the container ailing, rightly or since answers came late. */
  boolean mayAil(Container container) {
    LifecycleHandler after =
        container.lifecycle() == null ? null : container.lifecycle().postStart();
    boolean asked =
        container.livenessProbe() != null
            || container.startupProbe() != null
            || (after != null && after.exec() != null);
    boolean calm =
        world.weather.isFair()
            && cases.isEmpty()
            && world.time.nanoTime() - unrest > Duration.ofMinutes(15).toNanos();
    return asked && !calm;
  }

  /** The longest from a first bad answer to the verdict, as long as no answer is late. */
  static Duration patience(@Nullable Probe probe) {
    if (probe == null) {
      return Duration.ZERO;
    }
    int initial = Objects.requireNonNullElse(probe.initialDelaySeconds(), 0);
    int period = Objects.requireNonNullElse(probe.periodSeconds(), 10);
    int failures = Objects.requireNonNullElse(probe.failureThreshold(), 3);
    return Duration.ofSeconds(initial + (failures + 2L) * (period + 20L));
  }

  static @Nullable Container container(Pod pod, String name) {
    return pod.spec().containers().stream()
        .filter(each -> name.equals(each.name()))
        .findFirst()
        .orElse(null);
  }
}
