package io.kubelette.simulation;

import io.kubelette.simulation.Invariant.Stage;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Days on one node, which is disturbed, restarted and killed, while twenty pods come and go; each
 * day ends with an hour of quiet, after which all must be as it should, and after the last day
 * nothing may be left.
 *
 * <p>It happens on one thread and in virtual time, and is decided by its seed alone.
 */
final class Soak {

  private static final Duration DAY = Duration.ofHours(24);
  private static final Duration STEP = Duration.ofMinutes(1);
  private static final Duration QUIET = Duration.ofMinutes(20);

  /** Events are kept for an hour. */
  private static final Duration FORGET = Duration.ofHours(2);

  /** Between disturbances, at most. */
  private static final Duration PAUSE = Duration.ofMinutes(6);

  private static final int TRACE = 20_000;

  private final World world;
  private final Disturbances disturbances;
  private int disturbed;
  private long writes;

  private Soak(long seed) {
    world = new World(seed);
    world.trace.keep(TRACE);
    disturbances = new Disturbances(world);
  }

  /**
   * What came of it.
   *
   * @param disturbances how many there were
   * @param created how many pods there were
   * @param writes how many writes the store has seen
   */
  record Verdict(Optional<Broken> broken, int disturbances, int created, long writes, Trace trace) {

    /** For people: what broke, and what happened before. */
    String report() {
      return broken
          .map(
              found ->
                  "%s: %s %s%n%s"
                      .formatted(found.invariant(), found.subject(), found.why(), trace.about("")))
          .orElse("passes: " + this);
    }
  }

  static Verdict run(long seed, int days) {
    Soak soak = new Soak(seed);
    World world = soak.world;
    try {
      soak.live(days);
    } catch (RuntimeException | Error failure) {
      world.broken(new Broken("NoTaskThrows", "", Simulation.stackOf(failure)));
    } finally {
      world.disk.close();
    }
    return new Verdict(world.broken(), soak.disturbed, world.created(), soak.writes, world.trace);
  }

  private void live(int days) {
    world.startNode();
    world.users.createService();
    disturbances.createAll();
    for (int day = 0; day < days && isWell(); day++) {
      live(DAY.minus(QUIET.multipliedBy(3)));
    }
    disturbances.deleteAll();
    passUntil(FORGET, Stage.EMPTIED);
    if (isWell()) {
      checkThatNothingIsRemembered();
    }
    writes = world.writes();
    if (isWell()) {
      world.close();
    }
  }

  private void live(Duration disturbance) {
    world.weather.turn();
    for (Duration passed = Duration.ZERO; passed.compareTo(disturbance) < 0 && isWell(); ) {
      Duration pause = world.chance.upTo(PAUSE);
      world.pass(pause);
      passed = passed.plus(pause);
      disturbances.next();
      disturbed++;
    }
    disturbances.end();
    world.weather.settle();
    passUntil(QUIET, Stage.QUIET);
    world.script.mend();
    passUntil(QUIET, Stage.HEALED);
    passUntil(QUIET, Stage.HUSHED);
  }

  private void checkThatNothingIsRemembered() {
    int events = world.users.events();
    if (events > 0) {
      world.broken(new Broken("NothingIsRemembered", "", events + " events of pods long gone"));
    }
    if (!world.disk.pods().isEmpty()) {
      world.broken(new Broken("NothingIsRemembered", "", "files of " + world.disk.pods()));
    }
    Map<String, String> remains =
        Remains.of(world.node().orElseThrow().manager).entrySet().stream()
            .limit(5)
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    if (!remains.isEmpty()) {
      world.broken(new Broken("NothingIsRemembered", "", "the manager keeps " + remains));
    }
  }

  private boolean isWell() {
    return world.broken().isEmpty();
  }

  private void passUntil(Duration end, Stage stage) {
    for (Duration passed = Duration.ZERO;
        passed.compareTo(end) < 0 && isWell();
        passed = passed.plus(STEP)) {
      world.pass(STEP);
    }
    if (isWell()) {
      world.reached(stage);
    }
  }
}
