package io.kubelette.api;

import io.kubelette.model.KubernetesObject;
import java.util.function.Consumer;

/**
 * Hears from an {@link Informer} what becomes of the objects it follows. Called on the informer's
 * loop, so it must not block.
 *
 * <p>Changes may be merged: after a new listing only the difference is told. A deletion is never
 * merged with the creation of another object of the same name.
 */
public interface InformerListener<T extends KubernetesObject> {

  /** An object is there that was not known. */
  void added(T object);

  /** A known object changed. */
  void modified(T before, T now);

  /** A known object is gone, or no longer within the query; its last known state. */
  void deleted(T last);

  /** All objects that were there at the start have been told; called once. */
  default void synced() {}

  /**
   * A listener that treats every change alike: it gets the newest state of the object that was
   * added, modified or deleted, and looks up what it needs to know.
   */
  static <T extends KubernetesObject> InformerListener<T> each(Consumer<? super T> any) {
    return new InformerListener<>() {
      @Override
      public void added(T object) {
        any.accept(object);
      }

      @Override
      public void modified(T before, T now) {
        any.accept(now);
      }

      @Override
      public void deleted(T last) {
        any.accept(last);
      }
    };
  }
}
