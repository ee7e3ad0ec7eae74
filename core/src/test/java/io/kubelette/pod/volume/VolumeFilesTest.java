package io.kubelette.pod.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.conformance.Row;
import io.kubelette.model.Bytes;
import io.kubelette.model.ConfigMapProjection;
import io.kubelette.model.ConfigMapVolumeSource;
import io.kubelette.model.DownwardAPIProjection;
import io.kubelette.model.DownwardAPIVolumeFile;
import io.kubelette.model.DownwardAPIVolumeSource;
import io.kubelette.model.KeyToPath;
import io.kubelette.model.ObjectFieldSelector;
import io.kubelette.model.ProjectedVolumeSource;
import io.kubelette.model.Quantity;
import io.kubelette.model.ResourceFieldSelector;
import io.kubelette.model.SecretProjection;
import io.kubelette.model.SecretVolumeSource;
import io.kubelette.model.ServiceAccountTokenProjection;
import io.kubelette.model.Volume;
import io.kubelette.model.VolumeBuilder;
import io.kubelette.model.VolumeProjectionBuilder;
import io.kubelette.pod.reference.KnownObjects;
import io.kubelette.pod.reference.ReferenceException;
import io.kubelette.pod.reference.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that the API's objects make of a volume. */
final class VolumeFilesTest {

  private final KnownObjects objects =
      KnownObjects.of(
          Samples.configMap("settings", "a", "1", "b", "2")
              .withBinaryData(Map.of("raw", Bytes.of(new byte[] {0, -1}))),
          Samples.secret("keys", "token", "geheim"));

  private static Volume configMap(Integer mode, Boolean optional, KeyToPath... items) {
    return VolumeBuilder.builder()
        .name("v")
        .configMap(new ConfigMapVolumeSource("settings", List.of(items), mode, optional))
        .build();
  }

  private Map<String, VolumeFile> files(Volume volume) {
    return VolumeFiles.of(volume, Samples.place(spec -> spec), objects);
  }

  private static VolumeFile file(String text, int mode) {
    return new VolumeFile(Bytes.ofUtf8(text), mode);
  }

  @Test
  @Row("K14-04")
  void everyKeyIsAFile() {
    assertThat(files(configMap(null, null)))
        .containsExactly(
            Map.entry("a", file("1", 0644)),
            Map.entry("b", file("2", 0644)),
            Map.entry("raw", new VolumeFile(Bytes.of(new byte[] {0, -1}), 0644)));
  }

  @Test
  @Row("K14-04")
  void itemsChooseKeysPathsAndModes() {
    assertThat(
            files(
                configMap(
                    0400,
                    null,
                    new KeyToPath("a", "deep/er/a", 0755),
                    new KeyToPath("b", "b", null))))
        .containsExactly(Map.entry("b", file("2", 0400)), Map.entry("deep/er/a", file("1", 0755)));
  }

  @Test
  @Row("K14-04")
  void aSecretIsOneToo() {
    Volume volume =
        VolumeBuilder.builder()
            .name("v")
            .secret(new SecretVolumeSource("keys", List.of(), 0400, null))
            .build();

    assertThat(files(volume)).containsExactly(Map.entry("token", file("geheim", 0400)));
    assertThat(files(volume).toString()).doesNotContain("geheim");
  }

  @Test
  @Row("K14-01")
  void whatIsMissingIsSaidInKubernetesWords() {
    Volume noKey = configMap(null, null, new KeyToPath("x", "x", null));
    Volume noSecretKey =
        VolumeBuilder.builder()
            .secret(
                new SecretVolumeSource("keys", List.of(new KeyToPath("x", "x", null)), null, null))
            .build();
    Volume noSecret =
        VolumeBuilder.builder()
            .secret(new SecretVolumeSource("none", List.of(), null, null))
            .build();

    assertThatThrownBy(() -> files(noKey))
        .isInstanceOf(ReferenceException.class)
        .hasMessage("configmap references non-existent config key: x");
    assertThatThrownBy(() -> files(noSecretKey))
        .hasMessage("references non-existent secret key: x");
    assertThatThrownBy(() -> files(noSecret)).hasMessage("secret \"none\" not found");
    objects.remove("ConfigMap", "settings");
    assertThatThrownBy(() -> files(configMap(null, null)))
        .hasMessage("configmap \"settings\" not found");
  }

  @Test
  @Row("K14-04")
  void whatIsOptionalAndMissingIsLeftOut() {
    assertThat(
            files(
                configMap(
                    null, true, new KeyToPath("x", "x", null), new KeyToPath("a", "a", null))))
        .containsOnlyKeys("a");
    objects.remove("ConfigMap", "settings");
    assertThat(files(configMap(null, true))).isEmpty();
  }

