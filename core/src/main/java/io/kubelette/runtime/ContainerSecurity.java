package io.kubelette.runtime;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rights under which a container runs; whether a pod may ask for them is decided before.
 *
 * @param runAsUser the user id; null for the image's user
 * @param runAsGroup the group id; null for that of the user
 * @param supplementalGroups further groups
 * @param privileged whether it has all rights of the host's root
 * @param addCapabilities to add to the engine's, without {@code CAP_}; {@code ALL} for all
 * @param dropCapabilities to take away, likewise
 * @param readOnlyRootFilesystem whether it can write to its mounts alone
 * @param noNewPrivileges whether no program in it can gain rights. Kubernetes:
 *     allowPrivilegeEscalation=false
 * @param seccomp the filter of system calls; a local one is the JSON text of the profile
 * @param appArmor the AppArmor profile; a local one is its name as it is loaded on the host
 * @param seLinux the SELinux label; null for the engine's
 * @param procMount which of {@code /proc} is hidden
 */
@RecordBuilder
public record ContainerSecurity(
    @Nullable Long runAsUser,
    @Nullable Long runAsGroup,
    List<Long> supplementalGroups,
    boolean privileged,
    List<String> addCapabilities,
    List<String> dropCapabilities,
    boolean readOnlyRootFilesystem,
    boolean noNewPrivileges,
    Profile seccomp,
    Profile appArmor,
    @Nullable SeLinux seLinux,
    ProcMount procMount)
    implements ContainerSecurityBuilder.With {

  /** What an engine does when nothing is asked of it. */
  public static final ContainerSecurity DEFAULT =
      new ContainerSecurity(
          null,
          null,
          List.of(),
          false,
          List.of(),
          List.of(),
          false,
          false,
          Profile.RUNTIME_DEFAULT,
          Profile.RUNTIME_DEFAULT,
          null,
          ProcMount.DEFAULT);

  /** Copies the lists. */
  public ContainerSecurity {
    supplementalGroups = List.copyOf(supplementalGroups);
    addCapabilities = List.copyOf(addCapabilities);
    dropCapabilities = List.copyOf(dropCapabilities);
  }

  /**
   * A profile of a security module.
   *
   * @param kind whose it is
   * @param local what it is while {@code LOCAL}, else empty
   */
  public record Profile(Kind kind, String local) {

    /** The engine's own. */
    public static final Profile RUNTIME_DEFAULT = new Profile(Kind.RUNTIME_DEFAULT, "");

    /** None. */
    public static final Profile UNCONFINED = new Profile(Kind.UNCONFINED, "");

    /** One of the node's. */
    public static Profile local(String profile) {
      return new Profile(Kind.LOCAL, profile);
    }

    /** Whose a profile is. */
    public enum Kind {
      /** The engine's own. */
      RUNTIME_DEFAULT,
      /** There is none. */
      UNCONFINED,
      /** The node's. */
      LOCAL
    }
  }

  /**
   * An SELinux label; empty parts are the engine's.
   *
   * @param user the user part
   * @param role the role part
   * @param type the type part
   * @param level the level part
   */
  public record SeLinux(String user, String role, String type, String level) {}

  /** Which of {@code /proc} is hidden. */
  public enum ProcMount {
    /** What the engine hides. */
    DEFAULT,
    /** Nothing is hidden. */
    UNMASKED
  }
}
