package io.kubelette.pod.volume;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.model.HostAlias;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The text of a hosts file. */
@Row("K16-02")
final class HostsFileTest {

  @Test
  void namesThePodAndItsAliases() {
    assertThat(
            HostsFile.of(
                "10.1.0.7",
                List.of("web.shop.default.svc.cluster.local", "web"),
                List.of(
                    new HostAlias("1.2.3.4", List.of("one", "uno")),
                    new HostAlias("::5", List.of("five")))))
        .isEqualTo(
            """
            # Kubernetes-managed hosts file.
            127.0.0.1\tlocalhost
            ::1\tlocalhost ip6-localhost ip6-loopback
            fe00::0\tip6-localnet
            fe00::0\tip6-mcastprefix
            fe00::1\tip6-allnodes
            fe00::2\tip6-allrouters
            10.1.0.7\tweb.shop.default.svc.cluster.local\tweb

            # Entries added by HostAliases.
            1.2.3.4\tone\tuno
            ::5\tfive
            """);
  }

  @Test
  void onTheHostsNetworkItIsTheHostsFile() {
    assertThat(HostsFile.onHostNetwork("127.0.0.1 localhost\n", List.of()))
        .isEqualTo("# Kubernetes-managed hosts file (host network).\n127.0.0.1 localhost\n");
  }

  @Test
  void moreServicesThanHaveRoomLeaveAFileThatCanBeMended() {
    String text = HostsFile.of("10.1.0.7", List.of("web"), List.of());
    HostAlias[] many =
        IntStream.range(0, 20_000)
            .mapToObj(i -> host("10.2.0.1", "service-" + i + ".default"))
            .toArray(HostAlias[]::new);
    String full = services(text, many);
    assertThat(full.length()).isBetween(100_000, 140_000);
    assertThat(full).contains("service-0.default", "# There are more").doesNotContain("-19999.");
    String one = services(text, host("10.1.0.1", "db"));
    assertThat(services(full, host("10.1.0.1", "db"))).isEqualTo(one);
  }

  @Test
  void servicesStandInAPartOfTheirOwn() {
    String text = HostsFile.of("10.1.0.7", List.of("web"), List.of());
    assertThat(HostsFile.namespace(text)).isEmpty();
    String one = services(text, host("10.1.0.1", "db.default", "db"));
    assertThat(one)
        .isEqualTo(
            text
                + """

                # Services, as namespace default names them. Kubelette keeps this part up to date.
                10.1.0.1\tdb.default\tdb
                # End of services.
                """);
    assertThat(HostsFile.namespace(one)).contains("default");
    assertThat(services(services(one), host("10.1.0.1", "db.default", "db"))).isEqualTo(one);
  }

  @Test
  void whatOthersWroteStaysWhereItIs() {
    String text = services("1.1.1.1 a\n", host("10.1.0.1", "db")) + "2.2.2.2 b";
    String later = services(text, host("10.1.0.2", "db"), host("10.1.0.3", "b"));
    assertThat(later).startsWith("1.1.1.1 a\n").endsWith("# End of services.\n2.2.2.2 b");
    assertThat(later).contains("10.1.0.2\tdb\n").doesNotContain("10.1.0.1", "10.1.0.3");
  }

  @Test
  void aNameThatIsTakenIsNotTheServices() {
    String text =
        HostsFile.of(
            "10.1.0.7", List.of("db"), List.of(new HostAlias("1.2.3.4", List.of("Web # no"))));
    assertThat(
            services(
                text,
                host("10.1.0.1", "db.default", "db"),
                host("10.1.0.2", "web"),
                host("10.1.0.3", "no", "localhost")))
        .contains("10.1.0.1\tdb.default\n", "10.1.0.3\tno\n")
        .doesNotContain("10.1.0.2");
  }

  private static String services(String text, HostAlias... services) {
    return HostsFile.withServices(text, "default", List.of(services));
  }

  private static HostAlias host(String ip, String... names) {
    return new HostAlias(ip, List.of(names));
  }
}
