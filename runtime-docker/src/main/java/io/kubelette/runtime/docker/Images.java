package io.kubelette.runtime.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.NotFoundException;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.ObservedImage;
import io.kubelette.runtime.PullProgress;
import java.time.Duration;
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
final class Images {

  private final EngineCalls calls;
  private final EngineClients clients;
  private final Duration stall;
  private final Map<String, String> statusIds = new ConcurrentHashMap<>();

  Images(EngineCalls calls, EngineClients clients, Duration stall) {
    this.calls = calls;
    this.clients = clients;
    this.stall = stall;
  }

  Optional<ObservedImage> find(String reference) {
    return calls.call("inspect image " + reference, client -> find(client, reference));
  }

  private static Optional<ObservedImage> find(DockerClient client, String reference) {
    try {
      InspectImageResponse found = client.inspectImageCmd(reference).exec();
      Long size = found.getSize();
      return Optional.of(new ObservedImage(statusId(found), size == null ? 0 : size));
    } catch (NotFoundException | BadRequestException absentOrNoName) {
      return Optional.empty();
    }
  }

  ObservedImage pull(String reference, PullProgress progress) {
    new Pull(reference, clients, stall).run(progress);
    return find(reference)
        .orElseThrow(
            () ->
                new ContainerRuntimeException(
                    Kind.TRANSIENT,
                    "pull image " + reference + ": it was removed again at once, try once more"));
  }

  /** The form of a pod's status for the image of a container, whose id is the engine's. */
  String statusId(DockerClient client, String imageId) {
    String known = statusIds.get(imageId);
    if (known != null) {
      return known;
    }
    try {
      String found = statusId(client.inspectImageCmd(imageId).exec());
      statusIds.put(imageId, found);
      return found;
    } catch (NotFoundException removed) {
      return "docker://" + imageId;
    }
  }

  private static String statusId(InspectImageResponse image) {
    List<String> digests = image.getRepoDigests();
    return digests == null || digests.isEmpty()
        ? "docker://" + image.getId()
        : "docker-pullable://" + digests.get(0);
  }
}
