package io.kubelette.clients.official;

import static io.kubelette.clients.official.Official.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.clients.ClientNode;
import io.kubernetes.client.Discovery;
import io.kubernetes.client.custom.V1Patch;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.AutoscalingV1Api;
import io.kubernetes.client.openapi.apis.AutoscalingV2Api;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.apis.VersionApi;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1ConfigMapList;
import io.kubernetes.client.openapi.models.V1CrossVersionObjectReference;
import io.kubernetes.client.openapi.models.V1DeleteOptions;
import io.kubernetes.client.openapi.models.V1HorizontalPodAutoscaler;
import io.kubernetes.client.openapi.models.V1HorizontalPodAutoscalerSpec;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1Preconditions;
import io.kubernetes.client.util.PatchUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Objects that nobody runs: made, read in pages, changed in every way, and removed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OfficialObjectsTest {

  private final ClientNode node = ClientNode.open();
  private final ApiClient client = Official.client(node);
  private final CoreV1Api core = new CoreV1Api(client);

  @AfterAll
  void close() {
    node.close();
  }

  @Test
  void versionAndDiscoveryAreRead() throws Exception {
    assertThat(new VersionApi(client).getCode().execute().getMinor()).isEqualTo("32");
    assertThat(new Discovery(client).findAll())
        .extracting(resource -> resource.getGroup() + "/" + resource.getKind())
        .contains("/Pod", "apps/Deployment", "coordination.k8s.io/Lease");
  }

  @Test
  void aListShowsTheVeryStateThatItIsAskedFor() throws Exception {
    core.createNamespacedConfigMap("kube-public", map("state", "k", "old")).execute();
    String then =
        core.listNamespacedConfigMap("kube-public").execute().getMetadata().getResourceVersion();
    core.replaceNamespacedConfigMap("state", "kube-public", map("state", "k", "new")).execute();
    V1ConfigMapList list =
        core.listNamespacedConfigMap("kube-public")
            .resourceVersion(then)
            .resourceVersionMatch("Exact")
            .execute();
    assertThat(list.getMetadata().getResourceVersion()).isEqualTo(then);
    assertThat(list.getItems())
        .singleElement()
        .satisfies(one -> assertThat(one.getData()).containsEntry("k", "old"));
  }

  @Test
  void autoscalersAreServedInBothVersions() throws Exception {
    V1HorizontalPodAutoscaler older =
        new V1HorizontalPodAutoscaler()
            .metadata(new V1ObjectMeta().name("web"))
            .spec(
                new V1HorizontalPodAutoscalerSpec()
                    .maxReplicas(3)
                    .targetCPUUtilizationPercentage(60)
                    .scaleTargetRef(
                        new V1CrossVersionObjectReference().kind("Deployment").name("web")));
    new AutoscalingV1Api(client)
        .createNamespacedHorizontalPodAutoscaler("default", older)
        .execute();
    assertThat(
            new AutoscalingV2Api(client)
                .readNamespacedHorizontalPodAutoscaler("web", "default")
                .execute()
                .getSpec()
                .getMetrics())
        .singleElement()
        .satisfies(
            metric ->
                assertThat(metric.getResource().getTarget().getAverageUtilization()).isEqualTo(60));
    assertThat(
            new AutoscalingV1Api(client)
                .listNamespacedHorizontalPodAutoscaler("default")
                .execute()
                .getItems())
        .singleElement()
        .satisfies(
            one -> assertThat(one.getSpec().getTargetCPUUtilizationPercentage()).isEqualTo(60));
  }

  @Test
  void aListComesInPagesAndBySelectors() throws Exception {
    for (int i = 0; i < 7; i++) {
      V1ConfigMap map = map("m" + i, "n", String.valueOf(i));
      map.getMetadata().putLabelsItem("parity", i % 2 == 0 ? "even" : "odd");
      core.createNamespacedConfigMap("kube-system", map).execute();
    }
    List<String> names = new ArrayList<>();
    String next = null;
    do {
      V1ConfigMapList page =
          core.listNamespacedConfigMap("kube-system")
              .labelSelector("parity")
              .limit(3)
              ._continue(next)
              .execute();
      page.getItems().forEach(one -> names.add(one.getMetadata().getName()));
      next = page.getMetadata().getContinue();
    } while (next != null && !next.isEmpty());
    assertThat(names).containsExactly("m0", "m1", "m2", "m3", "m4", "m5", "m6");
    assertThat(
            core.listConfigMapForAllNamespaces()
                .labelSelector("parity in (odd)")
                .fieldSelector("metadata.name!=m1")
                .execute()
                .getItems())
        .hasSize(2);
    core.deleteCollectionNamespacedConfigMap("kube-system").labelSelector("parity").execute();
    assertThat(
            core.listNamespacedConfigMap("kube-system")
                .labelSelector("parity")
                .execute()
                .getItems())
        .isEmpty();
  }

  @Test
  void whoChangesAnOldStateIsRefused() throws Exception {
    V1ConfigMap first =
        core.createNamespacedConfigMap("default", map("guarded", "k", "1")).execute();
    V1ConfigMap changed = core.readNamespacedConfigMap("guarded", "default").execute();
    changed.putDataItem("k", "2");
    V1ConfigMap second = core.replaceNamespacedConfigMap("guarded", "default", changed).execute();
    assertRefused(
        409, () -> core.replaceNamespacedConfigMap("guarded", "default", first).execute());
    assertRefused(
        409,
        () -> core.deleteNamespacedConfigMap("guarded", "default").body(only(first)).execute());
    assertThat(
            core.deleteNamespacedConfigMap("guarded", "default")
                .body(only(second))
                .execute()
                .getStatus())
        .isEqualTo("Success");
    assertRefused(404, () -> core.readNamespacedConfigMap("guarded", "default").execute());
  }

  private static V1DeleteOptions only(V1ConfigMap map) {
    return new V1DeleteOptions()
        .preconditions(
            new V1Preconditions()
                .uid(map.getMetadata().getUid())
                .resourceVersion(map.getMetadata().getResourceVersion()));
  }

  @Test
  void everyKindOfPatchIsApplied() throws Exception {
    core.createNamespacedConfigMap("default", map("patched", "k", "1")).execute();
    patch(V1Patch.PATCH_FORMAT_JSON_MERGE_PATCH, "{\"data\":{\"merge\":\"yes\",\"k\":null}}");
    patch(
        V1Patch.PATCH_FORMAT_JSON_PATCH,
        "[{\"op\":\"add\",\"path\":\"/data/json\",\"value\":\"yes\"}]");
    V1ConfigMap patched =
        patch(V1Patch.PATCH_FORMAT_STRATEGIC_MERGE_PATCH, "{\"data\":{\"strategic\":\"yes\"}}");
    assertThat(patched.getData())
        .isEqualTo(Map.of("merge", "yes", "json", "yes", "strategic", "yes"));
    // What the generated method sends without PatchUtils is no type of patch, in Kubernetes too.
    assertRefused(
        415,
        () ->
            core.patchNamespacedConfigMap("patched", "default", new V1Patch("{\"data\":{}}"))
                .execute());
  }

  private V1ConfigMap patch(String format, String patch) throws ApiException {
    return PatchUtils.patch(
        V1ConfigMap.class,
        () ->
            core.patchNamespacedConfigMap("patched", "default", new V1Patch(patch)).buildCall(null),
        format,
        client);
  }

  @Test
  void anApplyMakesAndMeetsOtherManagersWithAConflictUnlessItIsForced() throws Exception {
    assertThat(apply("alice", "a", false).getData()).containsEntry("k", "a");
    assertThatThrownBy(() -> apply("bob", "b", false))
        .isInstanceOfSatisfying(
            ApiException.class,
            conflict -> {
              assertThat(conflict.getCode()).isEqualTo(409);
              assertThat(conflict.getResponseBody()).contains("FieldManagerConflict", ".data.k");
            });
    assertThat(apply("bob", "b", true).getData()).containsEntry("k", "b");
  }

  private V1ConfigMap apply(String manager, String value, boolean force) throws ApiException {
    String yaml =
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: applied}, data: {k: %s}}"
            .formatted(value);
    return PatchUtils.patch(
        V1ConfigMap.class,
        () ->
            core.patchNamespacedConfigMap("applied", "default", new V1Patch(yaml))
                .fieldManager(manager)
                .force(force)
                .buildCall(null),
        V1Patch.PATCH_FORMAT_APPLY_YAML,
        client);
  }

  private static void assertRefused(int code, ThrowingCallable attempt) {
    assertThatThrownBy(attempt)
        .isInstanceOfSatisfying(
            ApiException.class, refused -> assertThat(refused.getCode()).isEqualTo(code));
  }
}
