package io.kubelette.store;

import io.kubelette.model.KubernetesObject;
import java.util.List;

/**
 * All objects of a kind as they were at one revision.
 *
 * @param items ordered by namespace, then name
 * @param revision of the snapshot: a watch after it misses nothing
 */
public record Listing<T extends KubernetesObject>(List<T> items, Revision revision) {

  /** Keeps a copy of the items. */
  public Listing {
    items = List.copyOf(items);
  }
}
