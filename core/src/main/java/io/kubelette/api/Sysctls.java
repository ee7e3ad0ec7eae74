package io.kubelette.api;

import io.kubelette.model.Sysctl;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** Parameters of the kernel that pods may set within their own namespaces. Pure. */
public final class Sysctls {

  /** Kubernetes: those that are namespaced and harm nobody else. */
  private static final Set<String> SAFE =
      Set.of(
          "kernel.shm_rmid_forced",
          "net.ipv4.ip_local_port_range",
          "net.ipv4.tcp_syncookies",
          "net.ipv4.ping_group_range",
          "net.ipv4.ip_unprivileged_port_start",
          "net.ipv4.ip_local_reserved_ports",
          "net.ipv4.tcp_keepalive_time",
          "net.ipv4.tcp_keepalive_intvl",
          "net.ipv4.tcp_keepalive_probes",
          "net.ipv4.tcp_fin_timeout",
          "net.ipv4.tcp_rmem",
          "net.ipv4.tcp_wmem");

  private static final int LONGEST = 253;
  private static final String SEGMENT = "[a-z0-9]([-_a-z0-9]*[a-z0-9])?";
  private static final Pattern NAME = Pattern.compile("(" + SEGMENT + "[\\./])*" + SEGMENT);

  private Sysctls() {}

  /** Checks that these are names of sysctls, each once. */
  static void check(List<Sysctl> sysctls, Violations at) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < sysctls.size(); i++) {
      String name = Objects.requireNonNullElse(sysctls.get(i).name(), "");
      Violations here = at.at(i).at("name");
      if (name.isEmpty()) {
        here.required("");
      } else if (name.length() > LONGEST || !NAME.matcher(name).matches()) {
        here.invalid(
            name, "must have at most %d characters and match regex ^%s$".formatted(LONGEST, NAME));
      } else if (!names.add(dotted(name))) {
        here.duplicate(name);
      }
    }
  }

  /** Whether every node allows it. */
  public static boolean isSafe(String name) {
    return SAFE.contains(dotted(name));
  }

  /**
   * Whether one of the patterns allows it.
   *
   * @param patterns names, of which a trailing {@code *} stands for any rest
   */
  public static boolean isAllowed(String name, Collection<String> patterns) {
    String wanted = dotted(name);
    return patterns.stream()
        .anyMatch(
            pattern ->
                pattern.endsWith("*")
                    ? wanted.startsWith(pattern.substring(0, pattern.length() - 1))
                    : wanted.equals(pattern));
  }

  /** Slashes are another way to write the dots. */
  private static String dotted(String name) {
    int dot = name.indexOf('.');
    int slash = name.indexOf('/');
    boolean slashed = slash >= 0 && (dot < 0 || slash < dot);
    return slashed ? name.replace('.', '\0').replace('/', '.').replace('\0', '/') : name;
  }
}
