package io.kubelette.pod;

import io.kubelette.model.Pod;
import java.time.Instant;

/**
 * What a pod's volumes need: to be prepared before anything of the pod starts, and again when what
 * they tell has changed. Pure, but for the draft that it fills.
 */
final class VolumePlan {

  private VolumePlan() {}

  /** Whether the pod may start; asks for what its volumes need. */
  static boolean plan(PlanDraft draft, Pod pod) {
    if (pod.spec().volumes().isEmpty()) {
      return true;
    }
    PodMemory memory = draft.memory();
    VolumeDemand demand = VolumeDemand.of(pod, memory.objectChanges());
    VolumeWork work = memory.volumes();
    if (!work.meet(demand)) {
      prepare(draft, pod, demand);
    }
    return work.arePrepared();
  }

  private static void prepare(PlanDraft draft, Pod pod, VolumeDemand demand) {
    VolumeWork.Failure failure = draft.memory().volumes().failure();
    Instant now = draft.turn().now();
    if (failure != null && !draft.memory().volumes().arePrepared()) {
      tellOfLongWait(draft, failure);
    }
    boolean later =
        failure != null && failure.demand().equals(demand) && now.isBefore(failure.notBefore());
    if (later) {
      draft.wakeAt(failure.notBefore());
    } else {
      draft.act(new PodAction.PrepareVolumes(pod, demand));
    }
  }

  private static void tellOfLongWait(PlanDraft draft, VolumeWork.Failure failure) {
    Instant now = draft.turn().now();
    Instant patience = failure.since().plus(draft.turn().config().mountPatience());
    if (now.isBefore(patience)) {
      draft.wakeAt(patience);
      return;
    }
    draft.note(
        PodNotice.warning(
            "FailedMount",
            ("Unable to attach or mount volumes: unmounted volumes=[%s], unattached volumes=[],"
                    + " failed to process volumes=[]: timed out waiting for the condition")
                .formatted(failure.volume()),
            null));
    VolumeWork work = draft.memory().volumes();
    draft.remember(
        draft.memory().withVolumes(new VolumeWork(work.met(), failure.countedFrom(now))));
  }
}
