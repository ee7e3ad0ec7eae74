package io.kubelette.api;

/** What is wrong with the spec of a kind. Pure. */
interface SpecChecks<T> {

  /** Collects what is wrong, at the place of the spec. */
  void check(T object, Violations at);

  /** Collects what may not change. */
  default void checkChange(T now, T next, Violations at) {}
}
