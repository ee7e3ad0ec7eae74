package io.kubelette.api;

import io.kubelette.model.KubernetesObject;
import io.kubelette.store.Revision;
import java.util.List;

/**
 * A part of a list.
 *
 * @param items ordered by namespace, then name
 * @param revision of the state that all pages of the list show; a watch may go on after it
 * @param continueToken asks for the next page; "" on the last one
 * @param remaining how many items come after this page
 */
public record Page<T extends KubernetesObject>(
    List<T> items, Revision revision, String continueToken, long remaining) {

  /** Keeps a copy of the items. */
  public Page {
    items = List.copyOf(items);
  }
}
