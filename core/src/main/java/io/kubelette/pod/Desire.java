package io.kubelette.pod;

import io.kubelette.model.Pod;
import org.jspecify.annotations.Nullable;

/**
 * What a source wants of a pod: that it be as told, or that it be gone.
 *
 * @param pod the pod as the source last told it; null for one that only the runtime knows
 * @param wanted whether a source still names it
 * @param ending why the node ends it nevertheless; null while it does not
 */
record Desire(@Nullable Pod pod, boolean wanted, @Nullable Ending ending) {

  Desire(@Nullable Pod pod, boolean wanted) {
    this(pod, wanted, null);
  }

  static Desire of(Pod pod) {
    return new Desire(pod, true);
  }

  /** For what the runtime shows and no source has named. */
  static Desire absent() {
    return new Desire(null, false);
  }

  Desire released() {
    return new Desire(pod, false, ending);
  }

  /** With an ending; the first one counts. */
  Desire ended(@Nullable Ending why) {
    return new Desire(pod, wanted, ending == null ? why : ending);
  }

  boolean isDeleted() {
    return !wanted || (pod != null && pod.metadata().deletionTimestamp() != null);
  }
}
