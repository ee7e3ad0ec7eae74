package io.kubelette.pod;

import io.kubelette.model.Container;
import io.kubelette.model.Pod;
import io.kubelette.pod.reference.Environment;
import io.kubelette.pod.reference.PodObjects;
import io.kubelette.pod.reference.PodPlace;
import io.kubelette.pod.reference.ReferenceException;
import io.kubelette.pod.reference.RememberedObjects;
import io.kubelette.pod.reference.VariableReferences;
import io.kubelette.pod.volume.PodFiles;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerSecurity;
import io.kubelette.runtime.ContainerSpec;
import io.kubelette.runtime.ObservedImage;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Furnishes one pod and its containers with what a plan cannot know: the environment, volumes and
 * other files, and the facts of images.
 *
 * <p>Called on the I/O pool; may block. Each lane of the pod calls it from one thread at a time.
 */
final class Furnisher {

  private final PodTurn.Context context;
  private final ContainerRuntime runtime;
  private final PodObjects objects;
  private final @Nullable PodFiles files;

  Furnisher(PodTurn.Context context, ContainerRuntime runtime, Surroundings surroundings) {
    this.context = context;
    this.runtime = runtime;
    this.files = surroundings.files() == null ? null : surroundings.files().of(context.pod());
    this.objects = files == null ? new RememberedObjects(surroundings.objects()) : files.objects();
  }

  /**
   * The container with everything resolved.
   *
   * @throws ReferenceException if something that it refers to is missing, or must not be
   */
  ContainerSpec furnish(ContainerSpec spec, Setting setting) {
    Container definition = RecursiveReadOnly.resolved(setting.definition(), context.node());
    verifyUser(spec, setting);
    PodPlace place = place(setting.pod(), setting.podAddress());
    Map<String, String> env = Environment.of(place, definition, objects);
    ContainerSpec furnished =
        spec.withEnv(env)
            .withCommand(expanded(definition.command(), env))
            .withArgs(expanded(definition.args(), env))
            .withSecurity(withProfile(spec.security()));
    if (files == null) {
      return furnished;
    }
    PodFiles.View view =
        files.view(new PodFiles.Request(place, definition, spec.attempt(), env, setting.running()));
    Map<String, String> annotations = new HashMap<>(spec.annotations());
    annotations.putAll(view.annotations());
    return furnished.withMounts(view.mounts()).withAnnotations(annotations);
  }

  /**
   * The container as far as it can be told while its pod has no address; nothing if it lacks
   * something. {@link #complete} does the rest.
   */
  Optional<ContainerSpec> furnishAhead(ContainerSpec spec, Setting setting) {
    try {
      if (files != null) {
        files.reserveHosts();
      }
      return Optional.of(furnish(spec, setting));
    } catch (ReferenceException | UncheckedIOException | ContainerRuntimeException lacking) {
      return Optional.empty();
    }
  }

  /** Writes what a container will find that was created before its pod had an address. */
  void complete(Setting setting) {
    if (files != null) {
      files.writeHosts(place(setting.pod(), setting.podAddress()));
    }
  }

  /** A local profile is named by its path until here; an engine takes its text. */
  private ContainerSecurity withProfile(ContainerSecurity security) {
    boolean local = security.seccomp().kind() == ContainerSecurity.Profile.Kind.LOCAL;
    return local && files != null
        ? security.withSeccomp(
            ContainerSecurity.Profile.local(files.seccompProfile(security.seccomp().local())))
        : security;
  }

  private static List<String> expanded(List<String> words, Map<String, String> env) {
    return words.stream().map(word -> VariableReferences.expand(word, env)).toList();
  }

  /** The engine has mounted what the container was furnished with, or has refused to. */
  void started(Setting setting) {
    if (files != null) {
      files.mounted(setting.definition());
    }
  }

  /**
   * Whether what a container mounts could lead elsewhere by what other containers do, or others'
   * mounts by what it does.
   */
  static boolean sharesFolders(Setting setting) {
    boolean mountsParts =
        setting.definition().volumeMounts().stream()
            .anyMatch(mount -> mount.subPath() != null || mount.subPathExpr() != null);
    return mountsParts
        || setting.pod().spec().volumes().stream()
            .anyMatch(
                volume -> volume.hostPath() != null || volume.persistentVolumeClaim() != null);
  }

  private void verifyUser(ContainerSpec spec, Setting setting) {
    Container definition = setting.definition();
    Pod pod = setting.pod();
    if (ContainerRights.mustNotBeRoot(definition, pod)) {
      String user = runtime.image(spec.image()).map(ObservedImage::user).orElse("");
      ContainerRights.verifyNonRoot(definition, pod, context.pod(), user);
    }
  }

  /**
   * Makes the pod's volumes what they are to be now.
   *
   * @throws io.kubelette.pod.volume.VolumeException if one cannot be made
   */
  void prepareVolumes(Pod pod) {
    if (files != null) {
      files.prepareVolumes(place(pod, null));
    }
  }

  /** What an attempt of a container has written of its end. */
  Optional<String> terminationMessage(String container, int attempt) {
    int longest = context.config().messages().fileBytes();
    return files == null ? Optional.empty() : files.terminationMessage(container, attempt, longest);
  }

  /** Removes the volumes of a pod that has ended. */
  void removeVolumes() {
    if (files != null) {
      files.removeVolumes();
    }
  }

  /** Removes all files of a pod that is gone. */
  void removeFiles() {
    if (files != null) {
      files.removeAll();
    }
  }

  private PodPlace place(Pod pod, @Nullable String address) {
    PodNode node = context.node();
    boolean onHost = Boolean.TRUE.equals(pod.spec().hostNetwork());
    return new PodPlace(
        pod,
        node.name(),
        node.address(),
        address == null && onHost ? node.address() : address,
        node.allocatable());
  }
}
