package io.kubelette.runtime.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.AuthConfig;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.PullProgress;
import io.kubelette.runtime.RegistryCredentials;
import io.kubelette.runtime.RegistryKeyring;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

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

  /** Gives an image another name, in the engine. */
  public static void tag(String image, String repository, String tag) {
    withClient(client -> client.tagImageCmd(image, repository, tag).exec());
  }

  /** Makes an image of one layer that is as large as that and cannot be compressed. */
  public static void makeNoise(String image, int bytes) {
    byte[] noise = new byte[bytes];
    new Random(bytes).nextBytes(noise);
    byte[] layer = SandboxArchive.tar(new SandboxArchive.File("noise", noise, 0444));
    String config =
        "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"Cmd\":[\"/noise\"]},"
            + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"sha256:%s\"]}}"
                .formatted(SandboxArchive.sha256(layer));
    String manifest =
        "[{\"Config\":\"config.json\",\"RepoTags\":[\"%s\"],\"Layers\":[\"layer.tar\"]}]"
            .formatted(image);
    byte[] archive =
        SandboxArchive.tar(
            new SandboxArchive.File("config.json", config.getBytes(UTF_8), 0444),
            new SandboxArchive.File("layer.tar", layer, 0444),
            new SandboxArchive.File("manifest.json", manifest.getBytes(UTF_8), 0444));
    withClient(client -> client.loadImageCmd(new ByteArrayInputStream(archive)).exec());
  }

  /** Brings an image to the registry that its name says, and takes the name away here. */
  public static void move(String image, RegistryCredentials to) {
    withClient(
        client -> {
          AuthConfig auth =
              new AuthConfig()
                  .withRegistryAddress(RegistryKeyring.registryOf(image))
                  .withUsername(to.username())
                  .withPassword(to.password());
          try {
            client.pushImageCmd(image).withAuthConfig(auth).start().awaitCompletion();
          } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
          }
        });
    removeImage(image);
  }

  /** The process that is the first of a container, or of a sandbox, on this machine. */
  public static long pidOf(String id) {
    AtomicLong pid = new AtomicLong();
    withClient(
        client -> {
          Long found = client.inspectContainerCmd(id).exec().getState().getPidLong();
          pid.set(found == null ? 0 : found);
        });
    return pid.get();
  }

  private static void withClient(Consumer<DockerClient> use) {
    try (DockerClient client = new EngineClients(DockerOptions.defaults()).forStream()) {
      use.accept(client);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Removes an image or a name of it; what was made of it stays. */
  public static void removeImage(String reference) {
    withClient(client -> client.removeImageCmd(reference).withForce(true).exec());
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
