package io.kubelette.simulation;

import io.kubelette.simulation.Invariant.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A run of the simulation: twenty pods through two hundred disturbances, then quiet, then healing,
 * then nothing, then the end of all pods and of the node.
 *
 * <p>A run happens on one thread and in virtual time, and is decided by its seed alone. To see the
 * trace of one seed: {@code KUBELETTE_SIMULATION_SEED=42 mvn -pl system-tests -am test
 * -Dtest=SimulationTest -Dsurefire.failIfNoSpecifiedTests=false}.
 */
public final class Simulation {

  private static final int EVENTS = 200;
  private static final Duration STEP = Duration.ofSeconds(20);

  /** Longer than the longest back-off, the longest answer and the longest grace together. */
  private static final Duration QUIET = Duration.ofMinutes(20);

  private static final Duration HUSH = Duration.ofHours(1);

  private final World world;
  private final Disturbances disturbances;

  private Simulation(long seed) {
    world = new World(seed);
    disturbances = new Disturbances(world);
  }

  /**
   * What came of a run.
   *
   * @param broken the first invariant that did not hold, if one did not
   * @param trace all that happened
   */
  record Verdict(long seed, Optional<Broken> broken, Trace trace) {

    /** For people: what broke, and all that happened to the pod in question. */
    String report() {
      return broken
          .map(
              found ->
                  "seed %d breaks %s: %s %s%n%s"
                      .formatted(
                          seed, found.invariant(), found.subject(), found.why(), trace.about("")))
          .orElse("seed " + seed + " passes");
    }
  }

  static Verdict run(long seed) {
    Simulation simulation = new Simulation(seed);
    World world = simulation.world;
    try {
      simulation.live();
    } catch (RuntimeException | Error failure) {
      world.broken(new Broken("NoTaskThrows", "", stackOf(failure)));
    } finally {
      world.disk.close();
    }
    return new Verdict(seed, world.broken(), world.trace);
  }

  /**
   * The names of the invariants that break first in runs from seed 0 on, until the expected one has
   * or so many runs are over. For whoever loads the simulation anew and cannot share types with it.
   */
  public static List<String> broken(long runs, String expected) {
    List<String> broken = new ArrayList<>();
    for (long seed = 0; seed < runs && !broken.contains(expected); seed++) {
      run(seed).broken().map(Broken::invariant).ifPresent(broken::add);
    }
    return broken;
  }

  private void live() {
    world.startNode();
    world.users.createService();
    disturbances.createAll();
    for (int i = 0; i < EVENTS && world.broken().isEmpty(); i++) {
      world.passSome();
      disturbances.next();
    }
    disturbances.end();
    world.weather.settle();
    passUntil(QUIET, Stage.QUIET);
    world.script.mend();
    passUntil(QUIET, Stage.HEALED);
    passUntil(HUSH, Stage.HUSHED);
    empty();
    passUntil(QUIET, Stage.EMPTIED);
    if (world.broken().isEmpty()) {
      world.close();
    }
  }

  /** By deleting all pods, or by draining the node and deleting them without it. */
  private void empty() {
    if (world.broken().isPresent()) {
      return;
    }
    if (world.chance.percent(50)) {
      disturbances.deleteAll();
      return;
    }
    CompletableFuture<Void> drained = world.node().orElseThrow().drain().toCompletableFuture();
    world.pass(QUIET);
    if (!drained.isDone()) {
      world.broken(new Broken("DrainEnds", "", "the drain is not over: " + world.observe()));
    }
    disturbances.deleteAllByForce();
  }

  private void passUntil(Duration end, Stage stage) {
    for (Duration passed = Duration.ZERO;
        passed.compareTo(end) < 0 && world.broken().isEmpty();
        passed = passed.plus(STEP)) {
      world.pass(STEP);
    }
    if (world.broken().isEmpty()) {
      world.reached(stage);
    }
  }

  static String stackOf(Throwable failure) {
    java.io.StringWriter text = new java.io.StringWriter();
    failure.printStackTrace(new java.io.PrintWriter(text, true));
    return text.toString();
  }
}
