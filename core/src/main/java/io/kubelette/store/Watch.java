package io.kubelette.store;

/** A running subscription to the changes of a kind. Thread-safe: may be called from any thread. */
public interface Watch extends AutoCloseable {

  /**
   * Asks for a {@link WatchListener#bookmark}: it comes once all changes up to now are delivered.
   * Several requests may be answered by one bookmark; one after the end is not answered.
   */
  void bookmark();

  /**
   * Ends the subscription. Nothing is delivered after it when it is called on the subscriber's
   * loop; called elsewhere, a delivery that has begun ends. May be called twice.
   */
  @Override
  void close();
}
