package io.kubelette.runtime;

/** Hears how a pull goes on; called from the pulling thread, and must not block. */
@FunctionalInterface
public interface PullProgress {

  /**
   * Says how much has arrived.
   *
   * @param doneBytes bytes fetched so far, over all layers
   * @param totalBytes bytes known to be needed so far; it grows as layers are found
   */
  void progress(long doneBytes, long totalBytes);

  /** A listener that does not listen. */
  static PullProgress ignored() {
    return (doneBytes, totalBytes) -> {};
  }
}
