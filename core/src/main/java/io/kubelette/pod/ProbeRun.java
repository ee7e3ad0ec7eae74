package io.kubelette.pod;

import java.time.Instant;

/**
 * What a probe has found out about one instance of a container.
 *
 * @param containerId the instance; another one begins anew
 * @param verdict what counts
 * @param last what the last answer said, which may not count yet
 * @param inARow how many answers have said so one after another
 * @param errors how often in a row the container could not be asked
 * @param dueAt when it is asked again
 */
record ProbeRun(
    String containerId, Verdict verdict, Verdict last, int inARow, int errors, Instant dueAt) {

  /** What is known of a container. */
  enum Verdict {
    UNKNOWN,
    GOOD,
    BAD
  }

  /** A container that was never asked. */
  static ProbeRun begin(String containerId, Verdict verdict, Instant dueAt) {
    return new ProbeRun(containerId, verdict, Verdict.UNKNOWN, 0, 0, dueAt);
  }

  /**
   * What is known after an answer. An error moves nothing: the container is asked again, at once
   * until it has been tried often enough.
   */
  ProbeRun after(PodAction.RunProbe asked, ProbeAnswer answer, int tries) {
    Instant next = asked.begunAt().plus(asked.rhythm().period());
    if (answer.kind() == ProbeAnswer.Kind.ERROR) {
      boolean again = errors + 1 < tries;
      return new ProbeRun(
          containerId, verdict, last, inARow, again ? errors + 1 : 0, again ? dueAt : next);
    }
    Verdict said = answer.isWell() ? Verdict.GOOD : Verdict.BAD;
    int row = said == last ? inARow + 1 : 1;
    int enough = answer.isWell() ? asked.rhythm().successes() : asked.rhythm().failures();
    return new ProbeRun(containerId, row >= enough ? said : verdict, said, row, 0, next);
  }
}
