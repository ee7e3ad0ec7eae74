package io.kubelette.api;

import io.kubelette.model.KubernetesObject;
import java.util.List;
import java.util.Optional;

/**
 * What is particular to the objects of one kind. Pure: values in, values out.
 *
 * <p>A method that a kind does not override stands for a kind without that particularity.
 */
interface KindRules<T extends KubernetesObject> {

  /** What is wrong with a name; empty if nothing. */
  default List<String> nameFaults(String name) {
    return Names.dnsSubdomain(name);
  }

  /** With the values that Kubernetes fills in where the user gave none. */
  default T defaulted(T object) {
    return object;
  }

  /** As it is born, of one with its defaults: with the status of a new object. */
  default T atBirth(T object) {
    return object;
  }

  /** What an update stores: as wanted, but with the status as it is now. */
  default T updated(T now, T wanted) {
    return wanted;
  }

  /** What a status update stores: as it is now, with the wanted status; empty without a status. */
  default Optional<T> statusUpdated(T now, T wanted) {
    return Optional.empty();
  }

  /** What an apply means: as given, with what was allocated or assigned to the object since. */
  default T reapplied(T now, T given) {
    return given;
  }

  /** Whether the kind counts generations. */
  default boolean countsGenerations() {
    return false;
  }

  /** Whether two states are equal in all that a generation counts. */
  default boolean sameSpec(T one, T other) {
    return true;
  }

  /** Collects what is wrong with an object, apart from its metadata. */
  default void validate(T object, Violations violations) {}

  /** Collects what may not change from one state to the next. */
  default void validateUpdate(T now, T next, Violations violations) {}

  /** How many seconds the object may take to end once it is deleted; 0 for at once. */
  default long graceSeconds(T object, Optional<Long> asked) {
    return 0;
  }

  /** What becomes of an object in the moment in which it is marked as deleted. */
  default T ending(T object) {
    return object;
  }

  /** Whether nothing holds the object any more: its deletion was asked for and may end. */
  default boolean mayVanish(T object) {
    return MetadataRules.mayVanish(object.metadata());
  }

  /** What the object asks for in vain, for the reader of an apply. */
  default List<String> warnings(T object) {
    return List.of();
  }
}
