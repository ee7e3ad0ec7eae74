package io.kubelette.pod;

import io.kubelette.model.Pod;
import io.kubelette.pod.reference.PodReferences;
import java.util.Map;

/**
 * What a pod's volumes are to be made of; they are made anew when it differs from what they were
 * made of.
 *
 * @param labels the pod's, if a volume may tell them
 * @param annotations the pod's, likewise
 * @param changes how often an object changed to which the pod refers
 */
record VolumeDemand(Map<String, String> labels, Map<String, String> annotations, int changes) {

  static VolumeDemand of(Pod pod, int changes) {
    if (!PodReferences.hasLiveVolumes(pod)) {
      return new VolumeDemand(Map.of(), Map.of(), 0);
    }
    return new VolumeDemand(pod.metadata().labels(), pod.metadata().annotations(), changes);
  }
}
