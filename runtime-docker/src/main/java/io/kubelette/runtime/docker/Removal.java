package io.kubelette.runtime.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.Optional;

/** Removes a container, killing it if it runs; that there is none is success. */
final class Removal {

  private Removal() {}

  /** Removes it, and returns what it was; nothing if it was gone. */
  static Optional<InspectContainerResponse> removed(DockerClient client, String id) {
    try {
      InspectContainerResponse last = client.inspectContainerCmd(id).exec();
      remove(client, id);
      return Optional.of(last);
    } catch (NotFoundException gone) {
      return Optional.empty();
    }
  }

  static boolean remove(DockerClient client, String id) {
    try {
      client.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
      return true;
    } catch (NotFoundException gone) {
      return false;
    } catch (ConflictException beingRemoved) {
      return false; // With force, the engine's one conflict is a removal that is under way.
    }
  }
}
