package io.kubelette.pod;

import io.kubelette.model.ContainerStatus;
import io.kubelette.pod.ContainerOutlook.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The phase of a pod, by the rules of the kubelet. Pure. */
final class PodPhases {

  static final String PENDING = "Pending";
  static final String RUNNING = "Running";
  static final String SUCCEEDED = "Succeeded";
  static final String FAILED = "Failed";

  private PodPhases() {}

  static boolean isTerminal(@Nullable String phase) {
    return SUCCEEDED.equals(phase) || FAILED.equals(phase);
  }

  /** Whether nothing of the pod will run again: its containers are done, or an init failed. */
  static boolean isComplete(List<ContainerOutlook> outlooks) {
    List<ContainerOutlook> apps = in(outlooks, ContainerRole.APP);
    boolean appsDone = !apps.isEmpty() && apps.stream().allMatch(o -> o.step() == Step.DONE);
    return appsDone || initFailed(outlooks);
  }

  /**
   * The phase of a pod that may still do something: it waits while an init container has work to
   * do, a sidecar of a pod that was never initialized has not started, or a regular container has
   * never run.
   */
  static String living(List<ContainerOutlook> outlooks, List<ContainerStatus> apps) {
    boolean initialized = wasInitialized(outlooks);
    boolean appsBegan = in(outlooks, ContainerRole.APP).stream().anyMatch(o -> o.newest() != null);
    boolean prepares =
        outlooks.stream()
            .anyMatch(
                o ->
                    switch (o.container().role()) {
                      case INIT -> !o.succeeded() && !(appsBegan && o.newest() == null);
                      case SIDECAR -> !initialized && !o.letsNextBegin();
                      case APP, EPHEMERAL -> false;
                    });
    boolean neverRan =
        apps.stream()
            .anyMatch(
                status ->
                    status.state() != null
                        && status.state().waiting() != null
                        && status.lastState() == null);
    return prepares || neverRan || apps.isEmpty() ? PENDING : RUNNING;
  }

  /** The phase of a pod that has ended: how well its regular containers did. */
  static String ended(List<ContainerOutlook> outlooks) {
    List<ContainerOutlook> apps = in(outlooks, ContainerRole.APP);
    boolean allWell =
        !initFailed(outlooks)
            && !apps.isEmpty()
            && apps.stream().allMatch(o -> o.exit() != null && o.exit().code() == 0);
    return allWell ? SUCCEEDED : FAILED;
  }

  /** Whether the pod has come past its init containers, though some of them may run again. */
  static boolean wasInitialized(List<ContainerOutlook> outlooks) {
    for (ContainerOutlook outlook : outlooks) {
      if (outlook.container().role() == ContainerRole.APP && outlook.newest() != null) {
        return true;
      }
    }
    return initialized(outlooks);
  }

  /** Whether every init container has done its part and every sidecar runs. */
  static boolean initialized(List<ContainerOutlook> outlooks) {
    for (ContainerOutlook outlook : outlooks) {
      if (!outlook.letsNextBegin()) {
        return false;
      }
    }
    return true;
  }

  static List<ContainerOutlook> in(List<ContainerOutlook> outlooks, ContainerRole role) {
    List<ContainerOutlook> in = new ArrayList<>(outlooks.size());
    for (ContainerOutlook outlook : outlooks) {
      if (outlook.container().role() == role) {
        in.add(outlook);
      }
    }
    return in;
  }

  private static boolean initFailed(List<ContainerOutlook> outlooks) {
    for (ContainerOutlook outlook : outlooks) {
      boolean init = outlook.container().role() == ContainerRole.INIT;
      if (init && outlook.step() == Step.DONE && !outlook.succeeded()) {
        return true;
      }
    }
    return false;
  }
}
