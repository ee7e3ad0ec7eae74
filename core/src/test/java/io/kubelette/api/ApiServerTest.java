package io.kubelette.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kubelette.model.ConfigMap;
import io.kubelette.model.Namespace;
import io.kubelette.model.Node;
import io.kubelette.model.ObjectMeta;
import io.kubelette.model.Pod;
import io.kubelette.model.PodKey;
import io.kubelette.model.PodStatus;
import io.kubelette.model.ResourceType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class ApiServerTest {

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {app: web}}
      spec: {containers: [{name: main, image: "web:1"}]}
      """;

  private final TestCluster cluster = TestCluster.create();
  private final ApiServer api = cluster.api;

  @Test
  void createFillsInWhatOnlyTheApiSets() {
    Pod created =
        api.create(
            pod()
                .withMetadata(
                    pod()
                        .metadata()
                        .withUid("mine")
                        .withGeneration(7L)
                        .withDeletionTimestamp(TestCluster.START))
                .withStatus(PodStatus.EMPTY.withPhase("Running")));

    ObjectMeta metadata = created.metadata();
    assertThat(metadata.namespace()).isEqualTo("default");
    assertThat(metadata.uid()).hasSize(36);
    assertThat(metadata.generation()).isEqualTo(1);
    assertThat(metadata.creationTimestamp()).isEqualTo(TestCluster.START);
    assertThat(metadata.deletionTimestamp()).isNull();
    assertThat(metadata.resourceVersion()).isEqualTo(api.revision().toString());
    assertThat(created.status())
        .isEqualTo(PodStatus.EMPTY.withPhase("Pending").withQosClass("BestEffort"));
  }

  @Test
  void createRefusesAResourceVersion() {
    assertRefused(
        ApiException.Kind.BAD_REQUEST,
        "resourceVersion should not be set on objects to be created",
        () -> api.create(pod().withMetadata(pod().metadata().withResourceVersion("1"))));
  }

  @Test
  void createRefusesWhatExists() {
    api.create(pod());
    assertRefused(
        ApiException.Kind.ALREADY_EXISTS, "pods \"web\" already exists", () -> api.create(pod()));
  }

  @Test
  void createNeedsTheNamespace() {
    assertRefused(
        ApiException.Kind.NOT_FOUND,
        "namespaces \"nowhere\" not found",
        () -> api.create(pod().withMetadata(pod().metadata().withNamespace("nowhere"))));
  }

  @Test
  void initialNamespacesExistAndAreMadeOnlyOnce() {
    ApiServer second = ApiServer.over(cluster.store, ApiConfig.defaults());

    assertThat(second.list(Query.of(ResourceType.NAMESPACE)).items())
        .extracting(namespace -> namespace.metadata().name())
        .containsExactly("default", "kube-node-lease", "kube-public", "kube-system");
    Namespace namespace = api.get(ResourceType.NAMESPACE, "", "default");
    assertThat(namespace.status().phase()).isEqualTo("Active");
    assertThat(namespace.metadata().labels())
        .containsEntry("kubernetes.io/metadata.name", "default");
  }

  @Test
  void generatedNamesDiffer() {
    Pod nameless = pod().withMetadata(pod().metadata().withName(null).withGenerateName("web-"));
    String first = api.create(nameless).metadata().name();
    String second = api.create(nameless).metadata().name();

    assertThat(first).matches("web-[a-z0-9]{5}").isNotEqualTo(second);
  }

  @Test
  void absentObjectsAreNamedAsKubernetesNamesThem() {
    assertRefused(
        ApiException.Kind.NOT_FOUND,
        "endpointslices.discovery.k8s.io \"x\" not found",
        () -> api.get(ResourceType.ENDPOINT_SLICE, "default", "x"));
    assertThat(api.find(ResourceType.POD, "default", "x")).isEmpty();
  }

  @Test
  void updateFromAnOldVersionIsRefused() {
    Pod first = api.create(pod());
    api.update(labelled(first, "a"));

    assertRefused(
        ApiException.Kind.CONFLICT,
        "Operation cannot be fulfilled on pods \"web\": the object has been modified; please apply"
            + " your changes to the latest version and try again",
        () -> api.update(labelled(first, "b")));
  }

  @Test
  void updateWithoutAVersionWinsOverWhatIsThere() {
    Pod first = api.create(pod());
    api.update(labelled(first, "a"));
    Pod last = labelled(first, "b");
    api.update(last.withMetadata(last.metadata().withResourceVersion(null)));

    assertThat(now().metadata().labels()).containsEntry("tier", "b");
  }

  @Test
  void updateOfAnotherObjectOfThatNameIsRefused() {
    Pod first = api.create(pod());
    Pod other = first.withMetadata(first.metadata().withUid("other").withResourceVersion(null));

    assertRefused(
        ApiException.Kind.CONFLICT,
        "Operation cannot be fulfilled on pods \"web\": Precondition failed: UID in precondition:"
            + " other, UID in object meta: "
            + first.metadata().uid(),
        () -> api.update(other));
  }

  @Test
  void updateKeepsStatusAndWhatOnlyTheApiSets() {
    Pod first = api.create(pod());
    cluster.time.advance(Duration.ofMinutes(1));
    Pod wanted =
        labelled(first, "a")
            .withStatus(PodStatus.EMPTY.withPhase("Failed"))
            .withMetadata(
                labelled(first, "a")
                    .metadata()
                    .withGeneration(9L)
                    .withCreationTimestamp(null)
                    .withDeletionTimestamp(TestCluster.START));
    Pod updated = api.update(wanted);

    assertThat(updated.status()).isEqualTo(first.status());
    assertThat(updated.metadata().creationTimestamp()).isEqualTo(TestCluster.START);
    assertThat(updated.metadata().deletionTimestamp()).isNull();
    assertThat(updated.metadata().generation()).isEqualTo(1);
  }

  @Test
  void generationCountsChangesOfTheSpecOnly() {
    Pod first = api.create(pod());
    Pod labelled = api.update(labelled(first, "a"));
    Pod imaged =
        api.update(
            labelled.withSpec(
                labelled
                    .spec()
                    .withContainers(
                        List.of(labelled.spec().containers().get(0).withImage("web:2")))));
    Pod stated = api.updateStatus(imaged.withStatus(imaged.status().withPhase("Running")));

    assertThat(labelled.metadata().generation()).isEqualTo(1);
    assertThat(imaged.metadata().generation()).isEqualTo(2);
    assertThat(stated.metadata().generation()).isEqualTo(2);
  }

  @Test
  void anUpdateThatChangesNothingWritesNothing() {
    Pod first = api.create(pod());
    assertThat(api.update(pod())).isSameAs(first);
    assertThat(api.updateStatus(first)).isSameAs(first);
  }

  @Test
  void statusUpdatesKeepSpecMetadataAndClassOfService() {
    Pod first = api.create(pod());
    Pod updated =
        api.updateStatus(
            labelled(first, "a")
                .withSpec(first.spec().withNodeName("elsewhere"))
                .withStatus(PodStatus.EMPTY.withPhase("Running").withQosClass("Guaranteed")));

    assertThat(updated.spec()).isEqualTo(first.spec());
    assertThat(updated.metadata().labels()).isEqualTo(first.metadata().labels());
    assertThat(updated.status())
        .isEqualTo(PodStatus.EMPTY.withPhase("Running").withQosClass("BestEffort"));
    assertRefused(
        ApiException.Kind.CONFLICT,
        "Operation cannot be fulfilled on pods \"web\": the object has been modified; please apply"
            + " your changes to the latest version and try again",
        () -> api.updateStatus(first));
  }

  @Test
  void aKindWithoutStatusHasNoStatusUpdates() {
    ConfigMap map =
        api.create(
            TestCluster.object(
                ConfigMap.class, "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}"));
    assertRefused(
        ApiException.Kind.BAD_REQUEST, "configmaps have no status", () -> api.updateStatus(map));
  }

  @Test
  void nodesMayBeCreatedWithTheirStatus() {
    Node node =
        TestCluster.object(
            Node.class,
            """
            {apiVersion: v1, kind: Node, metadata: {name: here},
             status: {conditions: [{type: Ready, status: "True"}]}}
            """);
    assertThat(api.create(node).status().conditions()).hasSize(1);
  }

  @Test
  void bindingAssignsAPodOnce() {
    api.create(pod());
    Pod bound = api.bind(PodKey.of("default", "web"), "here");

    assertThat(bound.spec().nodeName()).isEqualTo("here");
    assertThat(Pods.hasCondition(bound, "PodScheduled")).isTrue();
    assertThat(bound.metadata().generation()).isEqualTo(1);
    assertRefused(
        ApiException.Kind.CONFLICT,
        "Operation cannot be fulfilled on pods \"web\": pod web is already assigned to node"
            + " \"here\"",
        () -> api.bind(PodKey.of("default", "web"), "there"));
  }

  @Test
  void listsFilterByNamespaceLabelsAndFields() {
    api.create(pod());
    api.create(pod().withMetadata(pod().metadata().withName("db").withLabels(Map.of("app", "db"))));
    api.bind(PodKey.of("default", "db"), "here");
    Query<Pod> all = Query.of(ResourceType.POD);

    assertThat(names(all)).containsExactly("db", "web");
    assertThat(names(all.in("kube-system"))).isEmpty();
    assertThat(names(all.labels("app in (web)"))).containsExactly("web");
    assertThat(names(all.fields("spec.nodeName=here"))).containsExactly("db");
    assertThat(names(all.fields("spec.nodeName=,metadata.name!=x"))).containsExactly("web");
    assertRefused(
        ApiException.Kind.BAD_REQUEST,
        "field label not supported: spec.colour",
        () -> all.fields("spec.colour=red"));
  }

  private List<String> names(Query<Pod> query) {
    return api.list(query).items().stream().map(pod -> pod.metadata().name()).toList();
  }

  private Pod now() {
    return api.get(ResourceType.POD, "default", "web");
  }

  private static Pod pod() {
    return TestCluster.object(Pod.class, POD);
  }

  private static Pod labelled(Pod pod, String tier) {
    return pod.withMetadata(pod.metadata().withLabels(Map.of("app", "web", "tier", tier)));
  }

  private static void assertRefused(ApiException.Kind kind, String message, ThrowingCallable call) {
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(call)
        .withMessage(message)
        .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(kind));
  }
}
