package io.kubelette.pod;

import io.kubelette.model.Pod;
import io.kubelette.model.PodStatus;
import java.time.Instant;

/** Why the node itself ends a pod. Pure, but for the draft that it fills. */
final class PodEndings {

  private PodEndings() {}

  /**
   * The memory with the reason to end the pod, once its deadline has passed. It counts from when
   * the node took the pod in, so pulls and init containers count too.
   */
  static PodMemory noticed(PlanDraft draft) {
    PodMemory memory = draft.memory();
    if (draft.turn().ending() != null) {
      return memory;
    }
    Pod pod = draft.turn().desire().pod();
    Long seconds = pod == null ? null : pod.spec().activeDeadlineSeconds();
    PodStatus status = memory.latestStatus();
    if (seconds == null || status == null || status.startTime() == null) {
      return memory;
    }
    Instant end = status.startTime().plusSeconds(seconds);
    if (draft.turn().now().isBefore(end)) {
      draft.wakeAt(end);
      return memory;
    }
    Ending ending = Ending.deadlineExceeded();
    draft.note(PodNotice.normal(ending.reason(), ending.message(), null));
    return memory.withEnding(ending);
  }
}
