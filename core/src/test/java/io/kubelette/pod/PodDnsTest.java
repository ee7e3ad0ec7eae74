package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.model.PodDNSConfig;
import io.kubelette.model.PodDNSConfigOption;
import io.kubelette.model.PodSpec;
import io.kubelette.runtime.DnsSettings;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whom a pod asks for addresses. */
@Row("K16-03")
final class PodDnsTest {

  private static final DnsSettings NODE =
      ResolvConf.parse(
          List.of(
              "# by the network",
              "nameserver 10.0.0.53",
              "search old",
              "search corp.example example",
              "options ndots:2 edns0"));

  private static PodSpec spec(String policy, PodDNSConfig config) {
    return PodSpec.EMPTY.withDnsPolicy(policy).withDnsConfig(config);
  }

  private static PodDNSConfig config(List<String> servers, List<String> searches) {
    return new PodDNSConfig(
        servers,
        searches,
        List.of(new PodDNSConfigOption("ndots", "5"), new PodDNSConfigOption("rotate", null)));
  }

  @Test
  void aPodThatSaysNothingAsksWhomTheEngineAsks() {
    assertThat(PodDns.of(spec(null, null), NODE)).isNull();
    assertThat(PodDns.of(spec("Default", null), NODE)).isNull();
    assertThat(PodDns.of(spec("ClusterFirst", null), NODE)).isNull();
  }

  @Test
  void noneIsThePodsWordsAlone() {
    assertThat(PodDns.of(spec("None", config(List.of("1.1.1.1"), List.of("resolv.conf"))), NODE))
        .isEqualTo(
            new DnsSettings(
                List.of("1.1.1.1"), List.of("resolv.conf"), List.of("ndots:5", "rotate")));
  }

  @Test
  void otherPoliciesAddThePodsWordsToTheNodes() {
    assertThat(PodDns.of(spec("ClusterFirst", config(List.of("1.1.1.1"), List.of("x"))), NODE))
        .isEqualTo(
            new DnsSettings(
                List.of("10.0.0.53", "1.1.1.1"),
                List.of("corp.example", "example", "x"),
                List.of("ndots:5", "edns0", "rotate")));
  }

  @Test
  void whatIsTooMuchIsLeftOutAndSaid() {
    List<String> searches = IntStream.range(0, 40).mapToObj(i -> "d" + i).toList();
    PodSpec spec = spec("None", config(List.of("1", "2", "3", "4"), searches));

    assertThat(PodDns.of(spec, NODE).nameservers()).containsExactly("1", "2", "3");
    assertThat(PodDns.of(spec, NODE).searches()).hasSize(32);
    assertThat(PodDns.excess(spec, NODE))
        .hasSize(2)
        .anySatisfy(words -> assertThat(words).endsWith("the applied nameserver line is: 1 2 3"))
        .anySatisfy(words -> assertThat(words).startsWith("Search Line limits were exceeded"));
    assertThat(PodDns.excess(spec("None", config(List.of("1"), List.of("x"))), NODE)).isEmpty();
  }

  @Test
  void searchesHaveAtMost2048Characters() {
    List<String> searches = IntStream.range(0, 20).mapToObj(i -> "d".repeat(200) + i).toList();

    List<String> kept = PodDns.of(spec("None", config(List.of("1"), searches)), NODE).searches();

    assertThat(String.join(" ", kept).length()).isLessThanOrEqualTo(2048).isGreaterThan(1800);
  }
}
