package io.kubelette.api;

import io.kubelette.model.Event;
import io.kubelette.model.FieldQuery;
import io.kubelette.model.Job;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.Namespace;
import io.kubelette.model.Node;
import io.kubelette.model.ObjectReference;
import io.kubelette.model.Pod;
import io.kubelette.model.ReplicaSet;
import io.kubelette.model.ReplicationController;
import io.kubelette.model.ResourceType;
import io.kubelette.model.Secret;
import io.kubelette.model.Service;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields by which Kubernetes lets objects be selected. Pure. */
final class SelectableFields {

  private static final Set<String> EVERY_KIND = Set.of("metadata.name", "metadata.namespace");

  private static final Map<ResourceType<?>, Set<String>> BY_KIND =
      Map.of(
          ResourceType.POD,
          Set.of(
              "spec.nodeName",
              "spec.restartPolicy",
              "spec.schedulerName",
              "spec.serviceAccountName",
              "spec.hostNetwork",
              "status.phase",
              "status.podIP",
              "status.nominatedNodeName"),
          ResourceType.EVENT,
          Set.of(
              "involvedObject.kind",
              "involvedObject.namespace",
              "involvedObject.name",
              "involvedObject.uid",
              "involvedObject.apiVersion",
              "involvedObject.resourceVersion",
              "involvedObject.fieldPath",
              "reason",
              "reportingComponent",
              "source",
              "type"),
          ResourceType.SERVICE,
          Set.of("spec.clusterIP", "spec.type"),
          ResourceType.NODE,
          Set.of("spec.unschedulable"),
          ResourceType.NAMESPACE,
          Set.of("status.phase"),
          ResourceType.SECRET,
          Set.of("type"),
          ResourceType.REPLICATION_CONTROLLER,
          Set.of("status.replicas"),
          ResourceType.REPLICA_SET,
          Set.of("status.replicas"),
          ResourceType.JOB,
          Set.of("status.successful"));

  private SelectableFields() {}

  static void check(ResourceType<?> type, FieldQuery query) {
    for (FieldQuery.Condition condition : query.conditions()) {
      String field = condition.field();
      if (!EVERY_KIND.contains(field) && !BY_KIND.getOrDefault(type, Set.of()).contains(field)) {
        throw ApiException.badRequest(
            BY_KIND.containsKey(type)
                ? "field label not supported: " + field
                : "\""
                    + field
                    + "\" is not a known field selector: only \"metadata.name\","
                    + " \"metadata.namespace\"");
      }
    }
  }

  /** The values of an object's selectable fields that are set. */
  static Map<String, String> of(KubernetesObject object) {
    Map<String, String> fields = new HashMap<>();
    put(fields, "metadata.name", object.metadata().name());
    put(fields, "metadata.namespace", object.metadata().namespace());
    if (object instanceof Pod pod) {
      ofPod(pod, fields);
    } else if (object instanceof Event event) {
      ofEvent(event, fields);
    } else if (object instanceof Service service) {
      put(fields, "spec.clusterIP", service.spec().clusterIP());
      put(fields, "spec.type", service.spec().type());
    } else if (object instanceof Node node) {
      put(fields, "spec.unschedulable", Boolean.TRUE.equals(node.spec().unschedulable()));
    } else if (object instanceof Namespace namespace) {
      put(fields, "status.phase", namespace.status().phase());
    } else if (object instanceof Secret secret) {
      put(fields, "type", secret.type());
    } else {
      ofWorkload(object, fields);
    }
    return fields;
  }

  private static void ofWorkload(KubernetesObject object, Map<String, String> fields) {
    if (object instanceof ReplicationController controller) {
      put(fields, "status.replicas", orZero(controller.status().replicas()));
    } else if (object instanceof ReplicaSet set) {
      put(fields, "status.replicas", orZero(set.status().replicas()));
    } else if (object instanceof Job job) {
      put(fields, "status.successful", orZero(job.status().succeeded()));
    }
  }

  private static Integer orZero(@Nullable Integer count) {
    return count == null ? 0 : count;
  }

  private static void ofPod(Pod pod, Map<String, String> fields) {
    put(fields, "spec.nodeName", pod.spec().nodeName());
    put(fields, "spec.restartPolicy", pod.spec().restartPolicy());
    put(fields, "spec.schedulerName", pod.spec().schedulerName());
    put(fields, "spec.serviceAccountName", pod.spec().serviceAccountName());
    put(fields, "spec.hostNetwork", Boolean.TRUE.equals(pod.spec().hostNetwork()));
    put(fields, "status.phase", pod.status().phase());
    put(fields, "status.podIP", pod.status().podIP());
    put(fields, "status.nominatedNodeName", pod.status().nominatedNodeName());
  }

  private static void ofEvent(Event event, Map<String, String> fields) {
    ObjectReference about = event.involvedObject();
    if (about != null) {
      put(fields, "involvedObject.kind", about.kind());
      put(fields, "involvedObject.namespace", about.namespace());
      put(fields, "involvedObject.name", about.name());
      put(fields, "involvedObject.uid", about.uid());
      put(fields, "involvedObject.apiVersion", about.apiVersion());
      put(fields, "involvedObject.resourceVersion", about.resourceVersion());
      put(fields, "involvedObject.fieldPath", about.fieldPath());
    }
    put(fields, "reason", event.reason());
    put(fields, "reportingComponent", event.reportingComponent());
    put(fields, "source", event.source() == null ? null : event.source().component());
    put(fields, "type", event.type());
  }

  private static void put(Map<String, String> fields, String path, @Nullable Object value) {
    if (value != null) {
      fields.put(path, value.toString());
    }
  }
}
