package io.kubelette.store;

import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ResourceType;
import java.util.function.Predicate;

/**
 * What a watch is about.
 *
 * @param type the kind of objects
 * @param namespace only this one; "" for all, and for kinds without namespaces
 * @param after the last revision that the subscriber knows; {@link Revision#ZERO} for the whole
 *     history, if the log still has it
 * @param filter changes of objects that it accepts neither before nor after may be left out: a
 *     store that can look at once need not wake anyone for them. Pure and quick, since it may be
 *     called while others wait to write
 */
public record WatchRequest<T extends KubernetesObject>(
    ResourceType<T> type, String namespace, Revision after, Predicate<? super T> filter) {

  /** A watch of all changes. */
  public WatchRequest(ResourceType<T> type, String namespace, Revision after) {
    this(type, namespace, after, any -> true);
  }

  /** Whether the filter accepts an object of this type. */
  boolean accepts(KubernetesObject object) {
    return filter.test(type.javaType().cast(object));
  }
}
