package io.kubelette.api;

import io.kubelette.model.PriorityClass;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The rules of classes of priority. */
final class PriorityClassRules implements KindRules<PriorityClass> {

  private static final String SYSTEM = "system-";

  /** Kubernetes: what is above is for systems. */
  private static final int HIGHEST = 1_000_000_000;

  private static final Set<String> POLICIES = Set.of("PreemptLowerPriority", "Never");

  @Override
  public PriorityClass defaulted(PriorityClass given) {
    return given
        .withValue(PriorityClasses.value(given))
        .withPreemptionPolicy(
            given.preemptionPolicy() == null ? "PreemptLowerPriority" : given.preemptionPolicy());
  }

  /** They have a generation, which their changes do not count. */
  @Override
  public boolean countsGenerations() {
    return true;
  }

  @Override
  public void validate(PriorityClass given, Violations at) {
    String name = String.valueOf(given.metadata().name());
    if (name.startsWith(SYSTEM)) {
      faultOfSystem(name, given)
          .ifPresent(
              fault ->
                  at.at("metadata")
                      .at("name")
                      .forbidden(
                          "priority class names with 'system-' prefix are reserved for system use"
                              + " only. error: "
                              + fault));
    } else if (PriorityClasses.value(given) > HIGHEST) {
      at.at("value").forbidden("maximum allowed value of a user defined priority is " + HIGHEST);
    }
    Checks.required(given.preemptionPolicy(), at.at("preemptionPolicy"));
    Checks.oneOf(given.preemptionPolicy(), POLICIES, at.at("preemptionPolicy"));
  }

  private static Optional<String> faultOfSystem(String name, PriorityClass given) {
    Optional<PriorityClass> known =
        PriorityClasses.SYSTEM.stream()
            .filter(each -> name.equals(each.metadata().name()))
            .findFirst();
    if (known.isEmpty()) {
      return Optional.of(name + " is not a known system priority class");
    }
    int value = PriorityClasses.value(known.get());
    if (PriorityClasses.value(given) != value) {
      return Optional.of("value of " + name + " PriorityClass must be " + value);
    }
    return Boolean.TRUE.equals(given.globalDefault())
        ? Optional.of("globalDefault of " + name + " PriorityClass must be false")
        : Optional.empty();
  }

  @Override
  public void validateUpdate(PriorityClass now, PriorityClass next, Violations at) {
    if (PriorityClasses.value(now) != PriorityClasses.value(next)) {
      at.at("value").forbidden("may not be changed in an update.");
    }
    if (!Objects.equals(now.preemptionPolicy(), next.preemptionPolicy())) {
      at.at("preemptionPolicy")
          .invalid(String.valueOf(next.preemptionPolicy()), "field is immutable");
    }
  }
}
