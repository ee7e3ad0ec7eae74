package io.kubelette.pod;

import io.kubelette.api.ApiException;
import io.kubelette.api.ApiServer;
import io.kubelette.api.DeleteOptions;
import io.kubelette.api.EventRecorder;
import io.kubelette.model.ObjectReference;
import io.kubelette.model.ObjectReferenceBuilder;
import io.kubelette.model.Pod;
import io.kubelette.model.PodStatus;
import io.kubelette.model.ResourceType;
import io.kubelette.runtime.PodIdentity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reports pods to the API.
 *
 * <p>Thread-safe because the API and the recorder are.
 */
public final class ApiPodReports implements PodReports {

  /** How often a status is written anew because someone else wrote the pod in between. */
  private static final int TRIES = 5;

  private final ApiServer api;
  private final EventRecorder events;
  private final @Nullable ObjectReference node;

  /** Reports to this API, and its events by this recorder; none are about a node. */
  public ApiPodReports(ApiServer api, EventRecorder events) {
    this(api, events, null);
  }

  /** The same for the pods of this node. */
  public ApiPodReports(ApiServer api, EventRecorder events, @Nullable ObjectReference node) {
    this.api = api;
    this.events = events;
    this.node = node;
  }

  @Override
  public Receipt write(PodIdentity pod, PodStatus status) {
    for (int attempt = 1; ; attempt++) {
      Optional<Pod> current = find(pod);
      if (current.isEmpty()) {
        return Receipt.GONE;
      }
      try {
        api.updateStatus(
            current.get().withStatus(ReportedStatus.over(current.get().status(), status)));
        return Receipt.TAKEN;
      } catch (ApiException refusal) {
        // Another writer was quicker, or the pod is gone: both show when it is read again.
        boolean raced =
            refusal.kind() == ApiException.Kind.CONFLICT
                || refusal.kind() == ApiException.Kind.NOT_FOUND;
        if (!raced || attempt == TRIES) {
          throw refusal;
        }
      }
    }
  }

  @Override
  public Receipt delete(PodIdentity pod) {
    try {
      api.delete(
          ResourceType.POD, pod.namespace(), pod.name(), DeleteOptions.now().ifUid(pod.uid()));
      return Receipt.TAKEN;
    } catch (ApiException refusal) {
      if (find(pod).isEmpty()) {
        return Receipt.GONE;
      }
      throw refusal;
    }
  }

  @Override
  public void event(PodIdentity pod, Event event) {
    ObjectReference about =
        ObjectReferenceBuilder.builder()
            .apiVersion("v1")
            .kind("Pod")
            .namespace(pod.namespace())
            .name(pod.name())
            .uid(pod.uid())
            .fieldPath(event.fieldPath())
            .build();
    if (event.type().equals("Warning")) {
      events.warning(about, event.reason(), event.message());
    } else {
      events.normal(about, event.reason(), event.message());
    }
  }

  @Override
  public void nodeEvent(String reason, String message) {
    if (node != null) {
      events.warning(node, reason, message);
    }
  }

  private Optional<Pod> find(PodIdentity pod) {
    return api.find(ResourceType.POD, pod.namespace(), pod.name())
        .filter(found -> pod.uid().equals(found.metadata().uid()));
  }
}
