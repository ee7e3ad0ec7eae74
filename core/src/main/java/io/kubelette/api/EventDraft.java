package io.kubelette.api;

import io.kubelette.model.ObjectReference;
import java.time.Instant;

/** An event as its reporter tells it, before it is counted with others of its like. */
record EventDraft(ObjectReference about, String type, String reason, String message, Instant when) {

  /** What is the same for all events that differ in nothing but their message. */
  EventDraft anyMessage() {
    return new EventDraft(about, type, reason, "", Instant.EPOCH);
  }

  /** What is the same for repetitions of one event. */
  EventDraft anyTime() {
    return new EventDraft(about, type, reason, message, Instant.EPOCH);
  }

  EventDraft withMessage(String other) {
    return new EventDraft(about, type, reason, other, when);
  }
}
