package io.kubelette.pod.volume;

import io.kubelette.model.HostAlias;
import java.util.List;

/** The hosts file of a pod. Pure. */
public final class HostsFile {

  private static final String HEADER = "# Kubernetes-managed hosts file.\n";
  private static final String HOST_NETWORK_HEADER =
      "# Kubernetes-managed hosts file (host network).\n";
  private static final String LOCAL =
      """
      127.0.0.1\tlocalhost
      ::1\tlocalhost ip6-localhost ip6-loopback
      fe00::0\tip6-localnet
      fe00::0\tip6-mcastprefix
      fe00::1\tip6-allnodes
      fe00::2\tip6-allrouters
      """;

  private HostsFile() {}

  /**
   * That of a pod with a network of its own.
   *
   * @param address the pod's IP address
   * @param names the pod's names, the longest first
   */
  public static String of(String address, List<String> names, List<HostAlias> aliases) {
    return HEADER + LOCAL + address + "\t" + String.join("\t", names) + "\n" + entries(aliases);
  }

  /** That of a pod on its host's network. */
  public static String onHostNetwork(String nodeFile, List<HostAlias> aliases) {
    return HOST_NETWORK_HEADER + nodeFile + entries(aliases);
  }

  private static String entries(List<HostAlias> aliases) {
    if (aliases.isEmpty()) {
      return "";
    }
    StringBuilder lines = new StringBuilder("\n# Entries added by HostAliases.\n");
    for (HostAlias alias : aliases) {
      lines.append(alias.ip()).append('\t').append(String.join("\t", alias.hostnames()));
      lines.append('\n');
    }
    return lines.toString();
  }
}
