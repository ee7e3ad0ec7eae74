package io.kubelette.pod;

import io.kubelette.model.ConfigMap;
import io.kubelette.model.Secret;
import io.kubelette.model.Service;
import io.kubelette.pod.reference.PodObjects;
import io.kubelette.pod.volume.NodeFiles;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What pods find around them.
 *
 * @param objects to which their definitions refer
 * @param files where their volumes lie; null for a node without files, whose pods have none
 */
public record Surroundings(PodObjects objects, @Nullable NodeFiles files) {

  /** No objects and no files. */
  public static Surroundings none() {
    return new Surroundings(new NoObjects(), null);
  }

  private record NoObjects() implements PodObjects {

    @Override
    public Optional<ConfigMap> configMap(String namespace, String name) {
      return Optional.empty();
    }

    @Override
    public Optional<Secret> secret(String namespace, String name) {
      return Optional.empty();
    }

    @Override
    public List<Service> services(String namespace) {
      return List.of();
    }
  }
}
