package io.kubelette.runtime;

/**
 * A signal to a container: what asks it to end, what ends it, or another.
 *
 * <p>Two of the same name are equal.
 */
public final class StopSignal {

  /**
   * Asks it to end: the signal that its {@link ContainerSpec#stopSignal()} or else its image names,
   * SIGTERM where none does.
   */
  public static final StopSignal TERMINATE = new StopSignal("");

  /** Ends it: SIGKILL. */
  public static final StopSignal KILL = new StopSignal("SIGKILL");

  private final String name;

  private StopSignal(String name) {
    this.name = name;
  }

  /**
   * The signal of that name, for instance {@code SIGUSR1}.
   *
   * @throws IllegalArgumentException if a signal cannot be called so
   */
  public static StopSignal of(String name) {
    if (!name.matches("SIG[A-Z0-9+-]{2,12}")) {
      throw new IllegalArgumentException("no name of a signal, such as SIGTERM: " + name);
    }
    return name.equals(KILL.name) ? KILL : new StopSignal(name);
  }

  /** Whether it is the one that the container itself wants to be asked with. */
  public boolean isTerminate() {
    return name.isEmpty();
  }

  /** Whether it is SIGKILL. */
  public boolean isKill() {
    return name.equals(KILL.name);
  }

  /** The name with {@code SIG}; empty for {@link #TERMINATE}. */
  public String name() {
    return name;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StopSignal signal && signal.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return isTerminate() ? "TERMINATE" : name;
  }
}
