package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kubelette.conformance.Row;
import io.kubelette.model.Container;
import io.kubelette.model.VolumeMount;
import io.kubelette.model.VolumeMountBuilder;
import io.kubelette.model.VolumeMountStatus;
import io.kubelette.pod.reference.ReferenceException;
import io.kubelette.runtime.DnsSettings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mounts that are read only with all that is mounted below them. */
@Row("K14-08")
final class RecursiveReadOnlyTest {

  private static PodNode node(boolean recursive) {
    return new PodNode(
        "owner",
        "node-1",
        "10.0.0.1",
        "fake",
        Map.of(),
        Map.of(),
        new DnsSettings(List.of(), List.of(), List.of()),
        recursive);
  }

  private static Container mounting(boolean readOnly, @Nullable String mode) {
    VolumeMount mount =
        VolumeMountBuilder.builder()
            .name("v")
            .mountPath("/v")
            .readOnly(readOnly)
            .recursiveReadOnly(mode)
            .build();
    return Scene.container("a").withVolumeMounts(List.of(mount));
  }

  @ParameterizedTest(name = "{0} where that is possible {1}: {2}, told as {3}")
  @CsvSource({
    ", true, , Disabled",
    "Disabled, true, Disabled, Disabled",
    "IfPossible, true, Enabled, Enabled",
    "IfPossible, false, Disabled, Disabled",
    "Enabled, true, Enabled, Enabled"
  })
  void whatIsLeftOpenIsDecidedByTheRuntime(
      @Nullable String mode, boolean possible, @Nullable String made, String told) {
    Container definition = mounting(true, mode);

    Container resolved = RecursiveReadOnly.resolved(definition, node(possible));

    assertThat(resolved.volumeMounts().get(0).recursiveReadOnly()).isEqualTo(made);
    assertThat(RecursiveReadOnly.statuses(definition, node(possible)))
        .containsExactly(new VolumeMountStatus("v", "/v", true, told, null));
  }

  @Test
  void whatMustBeSoAndCannotIsRefusedInKubernetesWords() {
    Container definition = mounting(true, "Enabled");
    assertThatExceptionOfType(ReferenceException.class)
        .isThrownBy(() -> RecursiveReadOnly.resolved(definition, node(false)))
        .withMessage(
            "volume \"v\" requested recursive read-only mode, but it is not supported by the"
                + " runtime");
  }

  @Test
  void theStatusTellsTheMountsOfAContainerThatWasMade() {
    Scene scene = Scene.empty().change("a", any -> mounting(false, null)).running("a", 0);

    assertThat(scene.status().containerStatuses().get(0).volumeMounts())
        .containsExactly(new VolumeMountStatus("v", "/v", null, null, null));
    assertThat(scene.status().containerStatuses().get(1).volumeMounts()).isEmpty();
    assertThat(
            Scene.empty()
                .change("a", any -> mounting(true, null))
                .status()
                .containerStatuses()
                .get(0)
                .volumeMounts())
        .isEmpty();
  }
}
