package io.kubelette.runtime.docker;

import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.PropagationMode;
import com.github.dockerjava.api.model.SELContext;
import com.github.dockerjava.api.model.Volume;
import io.kubelette.runtime.ContainerResources;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.ContainerSecurity;
import io.kubelette.runtime.ContainerSecurity.Profile;
import io.kubelette.runtime.ContainerSecurity.SeLinux;
import io.kubelette.runtime.Mount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says in the engine's words what a container may do and use. Pure. */
final class HostConfigs {

  /** Kubernetes: the CPU quota is given for 100 ms. */
  static final long CPU_PERIOD = 100_000;

  private HostConfigs() {}

  /** Resources; memory is memory alone, without swap on top. */
  static void limit(HostConfig host, ContainerResources resources) {
    if (resources.cpuShares() > 0) {
      host.withCpuShares((int) resources.cpuShares());
    }
    if (resources.cpuQuota() > 0) {
      host.withCpuPeriod(CPU_PERIOD).withCpuQuota(resources.cpuQuota());
    }
    if (resources.memoryBytes() > 0) {
      host.withMemory(resources.memoryBytes()).withMemorySwap(resources.memoryBytes());
    }
    if (resources.pids() > 0) {
      host.withPidsLimit(resources.pids());
    }
    host.withOomScoreAdj(resources.oomScoreAdj());
  }

  /** What of the resources an inspection tells. */
  static ContainerResources resources(HostConfig host) {
    Integer shares = host.getCpuShares();
    Integer score = host.getOomScoreAdj();
    return new ContainerResources(
        shares == null ? 0 : shares,
        orZero(host.getCpuQuota()),
        orZero(host.getMemory()),
        score == null ? 0 : score,
        orZero(host.getPidsLimit()));
  }

  private static long orZero(@Nullable Long number) {
    return number == null ? 0 : Math.max(0, number);
  }

  /** A configuration in which nothing is said yet but how much of /proc is hidden. */
  static HostConfig of(ContainerSecurity security) {
    return security.procMount() == ContainerSecurity.ProcMount.UNMASKED
        ? new OpenHostConfig()
        : HostConfig.newHostConfig();
  }

  /** Rights, but for the user, which is no part of the host's configuration. */
  static void secure(HostConfig host, ContainerSecurity security) {
    host.withPrivileged(security.privileged())
        .withReadonlyRootfs(security.readOnlyRootFilesystem())
        .withCapAdd(capabilities(security.addCapabilities()))
        .withCapDrop(capabilities(security.dropCapabilities()))
        .withSecurityOpts(options(security));
    if (!security.supplementalGroups().isEmpty()) {
      host.withGroupAdd(security.supplementalGroups().stream().map(String::valueOf).toList());
    }
  }

  private static Capability[] capabilities(List<String> names) {
    return names.stream().map(HostConfigs::capability).toArray(Capability[]::new);
  }

  private static Capability capability(String name) {
    String plain = name.toUpperCase(Locale.ROOT);
    try {
      return Capability.valueOf(plain.startsWith("CAP_") ? plain.substring(4) : plain);
    } catch (IllegalArgumentException unknown) {
      throw new ContainerRuntimeException(
          Kind.REJECTED, "there is no capability " + name + ", write it without CAP_", unknown);
    }
  }

  static List<String> options(ContainerSecurity security) {
    List<String> options = new ArrayList<>();
    if (security.noNewPrivileges()) {
      options.add("no-new-privileges");
    }
    add(options, "seccomp", security.seccomp());
    add(options, "apparmor", security.appArmor());
    SeLinux label = security.seLinux();
    if (label != null) {
      addLabel(options, "user", label.user());
      addLabel(options, "role", label.role());
      addLabel(options, "type", label.type());
      addLabel(options, "level", label.level());
    }
    return options;
  }

  private static void add(List<String> options, String module, Profile profile) {
    switch (profile.kind()) {
      case UNCONFINED -> options.add(module + "=unconfined");
      case LOCAL -> options.add(module + "=" + profile.local());
      case RUNTIME_DEFAULT -> {
        // The engine's own is what it takes when it is told nothing.
      }
    }
  }

  private static void addLabel(List<String> options, String part, String value) {
    if (!value.isEmpty()) {
      options.add("label=" + part + ":" + value);
    }
  }

  /** Mounts; {@code volumes} names the engine's volumes by those of the pod. */
  static void mount(HostConfig host, List<Mount> mounts, Map<String, String> volumes) {
    List<Bind> binds = new ArrayList<>();
    List<com.github.dockerjava.api.model.Mount> others = new ArrayList<>();
    for (Mount mount : mounts) {
      if (mount.source() instanceof Mount.Memory memory) {
        others.add(memory(mount, memory, volumes));
      } else if (mount.source() instanceof Mount.HostPath source) {
        if (mount.access() == Mount.Access.READ_ONLY_RECURSIVE) {
          others.add(strict(mount, source).withBindOptions(new RecursiveBind()));
        } else if (source.path().contains(":") || mount.path().contains(":")) {
          others.add(strict(mount, source));
        } else {
          binds.add(bind(mount, source));
        }
      }
    }
    if (!binds.isEmpty()) {
      host.withBinds(binds);
    }
    if (!others.isEmpty()) {
      host.withMounts(others);
    }
  }

  private static Bind bind(Mount mount, Mount.HostPath source) {
    return new Bind(
        source.path(),
        new Volume(mount.path()),
        isReadOnly(mount) ? AccessMode.ro : AccessMode.rw,
        SELContext.none,
        null,
        switch (mount.propagation()) {
          // What engines do by themselves, but for a folder that holds their own files, such as
          // "/":
          // there it must be another one, which they choose if none is given.
          case PRIVATE -> PropagationMode.DEFAULT_MODE;
          case HOST_TO_CONTAINER -> PropagationMode.RSLAVE;
          case BIDIRECTIONAL -> PropagationMode.RSHARED;
        });
  }

  /** The form for paths with colons, which makes no folder where nothing is. */
  private static com.github.dockerjava.api.model.Mount strict(Mount mount, Mount.HostPath source) {
    return new com.github.dockerjava.api.model.Mount()
        .withType(MountType.BIND)
        .withSource(source.path())
        .withTarget(mount.path())
        .withReadOnly(isReadOnly(mount));
  }

  private static com.github.dockerjava.api.model.Mount memory(
      Mount mount, Mount.Memory memory, Map<String, String> volumes) {
    String volume = volumes.get(memory.volume());
    if (memory.subPath() != null) {
      throw new ContainerRuntimeException(
          Kind.REJECTED, "this engine mounts a volume in memory only as a whole, not a subPath");
    }
    if (volume == null) {
      throw new ContainerRuntimeException(
          Kind.REJECTED, "the sandbox has no volume in memory called " + memory.volume());
    }
    return new com.github.dockerjava.api.model.Mount()
        .withType(MountType.VOLUME)
        .withSource(volume)
        .withTarget(mount.path())
        .withReadOnly(isReadOnly(mount));
  }

  private static boolean isReadOnly(Mount mount) {
    return mount.access() != Mount.Access.READ_WRITE;
  }
}
