package io.kubelette.api;

import io.kubelette.model.KubernetesObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What became of a write.
 *
 * @param object as it is now; after a deletion, as it was last; of a dry run, as it would be
 * @param change what happened to it, or would have
 * @param warnings lines for the user, such as HTTP sends in {@code Warning} headers
 */
public record Answer<T extends KubernetesObject>(T object, Change change, List<String> warnings) {

  /** Keeps a copy. */
  public Answer {
    warnings = List.copyOf(warnings);
  }

  /** What happened to an object. */
  public enum Change {
    /** It did not exist before: HTTP answers 201. */
    CREATED,
    /** It differs from what it was. */
    CHANGED,
    /** Nothing was written: it was already so. */
    UNCHANGED,
    /** It is gone. */
    DELETED,
    /** It is marked as deleted, and goes when its grace period or its finalizers end. */
    DELETING
  }

  /** With these warnings before its own. */
  Answer<T> warning(Collection<String> more) {
    List<String> all = new ArrayList<>(more);
    warnings.stream().filter(each -> !more.contains(each)).forEach(all::add);
    return new Answer<>(object, change, all);
  }
}
