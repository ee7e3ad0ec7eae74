package io.kubelette.runtime.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.InternalServerErrorException;
import com.github.dockerjava.api.exception.NotFoundException;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.PodIdentity;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * The creation of a container under the kubelet's name for it.
 *
 * <p>The name keeps two of one attempt from existing. Where a stranger has it (another owner that
 * runs a pod of the same uid), a random suffix is added: the name is for people, the labels count.
 *
 * @param client the engine
 * @param pod whose it is
 * @param name from {@link #name}
 */
record Creation(DockerClient client, PodIdentity pod, String name) {

  /** {@code k8s_<container>_<pod>_<namespace>_<uid>_<attempt>}; a sandbox's is {@code POD}. */
  static String name(String container, PodIdentity pod, int attempt) {
    String name =
        "k8s_%s_%s_%s_%s_%d".formatted(container, pod.name(), pod.namespace(), pod.uid(), attempt);
    return name.replaceAll("[^a-zA-Z0-9_.-]", "-");
  }

  /** Creates it from an image, the command being filled by {@code rest}, and returns its id. */
  String create(String image, Consumer<CreateContainerCmd> rest) {
    try {
      return create(name, image, rest);
    } catch (ConflictException | InternalServerErrorException refused) {
      if (!isTaken(refused) || !isStrangers()) {
        throw refused;
      }
      String suffix = Integer.toHexString(ThreadLocalRandom.current().nextInt());
      return create(name + "_" + suffix, image, rest);
    }
  }

  private String create(String unique, String image, Consumer<CreateContainerCmd> rest) {
    try (CreateContainerCmd command = client.createContainerCmd(image)) {
      rest.accept(command);
      return command.withName(unique).exec().getId();
    }
  }

  private static boolean isTaken(DockerException refused) {
    return refused instanceof ConflictException
        || refused instanceof InternalServerErrorException answer
            && PodmanAnswers.translated(answer) instanceof ConflictException;
  }

  private boolean isStrangers() {
    InspectContainerResponse holder;
    try {
      holder = client.inspectContainerCmd(name).exec();
    } catch (NotFoundException half) {
      // The engine holds the name for one in the making, which may be ours too, by a call that was
      // interrupted: a second one beside it would be two of one attempt.
      throw new ContainerRuntimeException(
          Kind.TRANSIENT, "the name " + name + " is being taken or freed at this moment", half);
    }
    Map<String, String> labels = holder.getConfig().getLabels();
    return labels == null || !pod.equals(Labels.pod(labels));
  }
}
