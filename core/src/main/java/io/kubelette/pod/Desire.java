package io.kubelette.pod;

import io.kubelette.model.Pod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a source wants of a pod: that it be as told, or that it be gone.
 *
 * @param pod the pod as the source last told it; null for one that only the runtime knows
 * @param containers those of the pod, in the order of {@link DefinedContainer#of}
 * @param wanted whether a source still names it
 * @param ending why the node itself ends it; null while it does not
 */
record Desire(
    @Nullable Pod pod, List<DefinedContainer> containers, boolean wanted, @Nullable Ending ending) {

  Desire(@Nullable Pod pod, boolean wanted) {
    this(pod, pod == null ? List.of() : DefinedContainer.of(pod.spec()), wanted, null);
  }

  static Desire of(Pod pod) {
    return new Desire(pod, true);
  }

  /** For what the runtime shows and no source has named. */
  static Desire absent() {
    return new Desire(null, false);
  }

  Desire released() {
    return new Desire(pod, containers, false, ending);
  }

  /** With an ending; the first one counts. */
  Desire ended(@Nullable Ending why) {
    return new Desire(pod, containers, wanted, ending == null ? why : ending);
  }

  boolean isDeleted() {
    return !wanted || (pod != null && pod.metadata().deletionTimestamp() != null);
  }
}
