package io.kubelette.simulation;

import java.time.Duration;

/**
 * How long things take.
 *
 * <p>Owned by the simulation's thread.
 */
final class Weather {

  /** The longest a task waits before it begins. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(40);

  /** Longer than the deadline of an action: the caller gives up before the answer comes. */
  static final Duration LONGEST_ANSWER = Duration.ofMinutes(4);

  enum Mood {
    /** All is quick. */
    FAIR,
    /** Most is quick, some is not. */
    ORDINARY,
    /** Slow pulls, slow starts, answers that come too late. */
    STORM
  }

  private final Chance chance;
  private Mood climate;
  private Mood mood;

  /** In some runs the storm never ends. */
  Weather(Chance chance) {
    this.chance = chance;
    this.climate = chance.percent(25) ? Mood.STORM : Mood.ORDINARY;
    this.mood = climate;
  }

  /** From now on all is quick. */
  void settle() {
    climate = Mood.FAIR;
    mood = Mood.FAIR;
  }

  /** Ends a spell. */
  void clear() {
    mood = climate;
  }

  /** Whether all is quick. */
  boolean isFair() {
    return mood == Mood.FAIR;
  }

  /** Whether most is quick. */
  boolean isQuick() {
    return mood != Mood.STORM;
  }

  /** Ends what {@link #settle} began. */
  void turn() {
    climate = chance.percent(25) ? Mood.STORM : Mood.ORDINARY;
    mood = climate;
  }

  void storm() {
    mood = Mood.STORM;
  }

  /** How long a task waits before it begins. */
  Duration beforeTask() {
    return switch (mood) {
      case FAIR -> chance.upTo(Duration.ofMillis(20));
      case ORDINARY ->
          chance.percent(95)
              ? chance.upTo(Duration.ofMillis(200))
              : chance.upTo(Duration.ofSeconds(5));
      case STORM ->
          chance.percent(60) ? chance.upTo(Duration.ofSeconds(1)) : chance.upTo(LONGEST_WAIT);
    };
  }

  /** How long an answer is under way after what was asked for has happened. */
  Duration afterTask() {
    return switch (mood) {
      case FAIR -> chance.upTo(Duration.ofMillis(20));
      case ORDINARY ->
          chance.percent(95)
              ? chance.upTo(Duration.ofMillis(300))
              : chance.upTo(Duration.ofSeconds(10));
      case STORM ->
          chance.percent(90)
              ? chance.upTo(Duration.ofSeconds(20))
              : chance.between(Duration.ofSeconds(115), LONGEST_ANSWER);
    };
  }

  /** How far a watch is behind. */
  Duration watchLag() {
    return mood == Mood.STORM
        ? chance.upTo(Duration.ofSeconds(10))
        : chance.upTo(Duration.ofMillis(100));
  }
}
