package io.kubelette.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.manifest.OtherVersions;
import io.kubelette.manifest.Trees;
import io.kubelette.model.HorizontalPodAutoscaler;
import io.kubelette.model.ResourceType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HorizontalPodAutoscalers in both of their versions: stored as v2, asked for as either. */
final class AutoscalerTest {

  private static final ResourceType<HorizontalPodAutoscaler> V1 =
      ResourceType.HORIZONTAL_POD_AUTOSCALER_V1;

  private static final Place<HorizontalPodAutoscaler> WEB = Place.of(V1, "default", "web");

  private static final String OLDER =
      "{apiVersion: autoscaling/v1, kind: HorizontalPodAutoscaler, metadata: {name: web},"
          + " spec: {scaleTargetRef: {kind: Deployment, name: web}, maxReplicas: 4,"
          + " targetCPUUtilizationPercentage: 60}}";

  private static final String CPU =
      "{type=Resource, resource={name=cpu, target={type=Utilization, averageUtilization=%d}}}";

  private final TestCluster cluster = TestCluster.create();
  private final ApiRequests requests = cluster.api.requests();

  @Test
  void whatIsWrittenInTheOlderVersionIsStoredInTheNewer() {
    HorizontalPodAutoscaler stored = create(OLDER).object();
    assertThat(stored.spec().fields().get("metrics")).hasToString("[" + CPU.formatted(60) + "]");
    assertThat(stored.spec().fields())
        .containsEntry("minReplicas", 1L)
        .doesNotContainKey("targetCPUUtilizationPercentage");
    assertThat(spec(OtherVersions.shown(V1, stored)))
        .containsEntry("targetCPUUtilizationPercentage", 60L)
        .doesNotContainKey("metrics");
  }

  @Test
  void whoeverCreatesOneIsToldThatNobodyActsOnIt() {
    assertThat(create(OLDER).warnings())
        .containsExactly("horizontalpodautoscalers are kept, but nothing acts on them");
  }

  @Test
  void manifestsMayBeInTheOlderVersion() {
    HorizontalPodAutoscaler read = TestCluster.object(HorizontalPodAutoscaler.class, OLDER);
    assertThat(read.spec().fields().get("metrics")).hasToString("[" + CPU.formatted(60) + "]");
    cluster.api.apply(List.of(read));
    assertThat(cluster.api.get(V1.stored(), "default", "web").spec()).isNotNull();
  }

