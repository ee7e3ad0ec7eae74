package io.kubelette.api;

import io.kubelette.model.FieldQuery;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.LabelQuery;
import io.kubelette.model.ResourceType;
import java.util.function.Predicate;

/**
 * Which objects of a kind a list, watch or informer is about.
 *
 * @param type the kind
 * @param namespace only this one; "" for all, and for kinds without namespaces
 * @param filter only objects that it accepts; called on any thread, so it is a pure function, and a
 *     quick one
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

  /**
   * Only those whose labels match, in the grammar of {@code kubectl -l}: {@code app=web,tier!=db}.
   *
   * @throws io.kubelette.model.SyntaxException if the text does not follow it
   */
  public Query<T> labels(String labels) {
    LabelQuery wanted = LabelQuery.parse(labels);
    return where(object -> wanted.matches(object.metadata().labels()));
  }

  /**
   * Only those whose fields match, in the grammar of {@code kubectl --field-selector}: {@code
   * spec.nodeName=here,status.phase!=Failed}.
   *
   * @throws io.kubelette.model.SyntaxException if the text does not follow it
   * @throws ApiException {@code BAD_REQUEST} if objects of the kind cannot be selected by a field
   */
  public Query<T> fields(String fields) {
    FieldQuery wanted = FieldQuery.parse(fields);
    SelectableFields.check(type, wanted);
    return where(object -> wanted.matches(SelectableFields.of(object)));
  }

  /** Only those that the filter accepts too. */
  public Query<T> where(Predicate<? super T> more) {
    return new Query<>(type, namespace, object -> filter.test(object) && more.test(object));
  }
}
