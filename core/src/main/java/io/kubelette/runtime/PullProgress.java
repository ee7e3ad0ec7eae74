package io.kubelette.runtime;

/** Hears how a pull goes on; called from the pulling thread, and must not block. */
@FunctionalInterface
public interface PullProgress {

  /** Says how far it has come; often. */
  void progress(PullState state);

  /** A listener that does not listen. */
  static PullProgress ignored() {
    return state -> {};
  }
}
