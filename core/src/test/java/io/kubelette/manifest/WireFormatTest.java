package io.kubelette.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kubelette.model.Bytes;
import io.kubelette.model.ConfigMap;
import io.kubelette.model.ContainerBuilder;
import io.kubelette.model.EmptyDirVolumeSource;
import io.kubelette.model.IntOrString;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.Lease;
import io.kubelette.model.LeaseBuilder;
import io.kubelette.model.LeaseSpecBuilder;
import io.kubelette.model.ListMeta;
import io.kubelette.model.ObjectList;
import io.kubelette.model.ObjectMetaBuilder;
import io.kubelette.model.Opaque;
import io.kubelette.model.Pod;
import io.kubelette.model.PodBuilder;
import io.kubelette.model.PodSpecBuilder;
import io.kubelette.model.PodStatusBuilder;
import io.kubelette.model.ResourceType;
import io.kubelette.model.Secret;
import io.kubelette.model.SecretBuilder;
import io.kubelette.model.ServicePortBuilder;
import io.kubelette.model.VolumeBuilder;
import io.kubernetes.client.openapi.JSON;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireFormatTest {

  static List<ResourceType<?>> types() {
    return ResourceType.all();
  }

  @ParameterizedTest
  @MethodSource("types")
  void nothingOfAFullObjectOfTheOfficialClientIsLost(ResourceType<?> type) throws Exception {
    String name = type == ResourceType.EVENT ? "CoreV1Event" : "V1" + type.kind();
    Class<?> foreign = Class.forName("io.kubernetes.client.openapi.models." + name);
    ObjectNode sent =
        (ObjectNode) Json.MAPPER.readTree(JSON.serialize(ForeignObjects.full(foreign)));
    sent.put("apiVersion", type.apiVersion()).put("kind", type.kind());
    sent.at("/spec/volumeClaimTemplates")
        .forEach(
            claim ->
                ((ObjectNode) claim).put("apiVersion", "v1").put("kind", "PersistentVolumeClaim"));

    KubernetesObject read = Manifests.parse("foreign", sent.toString()).get(0).object();

    assertThat(withPlainTimes(Manifests.toJson(read))).isEqualTo(withPlainTimes(sent.toString()));
    assertThat(Manifests.fromJson(Manifests.toJson(read), type.javaType())).isEqualTo(read);
    assertThat(Manifests.parse("yaml", Manifests.toYaml(read)).get(0).object()).isEqualTo(read);
  }

  /** The same instant with and without a fraction of zeros. */
  private static JsonNode withPlainTimes(String json) throws Exception {
    return Json.MAPPER.readTree(json.replace(".000000Z", "Z"));
  }

  @Test
  void apiVersionAndKindStandFirstAndWhatIsAbsentIsLeftOut() {
    Pod pod =
        PodBuilder.builder()
            .metadata(ObjectMetaBuilder.builder().name("web").build())
            .spec(
                PodSpecBuilder.builder()
                    .containers(List.of(ContainerBuilder.builder().name("c").build()))
                    .build())
            .build();

    assertThat(Manifests.toJson(pod))
        .isEqualTo(
            "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'web'},'spec':{'containers':[{'name':'c'}]}}"
                .replace('\'', '"'));
  }

  @Test
  void aPartThatIsPresentButEmptySurvives() {
    Pod pod =
        PodBuilder.builder()
            .spec(
                PodSpecBuilder.builder()
                    .volumes(
                        List.of(
                            VolumeBuilder.builder()
                                .name("scratch")
                                .emptyDir(new EmptyDirVolumeSource(null, null))
                                .build()))
                    .build())
            .build();

    String json = Manifests.toJson(pod);

    assertThat(json).contains("\"emptyDir\":{}").doesNotContain("status");
    assertThat(Manifests.fromJson(json, Pod.class)).isEqualTo(pod);
  }

  @Test
  void timesHaveSecondsAndMicrotimesHaveMicroseconds() {
    Instant instant = Instant.parse("2026-11-21T19:12:35.123456789Z");
    Lease lease =
        LeaseBuilder.builder()
            .metadata(ObjectMetaBuilder.builder().creationTimestamp(instant).build())
            .spec(LeaseSpecBuilder.builder().renewTime(instant).build())
            .build();

    assertThat(Manifests.toJson(lease))
        .contains("\"creationTimestamp\":\"2026-11-21T19:12:35Z\"")
        .contains("\"renewTime\":\"2026-11-21T19:12:35.123456Z\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"2026-11-21T21:12:35+02:00\"",
        "\"2026-11-21T19:12:35.000Z\"",
        "\"2026-11-21T19:12:35Z\""
      })
  void timesAreReadWithAnyOffsetAndFraction(String time) {
    Pod pod = Manifests.fromJson("{\"status\":{\"startTime\":" + time + "}}", Pod.class);

    assertThat(pod.status().startTime()).isEqualTo(Instant.parse("2026-11-21T19:12:35Z"));
  }

  @Test
  void nullMeansAbsent() {
    Pod pod =
        Manifests.fromJson(
            "{\"metadata\":{\"creationTimestamp\":null,\"labels\":null},\"spec\":null}", Pod.class);

    assertThat(pod).isEqualTo(PodBuilder.builder().build());
  }

  @Test
  void aPortIsANumberOrAName() {
    assertThat(Manifests.toJson(port(IntOrString.of(80)))).isEqualTo("{\"targetPort\":80}");
    assertThat(Manifests.toJson(port(IntOrString.of("80")))).isEqualTo("{\"targetPort\":\"80\"}");
  }

  private static Object port(IntOrString target) {
    return ServicePortBuilder.builder().targetPort(target).build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"spec\":{\"hostname\":5}}",
        "{\"spec\":{\"hostname\":true}}",
        "{\"spec\":{\"hostNetwork\":\"true\"}}",
        "{\"spec\":{\"priority\":\"5\"}}",
        "{\"spec\":{\"priority\":5.5}}",
        "{\"spec\":{\"priority\":5000000000}}",
        "{\"spec\":{\"containers\":{}}}",
        "{\"spec\":{\"overhead\":{\"cpu\":true}}}",
        "{\"spec\":{\"unknown\":1}}",
        "{\"spec\":{\"os\":\"linux\"}}",
        "{\"spec\":{\"volumes\":[{\"nfs\":1}]}}",
        "{\"status\":{\"startTime\":5}}",
        "{\"status\":{\"startTime\":\"yesterday\"}}",
        "{} {}",
        "{"
      })
  void noTypePassesForAnother(String json) {
    assertThatThrownBy(() -> Manifests.fromJson(json, Pod.class))
        .isInstanceOf(ManifestException.class);
  }

  @Test
  void aSecretNeverShowsItsValues() {
    Secret secret =
        SecretBuilder.builder()
            .data(Map.of("user", Bytes.ofUtf8("hunter2")))
            .stringData(Map.of("password", "hunter3"))
            .build();

    assertThat(secret.toString()).contains("user", "password").doesNotContain("hunter");
    assertThat(Manifests.toJson(secret)).contains("aHVudGVyMg==", "hunter3");
  }

  @Test
  void anOpaqueTreeIsEqualByValueWhateverItsNumbersAreMadeOf() {
    Opaque read = Manifests.fromJson("{\"a\":[1,2.50,{\"b\":\"c\"}],\"d\":null}", Opaque.class);

    assertThat(read)
        .isEqualTo(
            new Opaque(
                Map.of("a", List.of(1L, new java.math.BigDecimal("2.5"), Map.of("b", "c")))));
    assertThat(Manifests.toJson(read)).isEqualTo("{\"a\":[1,2.5,{\"b\":\"c\"}]}");
  }

  @Test
  void aListNamesItsKind() {
    ObjectList<ConfigMap> list = ObjectList.of(ResourceType.CONFIG_MAP, ListMeta.EMPTY, List.of());

    assertThat(Manifests.toJson(list))
        .isEqualTo(
            "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMapList\",\"metadata\":{},\"items\":[]}");
  }

  @Test
  void copiesGivenToARecordMayChangeAfterwards() {
    Map<String, String> labels = new java.util.LinkedHashMap<>(Map.of("a", "b"));
    var metadata = ObjectMetaBuilder.builder().labels(labels).build();

    labels.put("c", "d");

    assertThat(metadata.labels()).containsOnlyKeys("a");
    assertThatThrownBy(() -> metadata.labels().put("e", "f"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(PodStatusBuilder.builder().build().conditions()).isEmpty();
  }
}
