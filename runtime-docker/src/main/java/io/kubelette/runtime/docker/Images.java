package io.kubelette.runtime.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.InternalServerErrorException;
import com.github.dockerjava.api.exception.NotFoundException;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.ImageInventory;
import io.kubelette.runtime.ImagePull;
import io.kubelette.runtime.ImageRemoval;
import io.kubelette.runtime.ObservedImage;
import io.kubelette.runtime.PullProgress;
import io.kubelette.runtime.RegistryCredentials;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks images up and fetches them.
 *
 * <p>Thread-safe because its one state is a concurrent map: the names of images by their ids, which
 * never change. It grows with the number of different images that were run.
 */
final class Images implements ImageInventory, ImageRemoval {

  private final EngineCalls calls;
  private final EngineClients clients;
  private final Duration stall;
  private final UserCredentials users;
  private final Map<String, Named> named = new ConcurrentHashMap<>();

  Images(EngineCalls calls, EngineClients clients, Duration stall) {
    this.calls = calls;
    this.clients = clients;
    this.stall = stall;
    this.users = new UserCredentials(clients.userConfig());
  }

  Optional<ObservedImage> find(String reference) {
    return calls.call("inspect image " + reference, client -> find(client, reference));
  }

  private static Optional<ObservedImage> find(DockerClient client, String reference) {
    try {
      return Optional.of(ObservedImages.of(client.inspectImageCmd(reference).exec()));
    } catch (NotFoundException | BadRequestException absentOrNoName) {
      return Optional.empty();
    } catch (InternalServerErrorException answer) {
      RuntimeException meant = PodmanAnswers.translated(answer);
      if (meant instanceof BadRequestException) {
        return Optional.empty();
      }
      throw meant;
    }
  }

  ObservedImage pull(ImagePull pull, PullProgress progress) {
    String reference = pull.reference();
    List<RegistryCredentials> all = new ArrayList<>(pull.credentials());
    users.of(reference).ifPresent(all::add);
    pull(reference, all, progress);
    return find(reference)
        .orElseThrow(
            () ->
                new ContainerRuntimeException(
                    Kind.TRANSIENT,
                    "pull image " + reference + ": it was removed again at once, try once more"));
  }

  /** Registries say in many ways that they want another name, so each failure may be one. */
  private void pull(String reference, List<RegistryCredentials> all, PullProgress progress) {
    if (all.isEmpty()) {
      new Pull(reference, null, clients, stall).run(progress);
      return;
    }
    for (int one = 0; one < all.size(); one++) {
      try {
        new Pull(reference, all.get(one), clients, stall).run(progress);
        return;
      } catch (ContainerRuntimeException failure) {
        if (failure.kind() == Kind.CANCELLED || one == all.size() - 1) {
          throw failure;
        }
      }
    }
  }

  /** The words of a pod's status for the image of a container, whose id is the engine's. */
  Named named(DockerClient client, String imageId) {
    Named known = named.get(imageId);
    if (known != null) {
      return known;
    }
    try {
      ObservedImage found = ObservedImages.of(client.inspectImageCmd(imageId).exec());
      Named name = new Named(found.id(), found.names().isEmpty() ? "" : found.names().get(0));
      named.put(imageId, name);
      return name;
    } catch (NotFoundException removed) {
      return new Named("docker://" + imageId, "");
    }
  }

  /**
   * An image in the words of a pod's status.
   *
   * @param statusId its digest or id
   * @param name its first tag or digest; empty if it has none
   */
  record Named(String statusId, String name) {}

  @Override
  public List<ObservedImage> images() {
    return calls.call(
        "list images",
        client -> client.listImagesCmd().exec().stream().map(ObservedImages::of).toList());
  }

  @Override
  public void removeImage(String image) {
    String id = image.substring(image.indexOf("://") < 0 ? 0 : image.indexOf("://") + 3);
    calls.call(
        "remove image " + image,
        client -> {
          try {
            // By its id, which takes all of its names with it; force is what that needs.
            InspectImageResponse found = client.inspectImageCmd(id).exec();
            refuseIfUsed(client, found.getId());
            client.removeImageCmd(found.getId()).withForce(true).exec();
            return true;
          } catch (NotFoundException gone) {
            return false;
          }
        });
  }

  private static void refuseIfUsed(DockerClient client, String imageId) {
    boolean used =
        client.listContainersCmd().withShowAll(true).exec().stream()
            .anyMatch(container -> imageId.equals(container.getImageId()));
    if (used) {
      throw new ContainerRuntimeException(
          Kind.CONFLICT, "a container is made of image " + imageId + ": remove it first");
    }
  }
}