  /** The newer version has more than one metric; the older one keeps them in annotations. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {type: Resource, resource: {name: memory, target: {type: AverageValue, averageValue: 1Gi}}}     | [{"type":"Resource","resource":{"name":"memory","targetAverageValue":"1Gi"}}]
          {type: Resource, resource: {name: memory, target: {type: Utilization, averageUtilization: 70}}} | [{"type":"Resource","resource":{"name":"memory","targetAverageUtilization":70}}]
          {type: ContainerResource, containerResource: {name: cpu, container: a, target: {type: Utilization, averageUtilization: 50}}} | [{"type":"ContainerResource","containerResource":{"name":"cpu","container":"a","targetAverageUtilization":50}}]
          {type: Pods, pods: {metric: {name: hits, selector: {matchLabels: {a: b}}}, target: {type: AverageValue, averageValue: 1k}}} | [{"type":"Pods","pods":{"metricName":"hits","selector":{"matchLabels":{"a":"b"}},"targetAverageValue":"1k"}}]
          {type: Object, object: {describedObject: {kind: Ingress, name: main}, metric: {name: hits}, target: {type: Value, value: 10k}}} | [{"type":"Object","object":{"target":{"kind":"Ingress","name":"main"},"metricName":"hits","targetValue":"10k"}}]
          {type: External, external: {metric: {name: queue, selector: {matchLabels: {a: b}}}, target: {type: AverageValue, averageValue: 30}}} | [{"type":"External","external":{"metricName":"queue","metricSelector":{"matchLabels":{"a":"b"}},"targetAverageValue":30}}]
          """)
  void theOlderVersionKeepsWhatItDoesNotKnow(String metric, String kept) {
    HorizontalPodAutoscaler newer =
        TestCluster.object(
            HorizontalPodAutoscaler.class,
            "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: web,"
                + " annotations: {mine: \"yes\"}}, spec: {scaleTargetRef: {kind: Deployment, name:"
                + " web}, minReplicas: 2, maxReplicas: 4, behavior: {scaleDown: {selectPolicy:"
                + " Min}}, metrics: ["
                + metric
                + ", {type: Resource, resource: {name: cpu, target: {type: Utilization,"
                + " averageUtilization: 60}}}]}, status: {desiredReplicas: 3, conditions: [{type:"
                + " AbleToScale, status: \"True\"}], currentMetrics: [{type: Resource, resource:"
                + " {name: cpu, current: {averageUtilization: 55}}}]}}");

    Map<String, Object> older = OtherVersions.shown(V1, newer);

    assertThat(older).containsEntry("apiVersion", "autoscaling/v1");
    assertThat(spec(older)).containsEntry("targetCPUUtilizationPercentage", 60L);
    assertThat((Map<?, ?>) older.get("status"))
        .hasToString("{desiredReplicas=3, currentCPUUtilizationPercentage=55}");
    assertThat(annotations(older))
        .containsEntry("mine", "yes")
        .containsEntry("autoscaling.alpha.kubernetes.io/metrics", kept)
        .containsEntry(
            "autoscaling.alpha.kubernetes.io/behavior",
            "{\"scaleDown\":{\"selectPolicy\":\"Min\"}}")
        .containsEntry(
            "autoscaling.alpha.kubernetes.io/conditions",
            "[{\"type\":\"AbleToScale\",\"status\":\"True\"}]");
    assertThat(Trees.read(OtherVersions.stored(V1, older), HorizontalPodAutoscaler.class).value())
        .isEqualTo(newer);
  }

  /** As Kubernetes' conversion does: the older version has a field for the percentage alone. */
  @Test
  void theOlderVersionKeepsAllThatWasMeasured() {
    HorizontalPodAutoscaler newer =
        TestCluster.object(
            HorizontalPodAutoscaler.class,
            "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: web},"
                + " spec: {scaleTargetRef: {kind: Deployment, name: web}, maxReplicas: 4}, status:"
                + " {currentMetrics: [{type: Resource, resource: {name: cpu, current:"
                + " {averageUtilization: 55, averageValue: 110m}}}]}}");

    Map<String, Object> older = OtherVersions.shown(V1, newer);

    assertThat((Map<?, ?>) older.get("status")).hasToString("{currentCPUUtilizationPercentage=55}");
    assertThat(annotations(older))
        .containsEntry(
            "autoscaling.alpha.kubernetes.io/current-metrics",
            "[{\"type\":\"Resource\",\"resource\":{\"name\":\"cpu\","
                + "\"currentAverageUtilization\":55,\"currentAverageValue\":\"110m\"}}]");
    assertThat(Trees.read(OtherVersions.stored(V1, older), HorizontalPodAutoscaler.class).value())
        .isEqualTo(newer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no JSON: [", "{}", "7"})
  void annotationsThatCannotBeReadAreWarnedOf(String metrics) {
    String name = "autoscaling.alpha.kubernetes.io/metrics";
    String manifest =
        OLDER.replace(
            "name: web}, spec",
            "name: web, annotations: {%s: '%s'}}, spec".formatted(name, metrics));
    assertThat(decode(manifest, WriteOptions.FieldValidation.STRICT).warnings())
        .containsExactly(
            "metadata.annotations[%s]: cannot be read, so what it says is left out"
                .formatted(name));
  }

  @Test
  void aFieldThatComesTwiceIsJudgedAsInOtherBodies() {
    String twice = OLDER.replace("maxReplicas: 4", "maxReplicas: 4, maxReplicas: 4");
    assertThat(decode(twice, WriteOptions.FieldValidation.IGNORE).warnings()).isEmpty();
    assertThat(decode(twice, WriteOptions.FieldValidation.WARN).warnings())
        .containsExactly("duplicate field \"spec.maxReplicas\"");
    assertThatThrownBy(() -> decode(twice, WriteOptions.FieldValidation.STRICT))
        .hasMessageContaining("strict decoding error: duplicate field \"spec.maxReplicas\"");
  }

  @Test
  void aPatchIsOfTheVersionThatItsWriterSees() {
    create(OLDER);
    patch(Patch.Type.MERGE, "{spec: {targetCPUUtilizationPercentage: 75}}");
    assertThat(stored()).hasToString("[" + CPU.formatted(75) + "]");
    patch(
        Patch.Type.JSON,
        "[{op: test, path: /apiVersion, value: autoscaling/v1},"
            + " {op: replace, path: /spec/targetCPUUtilizationPercentage, value: 30}]");
    assertThat(stored()).hasToString("[" + CPU.formatted(30) + "]");
    patch(Patch.Type.STRATEGIC, "{spec: {targetCPUUtilizationPercentage: null}}");
    assertThat(stored()).as("Kubernetes' default").hasToString("[" + CPU.formatted(80) + "]");
  }

  @Test
  void anApplyMayBeInTheOlderVersion() {
    patch(Patch.Type.APPLY, OLDER);
    patch(Patch.Type.APPLY, OLDER.replace("60", "65"));
    assertThat(stored()).hasToString("[" + CPU.formatted(65) + "]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          maxReplicas: 4    | maxReplicas: 0    | spec.maxReplicas: Invalid value: 0: must be greater than 0
          maxReplicas: 4    | minReplicas: 0    | spec.minReplicas: Invalid value: 0: must be greater than or equal to 1
          maxReplicas: 4    | minReplicas: 5, maxReplicas: 4 | spec.maxReplicas: Invalid value: 4: must be greater than or equal to `minReplicas`
          kind: Deployment, | kind: "", | spec.scaleTargetRef.kind: Required value
          name: web}        | name: ""} | spec.scaleTargetRef.name: Required value
          """)
  void whatCannotScaleIsRefused(String part, String flawed, String fault) {
    int at = OLDER.indexOf("spec:");
    String manifest = OLDER.substring(0, at) + OLDER.substring(at).replace(part, flawed);
    assertThatThrownBy(() -> create(manifest))
        .isInstanceOfSatisfying(
            ApiException.class,
            refused -> assertThat(refused.kind()).isEqualTo(ApiException.Kind.INVALID))
        .hasMessageContaining(fault);
  }

  private Decoded<HorizontalPodAutoscaler> decode(
      String manifest, WriteOptions.FieldValidation validation) {
    return requests.decode(V1, manifest.getBytes(StandardCharsets.UTF_8), validation);
  }

  private Answer<HorizontalPodAutoscaler> create(String manifest) {
    Decoded<HorizontalPodAutoscaler> decoded =
        decode(manifest, WriteOptions.FieldValidation.STRICT);
    return requests.create(
        Place.of(V1, "default", ""), decoded.object(), WriteOptions.defaults().by("me"));
  }

  private void patch(Patch.Type type, String text) {
    requests.patch(WEB, new Patch(type, text), WriteOptions.defaults().by("me"));
  }

  private Object stored() {
    return cluster.api.get(V1.stored(), "default", "web").spec().fields().get("metrics");
  }

  private static Map<String, Object> spec(Map<String, Object> tree) {
    return Trees.fields((Map<?, ?>) tree.get("spec"));
  }

  private static Map<String, Object> annotations(Map<String, Object> tree) {
    return Trees.fields((Map<?, ?>) ((Map<?, ?>) tree.get("metadata")).get("annotations"));
  }
}
