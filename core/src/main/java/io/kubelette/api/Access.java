package io.kubelette.api;

/** What a user of the API may do. */
public enum Access {
  /** Everything. */
  FULL,
  /** Get, list and watch; nothing that changes or enters anything. */
  READ_ONLY
}
