package io.kubelette.pod;

import io.kubelette.model.PodDNSConfig;
import io.kubelette.model.PodDNSConfigBuilder;
import io.kubelette.model.PodDNSConfigOption;
import io.kubelette.model.PodSpec;
import io.kubelette.runtime.DnsSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whom a pod asks for addresses. There is no DNS server of the cluster, so {@code ClusterFirst} is
 * {@code Default}. Pure.
 */
final class PodDns {

  private static final int MOST_NAMESERVERS = 3;
  private static final int MOST_SEARCHES = 32;
  private static final int LONGEST_SEARCHES = 2048;

  private PodDns() {}

  /**
   * What its {@code /etc/resolv.conf} says; null where the engine's own will do.
   *
   * @param node what the node's own says
   */
  static @Nullable DnsSettings of(PodSpec spec, DnsSettings node) {
    DnsSettings whole = whole(spec, node);
    if (whole == null) {
      return null;
    }
    return new DnsSettings(
        whole.nameservers().stream().limit(MOST_NAMESERVERS).toList(),
        fitting(whole.searches()),
        whole.options());
  }

  /** What was left out, in Kubernetes' words; empty if all of it fits. */
  static List<String> excess(PodSpec spec, DnsSettings node) {
    DnsSettings whole = whole(spec, node);
    DnsSettings kept = of(spec, node);
    List<String> words = new ArrayList<>();
    if (whole != null && kept != null && whole.nameservers().size() > MOST_NAMESERVERS) {
      words.add(
          "Nameserver limits were exceeded, some nameservers have been omitted, the applied"
              + " nameserver line is: "
              + String.join(" ", kept.nameservers()));
    }
    if (whole != null && kept != null && whole.searches().size() > kept.searches().size()) {
      words.add(
          "Search Line limits were exceeded, some search paths have been omitted, the applied"
              + " search line is: "
              + String.join(" ", kept.searches()));
    }
    return words;
  }

  private static @Nullable DnsSettings whole(PodSpec spec, DnsSettings node) {
    boolean none = "None".equals(spec.dnsPolicy());
    if (!none && spec.dnsConfig() == null) {
      return null;
    }
    PodDNSConfig own =
        Objects.requireNonNullElseGet(
            spec.dnsConfig(), () -> PodDNSConfigBuilder.builder().build());
    DnsSettings base = none ? new DnsSettings(List.of(), List.of(), List.of()) : node;
    return new DnsSettings(
        joined(base.nameservers(), own.nameservers()),
        joined(base.searches(), own.searches()),
        options(base.options(), own.options()));
  }

  private static List<String> joined(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).distinct().toList();
  }

  /** An option of the pod replaces the node's of its name. */
  private static List<String> options(List<String> node, List<PodDNSConfigOption> own) {
    Map<String, String> byName = new LinkedHashMap<>();
    node.forEach(option -> byName.put(option.replaceAll(":.*", ""), option));
    for (PodDNSConfigOption option : own) {
      String name = String.valueOf(option.name());
      boolean alone = option.value() == null || option.value().isEmpty();
      byName.put(name, alone ? name : name + ":" + option.value());
    }
    return List.copyOf(byName.values());
  }

  private static List<String> fitting(List<String> searches) {
    List<String> fitting = new ArrayList<>();
    int length = -1;
    for (String search : searches) {
      length += 1 + search.length();
      if (fitting.size() == MOST_SEARCHES || length > LONGEST_SEARCHES) {
        break;
      }
      fitting.add(search);
    }
    return fitting;
  }
}
