package io.kubelette.runtime.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;

/** Removes a container, killing it if it runs; that there is none is success. */
final class Removal {

  private Removal() {}

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
