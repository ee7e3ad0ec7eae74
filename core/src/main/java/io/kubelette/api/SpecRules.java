package io.kubelette.api;

import io.kubelette.model.KubernetesObject;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The rules of a kind that is a spec and a status: the spec is the user's, the status its
 * controller's.
 *
 * @param spec what generations count
 * @param withStatusOf the first object with the status of the second
 * @param newborn an object whose status new objects get
 * @param defaulting fills in what Kubernetes does
 * @param checks what is wrong with an object, and what may not change
 */
record SpecRules<T extends KubernetesObject>(
    Function<T, Object> spec,
    BinaryOperator<T> withStatusOf,
    T newborn,
    UnaryOperator<T> defaulting,
    SpecChecks<T> checks)
    implements KindRules<T> {

  @Override
  public T defaulted(T object) {
    return defaulting.apply(object);
  }

  @Override
  public T atBirth(T object) {
    return withStatusOf.apply(object, newborn);
  }

  @Override
  public T updated(T now, T wanted) {
    return withStatusOf.apply(wanted, now);
  }

  @Override
  public Optional<T> statusUpdated(T now, T wanted) {
    return Optional.of(withStatusOf.apply(now, wanted));
  }

  @Override
  public boolean countsGenerations() {
    return true;
  }

  @Override
  public boolean sameSpec(T one, T other) {
    return Objects.equals(spec.apply(one), spec.apply(other));
  }

  @Override
  public void validate(T object, Violations violations) {
    checks.check(object, violations.at("spec"));
  }

  @Override
  public void validateUpdate(T now, T next, Violations violations) {
    checks.checkChange(now, next, violations.at("spec"));
  }
}
