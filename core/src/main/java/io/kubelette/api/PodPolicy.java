package io.kubelette.api;

import io.kubelette.model.Pod;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What pods may ask of the host that runs them: the levels of Kubernetes' Pod Security Standards,
 * and departures that whoever embeds the node allows.
 *
 * <p>{@link #defaults()} is the level {@code baseline}, which keeps pods from gaining the rights of
 * the host, with one stated departure: {@code hostPort} is allowed, since a port of the host is how
 * a program without a cluster network is reached. The other stated departure, {@code hostPath}, is
 * allowed below the prefixes that were named, and none are to begin with.
 *
 * @param level what is checked
 * @param hostPorts whether {@code hostPort} is allowed where the level forbids it
 * @param hostPaths directories below which {@code hostPath} is allowed where the level forbids it;
 *     absolute
 */
public record PodPolicy(Level level, HostPorts hostPorts, Set<Path> hostPaths) {

  /** The levels of the Pod Security Standards, from open to closed. */
  public enum Level {
    /** Nothing is refused: a pod may become root on the host. */
    PRIVILEGED,
    /** Known ways to gain the rights of the host are refused. */
    BASELINE,
    /** Best practice is demanded too: no root, no privilege escalation, a seccomp profile. */
    RESTRICTED;

    /** The name in labels and messages: {@code baseline}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether pods may bind ports of the host. */
  public enum HostPorts {
    /** As the level says. */
    BY_LEVEL,
    /** On every level. */
    ALLOWED
  }

  /** Refuses prefixes that are not absolute. */
  public PodPolicy {
    hostPaths = Set.copyOf(hostPaths.stream().map(PodPolicy::absolute).toList());
  }

  /** Baseline with host ports. */
  public static PodPolicy defaults() {
    return baseline().allowingHostPorts();
  }

  /** Everything is allowed: for pods that are trusted like the program itself. */
  public static PodPolicy privileged() {
    return new PodPolicy(Level.PRIVILEGED, HostPorts.BY_LEVEL, Set.of());
  }

  /** The level {@code baseline} to the letter. */
  public static PodPolicy baseline() {
    return new PodPolicy(Level.BASELINE, HostPorts.BY_LEVEL, Set.of());
  }

  /** The level {@code restricted} to the letter. */
  public static PodPolicy restricted() {
    return new PodPolicy(Level.RESTRICTED, HostPorts.BY_LEVEL, Set.of());
  }

  /** The same, with host ports. */
  public PodPolicy allowingHostPorts() {
    return new PodPolicy(level, HostPorts.ALLOWED, hostPaths);
  }

  /** The same, with host paths at and below this directory. */
  public PodPolicy allowingHostPath(Path prefix) {
    List<Path> all = Stream.concat(hostPaths.stream(), Stream.of(prefix)).toList();
    return new PodPolicy(level, hostPorts, Set.copyOf(all));
  }

  /**
   * Whether a pod may mount this path of the host. The path is taken as it is written: whoever
   * mounts it asks again with what its links resolve to.
   */
  public boolean allowsHostPath(Path path) {
    if (level == Level.PRIVILEGED) {
      return true;
    }
    boolean climbs = Stream.of(path.toString().split("/")).anyMatch(".."::equals);
    return path.isAbsolute()
        && !climbs
        && hostPaths.stream().anyMatch(path.normalize()::startsWith);
  }

  /** Each field of the pod that asks for more than this policy allows; empty if none does. */
  public List<FieldError> violations(Pod pod) {
    Violations found = Violations.none();
    if (level != Level.PRIVILEGED) {
      BaselinePolicy.check(pod, this, found);
    }
    if (level == Level.RESTRICTED) {
      RestrictedPolicy.check(pod.spec(), found.at("spec"));
    }
    return List.copyOf(found.errors());
  }

  /** What a refusal says, in the words of Kubernetes' admission, with every field. */
  public String refusal(List<FieldError> violations) {
    List<String> fields = violations.stream().map(FieldError::toString).toList();
    return "violates PodSecurity \"%s:latest\": %s"
        .formatted(level.label(), String.join(", ", fields));
  }

  private static Path absolute(Path prefix) {
    if (!prefix.isAbsolute()) {
      throw new IllegalArgumentException("a prefix for host paths is absolute, not " + prefix);
    }
    return prefix.normalize();
  }
}
