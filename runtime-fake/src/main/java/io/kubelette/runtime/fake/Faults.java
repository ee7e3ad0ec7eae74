package io.kubelette.runtime.fake;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The script: faults in the order in which they were written, the first that applies strikes.
 *
 * <p>Thread-safe: the list is, and each fault guards itself.
 */
final class Faults {

  private final List<Fault> faults = new CopyOnWriteArrayList<>();

  Fault add(Fault fault) {
    faults.removeIf(Fault::isOver);
    faults.add(fault);
    return fault;
  }

  void clear() {
    List<Fault> ending = List.copyOf(faults);
    ending.forEach(Fault::lift);
    faults.removeAll(ending);
  }

  Optional<Fault> strike(Fault.Moment moment, Selector.Subject subject) {
    for (Fault fault : faults) {
      if (fault.strikes(moment, subject)) {
        if (fault.isOver()) {
          faults.remove(fault);
        }
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }

  /** Whether there is no script, as mostly: then nothing needs to be looked up for it. */
  boolean areNone() {
    return faults.isEmpty();
  }

  /** How long the script wants to wait at this moment; zero if it does not. */
  Duration delay(Fault.Moment moment, Selector.Subject subject) {
    return strike(moment, subject).map(fault -> fault.effect().after()).orElse(Duration.ZERO);
  }

  /** Throws what the script says for this moment. */
  void throwIfDue(Fault.Moment moment, Selector.Subject subject) {
    Optional<Fault> fault = strike(moment, subject);
    if (fault.isPresent()) {
      throw fault.get().effect().failure();
    }
  }
}
