package io.kubelette.pod.reference;

import io.kubelette.model.Container;
import io.kubelette.model.EnvVarSource;
import io.kubelette.model.Pod;
import io.kubelette.model.Volume;
import io.kubelette.model.VolumeProjection;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The objects to which a pod refers, so that it hears when one of them changes. Pure. */
public final class PodReferences {

  private final String namespace;
  private final Set<PodObject> found = new HashSet<>();

  private PodReferences(String namespace) {
    this.namespace = namespace;
  }

  /** Those of its environments and of its volumes. */
  public static Set<PodObject> of(Pod pod) {
    String namespace = Objects.requireNonNullElse(pod.metadata().namespace(), "default");
    PodReferences references = new PodReferences(namespace);
    Stream.concat(pod.spec().initContainers().stream(), pod.spec().containers().stream())
        .forEach(references::add);
    pod.spec().volumes().forEach(references::add);
    return Set.copyOf(references.found);
  }

  /** Whether a volume has content that follows objects of the API or fields of the pod. */
  public static boolean hasLiveVolumes(Pod pod) {
    return pod.spec().volumes().stream()
        .anyMatch(
            volume ->
                volume.configMap() != null
                    || volume.secret() != null
                    || volume.downwardAPI() != null
                    || volume.projected() != null);
  }

  private void add(Container container) {
    container
        .envFrom()
        .forEach(
            source -> {
              if (source.configMapRef() != null) {
                configMap(source.configMapRef().name());
              }
              if (source.secretRef() != null) {
                secret(source.secretRef().name());
              }
            });
    container.env().stream()
        .map(variable -> variable.valueFrom())
        .filter(Objects::nonNull)
        .forEach(this::add);
  }

  private void add(EnvVarSource source) {
    if (source.configMapKeyRef() != null) {
      configMap(source.configMapKeyRef().name());
    }
    if (source.secretKeyRef() != null) {
      secret(source.secretKeyRef().name());
    }
  }

  private void add(Volume volume) {
    if (volume.configMap() != null) {
      configMap(volume.configMap().name());
    }
    if (volume.secret() != null) {
      secret(volume.secret().secretName());
    }
    if (volume.projected() != null) {
      volume.projected().sources().forEach(this::add);
    }
  }

  private void add(VolumeProjection projection) {
    if (projection.configMap() != null) {
      configMap(projection.configMap().name());
    }
    if (projection.secret() != null) {
      secret(projection.secret().name());
    }
  }

  private void configMap(@Nullable String name) {
    found.add(new PodObject(PodObject.Kind.CONFIG_MAP, namespace, String.valueOf(name)));
  }

  private void secret(@Nullable String name) {
    found.add(new PodObject(PodObject.Kind.SECRET, namespace, String.valueOf(name)));
  }
}
