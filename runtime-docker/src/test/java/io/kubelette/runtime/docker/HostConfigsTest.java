package io.kubelette.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Version;
import io.kubelette.conformance.Row;
import io.kubelette.runtime.ContainerResources;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerSecurity;
import io.kubelette.runtime.ContainerSecurity.Profile;
import io.kubelette.runtime.ContainerSecurity.SeLinux;
import io.kubelette.runtime.Mount;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HostConfigsTest {

  @Test
  @Row({"K15-01", "K15-02", "K15-04", "K00-17"})
  void resourcesAreReadBackAsTheyWereSaid() {
    HostConfig host = HostConfig.newHostConfig();
    ContainerResources wanted = new ContainerResources(1024, 20_000, 1 << 20, 999, 10);
    HostConfigs.limit(host, wanted);
    assertThat(HostConfigs.resources(host)).isEqualTo(wanted);
    assertThat(host.getCpuPeriod()).isEqualTo(100_000);
    assertThat(host.getMemorySwap()).as("no swap on top").isEqualTo(1 << 20);
  }

  @Test
  void whatIsNotAskedIsNotSaid() {
    HostConfig host = HostConfig.newHostConfig();
    HostConfigs.limit(host, ContainerResources.UNLIMITED);
    assertThat(host.getCpuShares()).isNull();
    assertThat(host.getCpuQuota()).isNull();
    assertThat(host.getMemory()).isNull();
    assertThat(HostConfigs.options(ContainerSecurity.DEFAULT)).isEmpty();
  }

  @Test
  @Row("K15-09")
  void profilesAndLabelsAreOptions() {
    ContainerSecurity security =
        ContainerSecurity.DEFAULT
            .withNoNewPrivileges(true)
            .withSeccomp(Profile.local("{\"defaultAction\":\"SCMP_ACT_ALLOW\"}"))
            .withAppArmor(Profile.UNCONFINED)
            .withSeLinux(new SeLinux("", "", "spc_t", "s0:c1"));
    assertThat(HostConfigs.options(security))
        .containsExactly(
            "no-new-privileges",
            "seccomp={\"defaultAction\":\"SCMP_ACT_ALLOW\"}",
            "apparmor=unconfined",
            "label=type:spc_t",
            "label=level:s0:c1");
  }

  @Test
  @Row("K15-09")
  void openProcIsSaidWithEmptyLists() throws Exception {
    ContainerSecurity open =
        ContainerSecurity.DEFAULT.withProcMount(ContainerSecurity.ProcMount.UNMASKED);
    String json = new ObjectMapper().writeValueAsString(HostConfigs.of(open));
    assertThat(json).contains("\"MaskedPaths\":[]").contains("\"ReadonlyPaths\":[]");
    assertThat(new ObjectMapper().writeValueAsString(HostConfigs.of(ContainerSecurity.DEFAULT)))
        .doesNotContain("MaskedPaths");
  }

  @Test
  @Row("K14-08")
  void mountsSayAccessAndPropagation() {
    HostConfig host = HostConfig.newHostConfig();
    Mount mount = Mount.of("/in", "/out");
    HostConfigs.mount(
        host,
        List.of(
            mount.readOnly(),
            new Mount(
                "/shared",
                mount.source(),
                Mount.Access.READ_WRITE,
                Mount.Propagation.BIDIRECTIONAL),
            Mount.of("/colon", "/a:b")),
        Map.of());
    assertThat(List.of(host.getBinds()).toString())
        .contains("/out:/in:ro")
        .contains("/out:/shared:rw,rshared");
    assertThat(host.getMounts())
        .singleElement()
        .satisfies(other -> assertThat(other.getSource()).isEqualTo("/a:b"));
  }

  @Test
  @Row("K14-07")
  void partOfAVolumeInMemoryIsRefused() {
    Mount part =
        new Mount(
            "/in",
            new Mount.Memory("cache", "part"),
            Mount.Access.READ_WRITE,
            Mount.Propagation.PRIVATE);
    assertThatThrownBy(
            () ->
                HostConfigs.mount(
                    HostConfig.newHostConfig(), List.of(part), Map.of("cache", "volume")))
        .isInstanceOf(ContainerRuntimeException.class)
        .hasMessageContaining("subPath");
  }

  @Test
  @Row("K14-08")
  void whatIsReadOnlyWithAllBelowItIsForced() {
    HostConfig host = HostConfig.newHostConfig();
    Mount mount =
        new Mount(
            "/v",
            new Mount.HostPath("/srv"),
            Mount.Access.READ_ONLY_RECURSIVE,
            Mount.Propagation.PRIVATE);
    HostConfigs.mount(host, List.of(mount), Map.of());

    JsonNode said = new ObjectMapper().valueToTree(host).at("/Mounts/0");
    assertThat(said.at("/ReadOnly").booleanValue()).isTrue();
    assertThat(said.at("/BindOptions/ReadOnlyForceRecursive").booleanValue()).isTrue();
    assertThat(said.at("/BindOptions/CreateMountpoint").booleanValue()).isTrue();
    assertThat(said.at("/BindOptions/Propagation").textValue()).isEqualTo("rprivate");
  }

  @ParameterizedTest(name = "API {0}, Linux {1}: {2}")
  @Row("K14-08")
  @CsvSource({
    "1.44, 5.12.0-generic, true",
    "1.51, 6.8.0-79-generic, true",
    "1.43, 6.8.0, false",
    "1.44, 5.10.0, false",
    "1.44, 4.19.0, false",
    "1.44, , false"
  })
  void anEngineOfTodayMountsReadOnlyWithAllBelow(String api, String kernel, boolean able) {
    String version = "{\"ApiVersion\": \"%s\", \"KernelVersion\": \"%s\"}".formatted(api, kernel);
    assertThat(EngineApi.of(version(version)).mountsRecursively()).isEqualTo(able);
  }

  private static Version version(String json) {
    try {
      return new ObjectMapper().readValue(json, Version.class);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
