package io.kubelette.pod;

/**
 * What a container answered to a probe or a hook.
 *
 * @param kind whether it is well
 * @param output what it said, or why it could not be asked
 */
record ProbeAnswer(Kind kind, String output) {

  /** Whether a container is well. */
  enum Kind {
    /** It is. */
    SUCCESS,
    /** It is, but something about the answer deserves a word. */
    WARNING,
    /** It is not. */
    FAILURE,
    /** It could not be asked: that says nothing about the container. */
    ERROR
  }

  static ProbeAnswer success(String output) {
    return new ProbeAnswer(Kind.SUCCESS, output);
  }

  static ProbeAnswer failure(String output) {
    return new ProbeAnswer(Kind.FAILURE, output);
  }

  static ProbeAnswer error(String why) {
    return new ProbeAnswer(Kind.ERROR, why);
  }

  boolean isWell() {
    return kind == Kind.SUCCESS || kind == Kind.WARNING;
  }
}
