package io.kubelette.api;

import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ResourceType;
import java.util.function.Predicate;

/**
 * Which objects of a kind a list, watch or informer is about.
 *
 * @param type the kind
 * @param namespace only this one; "" for all, and for kinds without namespaces
 * @param filter only objects that it accepts; called on any thread, so it is a pure function
 */
public record Query<T extends KubernetesObject>(
    ResourceType<T> type, String namespace, Predicate<? super T> filter) {

  /** All objects of a kind. */
  public static <T extends KubernetesObject> Query<T> of(ResourceType<T> type) {
    return new Query<>(type, "", any -> true);
  }

  /** Only those in this namespace. */
  public Query<T> in(String namespace) {
    return new Query<>(type, namespace, filter);
  }

  /** Only those that the filter accepts too. */
  public Query<T> where(Predicate<? super T> more) {
    return new Query<>(type, namespace, object -> filter.test(object) && more.test(object));
  }
}
