package io.kubelette.runtime.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.MemoryVolume;
import io.kubelette.runtime.PodIdentity;
import io.kubelette.runtime.SandboxSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Volumes in memory: local volumes of the engine, of type tmpfs, which the sandbox mounts so that
 * they outlive the containers that use them.
 *
 * <p>Thread-safe because it holds no state of its own.
 */
final class MemoryVolumes {

  /** Where a sandbox mounts its volumes. */
  private static final String FOLDER = "/volumes/";

  private static final Logger LOG = LoggerFactory.getLogger(MemoryVolumes.class);
  private static final String ENGINE_PREFIX = "kubelette_";
  private static final String ENGINE_NAME = ENGINE_PREFIX + "%s_%d_%s";

  private final EngineCalls calls;
  private final EngineApi api;

  MemoryVolumes(EngineCalls calls, EngineApi api) {
    this.calls = calls;
    this.api = api;
  }

  /** What a sandbox mounts to keep its volumes alive. */
  static List<Mount> mounts(SandboxSpec spec) {
    return spec.memoryVolumes().stream()
        .map(
            volume ->
                new Mount()
                    .withType(MountType.VOLUME)
                    .withSource(name(spec.pod(), spec.attempt(), volume.name()))
                    .withTarget(FOLDER + volume.name()))
        .toList();
  }

  /** The engine's names of the volumes that a sandbox mounts, by the pod's. */
  static Map<String, String> mountedBy(InspectContainerResponse sandbox) {
    Map<String, String> held = new LinkedHashMap<>();
    List<InspectContainerResponse.Mount> mounts = sandbox.getMounts();
    if (mounts == null) {
      return held;
    }
    for (InspectContainerResponse.Mount mount : mounts) {
      String target = String.valueOf(mount.getDestination());
      if (target.startsWith(FOLDER) && mount.getName() != null) {
        held.put(target.substring(FOLDER.length()), mount.getName());
      }
    }
    return held;
  }

  /** Whether a container mounts such a volume. */
  static boolean areHeldBy(InspectContainerResponse container) {
    List<InspectContainerResponse.Mount> mounts = container.getMounts();
    return mounts != null
        && mounts.stream()
            .anyMatch(mount -> String.valueOf(mount.getName()).startsWith(ENGINE_PREFIX));
  }

  /** The owner is part of it: two owners may run pods of one uid. */
  private static String name(PodIdentity pod, int attempt, String volume) {
    String owned = Integer.toHexString(pod.owner().hashCode()) + "_" + pod.uid();
    return ENGINE_NAME.formatted(owned, attempt, volume).replaceAll("[^a-zA-Z0-9_.-]", "-");
  }

  /** Makes what is missing; a volume that is there already is taken as it is. */
  void create(SandboxSpec spec) {
    for (MemoryVolume volume : spec.memoryVolumes()) {
      String call = "create volume " + volume.name();
      try {
        calls.call(call, client -> create(client, spec, volume));
      } catch (ContainerRuntimeException failure) {
        if (!api.podman() || failure.kind() != Kind.TRANSIENT || volume.sizeBytes() == 0) {
          throw failure;
        }
        // Older Podmans take a size for a quota on disk, also where there is no disk.
        LOG.warn("volume={} has no limit: {}", volume.name(), failure.getMessage());
        MemoryVolume open = new MemoryVolume(volume.name(), 0, volume.mode(), volume.group());
        calls.call(call, client -> create(client, spec, open));
      }
    }
  }

  private static boolean create(DockerClient client, SandboxSpec spec, MemoryVolume volume) {
    PodIdentity pod = spec.pod();
    client
        .createVolumeCmd()
        .withName(name(pod, spec.attempt(), volume.name()))
        .withDriver("local")
        .withDriverOpts(options(volume))
        .withLabels(Labels.selecting(pod.owner(), pod.uid()))
        .exec();
    return true;
  }

  private static Map<String, String> options(MemoryVolume volume) {
    StringBuilder flags = new StringBuilder("mode=").append(Integer.toOctalString(volume.mode()));
    if (volume.sizeBytes() > 0) {
      flags.append(",size=").append(volume.sizeBytes());
    }
    if (volume.group() != null) {
      flags.append(",gid=").append(volume.group());
    }
    return Map.of("type", "tmpfs", "device", "tmpfs", "o", flags.toString());
  }

  /** Removes the volumes of a pod that no container holds any more. */
  void remove(PodIdentity pod) {
    calls.call("remove the volumes of pod " + pod, client -> remove(client, pod));
  }

  private static boolean remove(DockerClient client, PodIdentity pod) {
    List<InspectVolumeResponse> found =
        client
            .listVolumesCmd()
            .withFilter(
                "label",
                List.of(Labels.OWNER + "=" + pod.owner(), Labels.POD_UID + "=" + pod.uid()))
            .exec()
            .getVolumes();
    if (found == null) {
      return false;
    }
    for (InspectVolumeResponse volume : found) {
      try {
        client.removeVolumeCmd(volume.getName()).exec();
      } catch (NotFoundException gone) {
        // Somebody was faster.
      } catch (ConflictException used) {
        // A dead container that is kept for its log holds it: the next removal gets it.
      }
    }
    return true;
  }
}
