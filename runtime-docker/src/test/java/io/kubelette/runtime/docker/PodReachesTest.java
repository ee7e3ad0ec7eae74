package io.kubelette.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Info;
import io.kubelette.conformance.Row;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How pods are reached with engines of different kinds. */
final class PodReachesTest {

  @Row("K16-06")
  @ParameterizedTest
  @CsvSource({
    "unix:///var/run/docker.sock, Linux, 127.0.0.1, false",
    "unix:///var/run/docker.sock, Mac OS X, 127.0.0.1, true",
    "npipe:////./pipe/docker_engine, Windows 11, 127.0.0.1, true",
    "tcp://127.0.0.1:2375, Linux, 127.0.0.1, false",
    "tcp://192.0.2.5:2375, Linux, 192.0.2.5, true",
  })
  void thePlaceOfTheEngineTells(URI engine, String system, String hostIp, boolean elsewhere) {
    PodReaches reaches = PodReaches.of(engine);
    assertThat(reaches.hostIp()).isEqualTo(hostIp);
    assertThat(reaches.isElsewhere(system)).isEqualTo(elsewhere);
  }

  @Test
  @Row("K16-06")
  void onLinuxTheEngineTells() {
    Info plain =
        new Info()
            .withOperatingSystem("Debian GNU/Linux 12 (bookworm)")
            .withSecurityOptions(List.of("name=seccomp,profile=default"));
    assertThat(PodReaches.reach(plain)).isEqualTo(PodReach.DIRECT);
    assertThat(PodReaches.reach(new Info())).isEqualTo(PodReach.DIRECT);
    assertThat(PodReaches.reach(plain.withOperatingSystem("Docker Desktop")))
        .isEqualTo(PodReach.PUBLISHED);
    assertThat(PodReaches.reach(new Info().withSecurityOptions(List.of("name=rootless"))))
        .isEqualTo(PodReach.PUBLISHED);
  }
}
