package io.kubelette.api;

import java.util.Collection;
import java.util.Set;

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

  private Sysctls() {}

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
