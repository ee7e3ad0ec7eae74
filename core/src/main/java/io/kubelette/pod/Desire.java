package io.kubelette.pod;

import io.kubelette.model.ObjectMeta;
import io.kubelette.model.Pod;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a source wants of a pod: that it be as told, or that it be gone.
 *
 * @param pod the pod as the source last told it; null for one that only the runtime knows
 * @param containers those of the pod, in the order of {@link DefinedContainer#of}
 * @param wanted whether a source still names it
 * @param ending why the node itself ends it; null while it does not
 * @param pendingResize why it does not get other resources that it asks for; null if it has all
 */
record Desire(
    @Nullable Pod pod,
    List<DefinedContainer> containers,
    boolean wanted,
    @Nullable Ending ending,
    @Nullable Rejection pendingResize) {

  Desire(@Nullable Pod pod, boolean wanted) {
    this(pod, pod == null ? List.of() : DefinedContainer.of(pod.spec()), wanted, null, null);
  }

  static Desire of(Allotment allotment) {
    Pod pod = allotment.pod();
    return new Desire(pod, DefinedContainer.of(pod.spec()), true, null, allotment.pending());
  }

  static Desire of(Pod pod) {
    return new Desire(pod, true);
  }

  /** For what the runtime shows and no source has named. */
  static Desire absent() {
    return new Desire(null, false);
  }

  Desire released() {
    return new Desire(pod, containers, false, ending, pendingResize);
  }

  /** With an ending; the first one counts. */
  Desire ended(@Nullable Ending why) {
    return new Desire(pod, containers, wanted, ending == null ? why : ending, pendingResize);
  }

  /**
   * Whether this says the same as an earlier one, but for the parts that the node itself writes.
   */
  boolean repeats(Desire before) {
    return wanted == before.wanted
        && pod != null
        && before.pod != null
        && pod.spec() == before.pod.spec()
        && Objects.equals(ending, before.ending)
        && Objects.equals(pendingResize, before.pendingResize)
        && unversioned(pod.metadata()).equals(unversioned(before.pod.metadata()))
        && PodPhases.isTerminal(pod.status().phase())
            == PodPhases.isTerminal(before.pod.status().phase())
        && PodConditions.foreign(pod.status()).equals(PodConditions.foreign(before.pod.status()));
  }

  private static ObjectMeta unversioned(ObjectMeta metadata) {
    return metadata.withResourceVersion(null).withManagedFields(List.of());
  }

  boolean isDeleted() {
    return !wanted || (pod != null && pod.metadata().deletionTimestamp() != null);
  }
}
