package io.kubelette.runtime.docker;

import com.github.dockerjava.api.DockerClient;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.PullProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The engine of the Docker tests, as the environment describes it: see {@code .ci/engine}. */
public final class DockerEngine {

  private DockerEngine() {}

  /** An image with busybox's applets and no entry point. */
  public static String busybox() {
    return System.getenv().getOrDefault("KUBELETTE_BUSYBOX_IMAGE", "busybox:1.37");
  }

  /** An image that only the registry of {@code .ci/engine} has, if that is there. */
  public static Optional<String> pullable() {
    return Optional.ofNullable(System.getenv("KUBELETTE_PULLABLE_IMAGE"));
  }

  /** An image with {@code /bin/echo entrypoint} and {@code default-argument}, if it is there. */
  public static Optional<String> entrypoint() {
    return Optional.ofNullable(System.getenv("KUBELETTE_ENTRYPOINT_IMAGE"));
  }

  /** A sandbox image as a user may bring one, if it is there. */
  public static Optional<String> sandbox() {
    return Optional.ofNullable(System.getenv("KUBELETTE_SANDBOX_IMAGE"));
  }

  /** The address of the registry of {@code .ci/engine}, if that is there. */
  public static Optional<String> registry() {
    return Optional.ofNullable(System.getenv("KUBELETTE_REGISTRY"));
  }

  /** Removes an image or a name of it; what was made of it stays. */
  static void removeImage(String reference) {
    try (DockerClient client = new EngineClients(DockerOptions.defaults()).forStream()) {
      client.removeImageCmd(reference).withForce(true).exec();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The names of the volumes that are labelled with that owner. */
  public static List<String> volumesOf(String owner) {
    try (DockerClient client = new EngineClients(DockerOptions.defaults()).forStream()) {
      return client
          .listVolumesCmd()
          .withFilter("label", List.of(Labels.OWNER + "=" + owner))
          .exec()
          .getVolumes()
          .stream()
          .map(volume -> volume.getName())
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Whether a missing engine is a failure. */
  static boolean isRequired(Map<String, String> environment) {
    return "required".equals(environment.get("KUBELETTE_DOCKER"));
  }

  /** Why the Docker tests cannot run; empty if they can. Fetches busybox if need be. */
  static Optional<String> missing() {
    try (DockerRuntime runtime = DockerRuntime.connect()) {
      if (runtime.image(busybox()).isEmpty()) {
        runtime.pullImage(busybox(), PullProgress.ignored());
      }
      return Optional.empty();
    } catch (ContainerRuntimeException failure) {
      return Optional.of(failure.getMessage());
    }
  }
}
