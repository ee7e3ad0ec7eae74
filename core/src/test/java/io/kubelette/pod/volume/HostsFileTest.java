package io.kubelette.pod.volume;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.model.HostAlias;
import java.util.List;
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
}
