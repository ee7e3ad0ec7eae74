package io.kubelette.api;

import io.kubelette.model.Deployment;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.LabelQuery;
import io.kubelette.model.LabelSelector;
import io.kubelette.model.ObjectMeta;
import io.kubelette.model.ObjectMetaBuilder;
import io.kubelette.model.ReplicaSet;
import io.kubelette.model.ReplicationController;
import io.kubelette.model.ResourceType;
import io.kubelette.model.Scale;
import io.kubelette.model.ScaleBuilder;
import io.kubelette.model.ScaleSpec;
import io.kubelette.model.ScaleStatusBuilder;
import io.kubelette.model.StatefulSet;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The scale of objects that have replicas. Pure. */
final class Scales {

  /** What there is to tell of an object's replicas. */
  private record Replicas(
      @Nullable Integer wanted, @Nullable Integer present, @Nullable String selector) {}

  private Scales() {}

  static Scale of(KubernetesObject object) {
    Replicas replicas = replicas(object);
    ObjectMeta metadata = object.metadata();
    return ScaleBuilder.builder()
        .metadata(
            ObjectMetaBuilder.builder()
                .name(metadata.name())
                .namespace(metadata.namespace())
                .uid(metadata.uid())
                .resourceVersion(metadata.resourceVersion())
                .creationTimestamp(metadata.creationTimestamp())
                .build())
        .spec(new ScaleSpec(replicas.wanted))
        .status(
            ScaleStatusBuilder.builder()
                .replicas(Objects.requireNonNullElse(replicas.present, 0))
                .selector(replicas.selector)
                .build())
        .build();
  }

  private static Replicas replicas(KubernetesObject object) {
    if (object instanceof Deployment it) {
      return new Replicas(
          it.spec().replicas(), it.status().replicas(), selector(it.spec().selector()));
    }
    if (object instanceof ReplicaSet it) {
      return new Replicas(
          it.spec().replicas(), it.status().replicas(), selector(it.spec().selector()));
    }
    if (object instanceof StatefulSet it) {
      return new Replicas(
          it.spec().replicas(), it.status().replicas(), selector(it.spec().selector()));
    }
    if (object instanceof ReplicationController it) {
      return new Replicas(
          it.spec().replicas(),
          it.status().replicas(),
          LabelQuery.of(it.spec().selector()).toString());
    }
    throw unscalable(ResourceType.of(object));
  }

  /** The object with the replicas that the scale wants. */
  static KubernetesObject scaled(KubernetesObject object, Scale scale) {
    Integer wanted = Objects.requireNonNullElse(scale.spec().replicas(), 0);
    if (wanted < 0) {
      throw negative(object, wanted);
    }
    if (object instanceof Deployment it) {
      return it.withSpec(it.spec().withReplicas(wanted));
    }
    if (object instanceof ReplicaSet it) {
      return it.withSpec(it.spec().withReplicas(wanted));
    }
    if (object instanceof StatefulSet it) {
      return it.withSpec(it.spec().withReplicas(wanted));
    }
    if (object instanceof ReplicationController it) {
      return it.withSpec(it.spec().withReplicas(wanted));
    }
    throw unscalable(ResourceType.of(object));
  }

  private static ApiException negative(KubernetesObject object, Integer wanted) {
    FieldError error =
        new FieldError(
            "spec.replicas",
            FieldError.Reason.INVALID,
            wanted.toString(),
            "must be greater than or equal to 0");
    String name = String.valueOf(object.metadata().name());
    return ApiException.of(
        ApiException.Kind.INVALID,
        "Scale.autoscaling \"%s\" is invalid: %s".formatted(name, error),
        new ErrorDetails("Scale", "autoscaling", name, "", List.of(), Duration.ZERO)
            .with(List.of(error)));
  }

  private static @Nullable String selector(@Nullable LabelSelector selector) {
    return selector == null ? null : selector.toQuery().toString();
  }

  private static ApiException unscalable(ResourceType<?> type) {
    return new ApiException(
        ApiException.Kind.NOT_FOUND,
        "the server could not find the requested resource: " + type + "/scale");
  }
}
