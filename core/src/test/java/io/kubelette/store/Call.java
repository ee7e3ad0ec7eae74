package io.kubelette.store;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of a history: what was asked, when, and what came of it.
 *
 * @param step what was asked
 * @param expected the revision that an update or delete expected
 * @param began a tick before the call
 * @param ended a tick after it
 */
record Call(Step step, Revision expected, long began, long ended, Outcome outcome) {

  /** A kind of call. */
  enum Verb {
    CREATE,
    GET,
    LIST,
    UPDATE,
    DELETE
  }

  /** What is asked, but for the revision: that is the last one its thread has seen of the key. */
  record Step(Verb verb, String key, String value) {}

  /** The value and revision of a key. */
  record Cell(String value, Revision revision) {}

  /**
   * What came of a call.
   *
   * @param refusal why it was refused, if it was
   * @param cell what it returned, or nothing
   * @param snapshot what a list returned
   * @param revision of the write or of the list
   */
  record Outcome(
      StoreException.@Nullable Kind refusal,
      @Nullable Cell cell,
      Map<String, Cell> snapshot,
      @Nullable Revision revision) {

    static Outcome refused(StoreException.Kind kind) {
      return new Outcome(kind, null, Map.of(), null);
    }

    static Outcome returned(@Nullable Cell cell) {
      return new Outcome(null, cell, Map.of(), cell == null ? null : cell.revision());
    }

    static Outcome listed(Map<String, Cell> snapshot, Revision revision) {
      return new Outcome(null, null, snapshot, revision);
    }
  }

  boolean isWrite() {
    return outcome.refusal() == null && step.verb() != Verb.GET && step.verb() != Verb.LIST;
  }
}
