package io.kubelette.pod.volume;

import io.kubelette.model.HostAlias;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  private static final String BEGIN_OF_SERVICES =
      "\n# Services, as namespace %s names them. Kubelette keeps this part up to date.\n";
  private static final Pattern SERVICES =
      Pattern.compile(
          "\n# Services, as namespace (\\S+) names them. Kubelette keeps this part up to date.\n");
  private static final String AND_MORE = "# There are more, and no room for their names here.\n";

  /** Characters that services may take: a file that is too long to be read is never mended. */
  private static final int MOST = 128 << 10;

  private static final String END_OF_SERVICES = "# End of services.\n";

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

  /**
   * The text with these services instead of those that it has; whatever else stands in it stays,
   * and a name that stands there already is not given to a service. Of very many services only the
   * first are named, which the file says.
   *
   * @param namespace of the pod, which {@link #namespace} finds again
   * @param services names, the longest first, and where they lead
   */
  static String withServices(String text, String namespace, List<HostAlias> services) {
    Matcher begin = SERVICES.matcher(text);
    boolean has = begin.find();
    int end = has ? text.indexOf(END_OF_SERVICES, begin.end()) : -1;
    String head = has ? text.substring(0, begin.start()) : text;
    String tail = end < 0 ? "" : text.substring(end + END_OF_SERVICES.length());
    Set<String> taken = names(head + "\n" + tail);
    StringBuilder lines = new StringBuilder(head).append(BEGIN_OF_SERVICES.formatted(namespace));
    for (HostAlias service : services) {
      List<String> free =
          service.hostnames().stream().filter(name -> !taken.contains(name)).toList();
      if (lines.length() - head.length() > MOST) {
        lines.append(AND_MORE);
        break;
      }
      if (!free.isEmpty()) {
        lines.append(service.ip()).append('\t').append(String.join("\t", free)).append('\n');
      }
    }
    return lines.append(END_OF_SERVICES).append(tail).toString();
  }

  /** The namespace as which the text names services, if it does. */
  static Optional<String> namespace(String text) {
    return SERVICES.matcher(text).results().map(found -> found.group(1)).findFirst();
  }

  private static Set<String> names(String text) {
    Set<String> names = new HashSet<>();
    text.lines()
        .map(line -> line.indexOf('#') < 0 ? line : line.substring(0, line.indexOf('#')))
        .map(line -> line.strip().toLowerCase(Locale.ROOT))
        .forEach(line -> Arrays.stream(line.split("\\s+")).skip(1).forEach(names::add));
    return names;
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
