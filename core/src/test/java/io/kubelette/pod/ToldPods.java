package io.kubelette.pod;

import io.kubelette.model.Pod;
import java.util.ArrayList;
import java.util.List;

/** Writes down what a source tells. Owned by the test's thread. */
final class ToldPods implements PodSource.Listener {

  private final List<String> told = new ArrayList<>();
  private final List<Pod> pods = new ArrayList<>();

  /** What was told since this was last asked: {@code +name}, {@code -uid} or {@code synced}. */
  List<String> told() {
    List<String> since = List.copyOf(told);
    told.clear();
    return since;
  }

  Pod last() {
    return pods.get(pods.size() - 1);
  }

  @Override
  public void desire(Pod pod) {
    pods.add(pod);
    told.add("+" + pod.metadata().name());
  }

  @Override
  public void release(String podUid) {
    String name =
        pods.stream()
            .filter(pod -> podUid.equals(pod.metadata().uid()))
            .map(pod -> String.valueOf(pod.metadata().name()))
            .findFirst()
            .orElse(podUid);
    told.add("-" + name);
  }

  @Override
  public void synced() {
    told.add("synced");
  }
}
