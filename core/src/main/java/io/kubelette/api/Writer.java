package io.kubelette.api;

import io.kubelette.model.KubernetesObject;
import java.util.function.UnaryOperator;

/** How writes end: in the store, or nowhere. Thread-safe. */
interface Writer {

  /** Stores a new object under a uid. */
  <T extends KubernetesObject> T create(T object);

  /** Replaces the target by what the step makes of its state; writes nothing if that is equal. */
  <T extends KubernetesObject> T change(Writes.Target<T> target, UnaryOperator<T> step);

  /** Marks the target as deleted, or lets it vanish. */
  <T extends KubernetesObject> T delete(Writes.Target<T> target, DeleteOptions options);
}