  @ParameterizedTest
  @Row("K14-04")
  @ValueSource(
      strings = {"", "/a", "../a", "a/../b", "a/../../b", "..data", "..", ".", "a/..", "a\0b"})
  void noPathLeadsOutOfTheVolume(String path) {
    assertThatThrownBy(() -> files(configMap(null, null, new KeyToPath("a", path, null))))
        .isInstanceOf(ReferenceException.class)
        .hasMessageContaining("invalid path");
  }

  @Test
  @Row("K14-04")
  void aNameHasAtMost255Characters() {
    Volume longest = configMap(null, null, new KeyToPath("a", "x".repeat(255), null));
    Volume tooLong = configMap(null, null, new KeyToPath("a", "d/" + "x".repeat(256), null));

    assertThat(files(longest)).hasSize(1);
    assertThatThrownBy(() -> files(tooLong))
        .hasMessage("invalid path: filename must be less than or equal to 255 characters");
  }

  private static DownwardAPIVolumeFile field(String path, String field, Integer mode) {
    return new DownwardAPIVolumeFile(path, new ObjectFieldSelector("v1", field), null, mode);
  }

  private static DownwardAPIVolumeFile resource(String path, String resource, String divisor) {
    return new DownwardAPIVolumeFile(
        path, null, new ResourceFieldSelector("a", resource, Quantity.parse(divisor)), null);
  }

  @Test
  @Row("K14-05")
  void aPodTellsOfItself() {
    Volume volume =
        VolumeBuilder.builder()
            .downwardAPI(
                new DownwardAPIVolumeSource(
                    List.of(
                        field("labels", "metadata.labels", null),
                        field("annotations", "metadata.annotations", 0400),
                        field("name", "metadata.name", null),
                        field("one", "metadata.labels['b']", null),
                        resource("cpu", "limits.cpu", "1m")),
                    0440))
            .build();
    var pod = Samples.pod(spec -> spec);
    var place =
        Samples.place(
            pod.withMetadata(
                pod.metadata()
                    .withLabels(Map.of("b", "2", "a", "one \"word\"\n"))
                    .withAnnotations(Map.of("x", "\\tab\tü"))));

    assertThat(VolumeFiles.of(volume, place, objects))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "labels", file("a=\"one \\\"word\\\"\\n\"\nb=\"2\"", 0440),
                "annotations", file("x=\"\\\\tab\\tü\"", 0400),
                "name", file("web", 0440),
                "one", file("2", 0440),
                "cpu", file("4000", 0440)));
  }

  @Test
  @Row("K14-06")
  void severalSourcesShareOneFolder() {
    Volume volume =
        VolumeBuilder.builder()
            .projected(
                new ProjectedVolumeSource(
                    List.of(
                        VolumeProjectionBuilder.builder()
                            .configMap(
                                new ConfigMapProjection(
                                    "settings", List.of(new KeyToPath("a", "c/a", null)), null))
                            .build(),
                        VolumeProjectionBuilder.builder()
                            .secret(new SecretProjection("keys", List.of(), null))
                            .build(),
                        VolumeProjectionBuilder.builder()
                            .downwardAPI(
                                new DownwardAPIProjection(
                                    List.of(field("name", "metadata.name", 0444))))
                            .build()),
                    0400))
            .build();

    assertThat(files(volume))
        .containsExactly(
            Map.entry("c/a", file("1", 0400)),
            Map.entry("name", file("web", 0444)),
            Map.entry("token", file("geheim", 0400)));
  }

  @Test
  @Row("K14-06")
  void aTokenThatNobodyIssuesIsRefused() {
    Volume volume =
        VolumeBuilder.builder()
            .projected(
                new ProjectedVolumeSource(
                    List.of(
                        VolumeProjectionBuilder.builder()
                            .serviceAccountToken(
                                new ServiceAccountTokenProjection(null, 3600L, "token"))
                            .build()),
                    null))
            .build();

    assertThatThrownBy(() -> files(volume)).hasMessageContaining("serviceAccountToken");
  }

  @ParameterizedTest
  @CsvSource({"a, ab", "a, b", "'', x"})
  void aDigestTellsFilesApart(String one, String other) {
    assertThat(VolumeFile.digest(Map.of("f", file(one, 0644))))
        .isEqualTo(VolumeFile.digest(Map.of("f", file(one, 0644))))
        .isNotEqualTo(VolumeFile.digest(Map.of("f", file(other, 0644))))
        .isNotEqualTo(VolumeFile.digest(Map.of("f", file(one, 0600))))
        .isNotEqualTo(VolumeFile.digest(Map.of("g", file(one, 0644))));
  }
}
