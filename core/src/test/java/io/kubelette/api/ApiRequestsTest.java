package io.kubelette.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.api.WriteOptions.DryRun;
import io.kubelette.api.WriteOptions.FieldValidation;
import io.kubelette.model.ConfigMap;
import io.kubelette.model.Deployment;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.PriorityClass;
import io.kubelette.model.ResourceType;
import io.kubelette.model.Scale;
import io.kubelette.model.SelfSubjectAccessReview;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiRequestsTest {

  private static final String DEPLOYMENT =
      "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {selector: {matchLabels:"
          + " {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name:"
          + " web, image: x}]}}}}";

  private static final Place<ConfigMap> MAP = Place.of(ResourceType.CONFIG_MAP, "default", "m");
  private static final Place<Deployment> WEB = Place.of(ResourceType.DEPLOYMENT, "default", "web");

  private final TestCluster cluster = TestCluster.create();
  private final ApiRequests requests = cluster.api.requests();
  private final WriteOptions plain = WriteOptions.defaults();

  @Test
  void aBodyIsReadWithoutItsKindToo() {
    assertThat(decode("{\"data\":{\"a\":\"b\"}}", FieldValidation.STRICT).object().data())
        .isEqualTo(Map.of("a", "b"));
    assertThat(decode("kind: ConfigMap\ndata: {a: b}\n", FieldValidation.STRICT).object().data())
        .isEqualTo(Map.of("a", "b"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"kind":"Pod"}                  | Pod in version "v1" cannot be handled as a ConfigMap: the kind in the data does not match
          {"apiVersion":"v2"}             | the API version in the data (v2) does not match the expected API version (v1)
          {"immutable":"x"}               | ConfigMap in version "v1" cannot be handled as a ConfigMap: immutable: must be true or false, not the text "x"
          []                              | ConfigMap in version "v1" cannot be handled as a ConfigMap: must be an object
          {"x":1}                         | ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: unknown field "x"
          {"data":{},"data":{},"y":{}}    | ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: duplicate field "data", unknown field "y"
          {"metadata":{"lables":{}}}      | ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: unknown field "metadata.lables"
          """)
  void aBodyThatIsNoSuchObjectIsRefused(String body, String message) {
    assertThatThrownBy(() -> decode(body, FieldValidation.STRICT))
        .isInstanceOfSatisfying(
            ApiException.class,
            refused -> {
              assertThat(refused.kind()).isEqualTo(ApiException.Kind.BAD_REQUEST);
              assertThat(refused).hasMessage(message);
            });
  }

  @Test
  void unknownFieldsAreWarnedOfOrDroppedInSilence() {
    assertThat(decode("{\"x\":1,\"data\":{\"a\":\"b\"}}", FieldValidation.WARN))
        .satisfies(
            decoded -> {
              assertThat(decoded.warnings()).containsExactly("unknown field \"x\"");
              assertThat(decoded.object().data()).isEqualTo(Map.of("a", "b"));
            });
    assertThat(decode("{\"x\":1}", FieldValidation.IGNORE).warnings()).isEmpty();
  }

  @Test
  void aDryRunIsRefusedWhatIsNeverDeleted() {
    Place<PriorityClass> system = Place.of(ResourceType.PRIORITY_CLASS, "", "system-node-critical");
    assertKind(
        ApiException.Kind.FORBIDDEN,
        () -> requests.delete(system, DeleteOptions.defaults(), DryRun.ALL));
  }

  @Test
  void aDryRunIsAnsweredAndStoresNothing() {
    WriteOptions tried = plain.tried().by("me");
    create(map("{a: b}"));

    assertThat(requests.create(place("other"), named("other"), tried).change())
        .isEqualTo(Answer.Change.CREATED);
    assertKind(
        ApiException.Kind.ALREADY_EXISTS, () -> requests.create(place(""), map("{}"), tried));
    assertThat(requests.update(MAP, map("{a: c}"), tried).object().data()).containsEntry("a", "c");
    assertThat(patch(MAP, Patch.Type.MERGE, "{data: {a: d}}", tried).object().data())
        .containsEntry("a", "d");
    assertThat(patch(MAP, Patch.Type.APPLY, "{data: {z: d}}", tried).object().data())
        .containsEntry("z", "d");
    assertThat(requests.delete(MAP, DeleteOptions.defaults(), DryRun.ALL).change())
        .isEqualTo(Answer.Change.DELETED);

    assertThat(cluster.api.get(ResourceType.CONFIG_MAP, "default", "m").data())
        .isEqualTo(Map.of("a", "b"));
    assertThat(cluster.api.find(ResourceType.CONFIG_MAP, "default", "other")).isEmpty();
  }

  @Test
  void aWriteThatChangesNothingWritesNothing() {
    ConfigMap stored = create(map("{a: b}"));

    for (Answer<ConfigMap> answer :
        List.of(
            requests.update(MAP, map("{a: b}"), plain.by("other")),
            patch(MAP, Patch.Type.MERGE, "{data: {a: b, c: null}}", plain.by("other")),
            patch(MAP, Patch.Type.STRATEGIC, "{data: {a: b}}", plain.by("other")),
            patch(MAP, Patch.Type.JSON, "[]", plain.by("other")))) {
      assertThat(answer.change()).isEqualTo(Answer.Change.UNCHANGED);
      assertThat(answer.object()).isEqualTo(stored);
    }
  }

  @Test
  void theResourceVersionInAPatchIsALock() {
    ConfigMap stored = create(map("{a: b}"));
    String version = String.valueOf(stored.metadata().resourceVersion());
    String lock =
        "[{op: add, path: /metadata/resourceVersion, value: '%s'}, {op: add, path: /data, value: {}}]";

    patch(MAP, Patch.Type.JSON, lock.formatted(version), plain);
    assertThatThrownBy(() -> patch(MAP, Patch.Type.JSON, lock.formatted(version), plain))
        .isInstanceOfSatisfying(
            ApiException.class,
            refused -> {
              assertThat(refused.kind()).isEqualTo(ApiException.Kind.CONFLICT);
              assertThat(refused.details().kind()).isEqualTo("configmaps");
              assertThat(refused.details().name()).isEqualTo("m");
              assertThat(refused)
                  .hasMessage(
                      "Operation cannot be fulfilled on configmaps \"m\": the object has been"
                          + " modified; please apply your changes to the latest version and try"
                          + " again");
            });
  }

  @Test
  void aPatchMayNotRenameNorChangeTheKind() {
    create(map("{a: b}"));

    assertKind(
        ApiException.Kind.BAD_REQUEST,
        () -> patch(MAP, Patch.Type.MERGE, "{metadata: {name: other}}", plain));
    assertKind(
        ApiException.Kind.BAD_REQUEST, () -> patch(MAP, Patch.Type.MERGE, "{kind: Pod}", plain));
    assertKind(
        ApiException.Kind.INVALID,
        () -> patch(MAP, Patch.Type.JSON, "[{op: remove, path: /nothing}]", plain));
    assertKind(
        ApiException.Kind.NOT_FOUND, () -> patch(place("none"), Patch.Type.MERGE, "{}", plain));
    assertKind(ApiException.Kind.BAD_REQUEST, () -> patch(MAP, Patch.Type.MERGE, "{{", plain));
    assertKind(
        ApiException.Kind.BAD_REQUEST,
        () -> patch(MAP, Patch.Type.MERGE, "{x: 1}", plain.validating(FieldValidation.STRICT)));
  }

  @Test
  void anApplyCreatesWhatIsMissingAndNeedsAManager() {
    Answer<ConfigMap> answer = patch(MAP, Patch.Type.APPLY, "{data: {a: b}}", plain.by("me"));

    assertThat(answer.change()).isEqualTo(Answer.Change.CREATED);
    assertThat(answer.object().metadata().managedFields()).hasSize(1);
    assertThat(patch(MAP, Patch.Type.APPLY, "{data: {a: b}}", plain.by("me")).object())
        .isEqualTo(answer.object());
    assertKind(
        ApiException.Kind.INVALID, () -> patch(MAP, Patch.Type.APPLY, "{data: {a: b}}", plain));
  }

  @Test
  void anApplyOverWhatOthersManageIsAConflictWithACauseForEachField() {
    requests.create(place(""), map("{a: b, c: d}"), plain.by("kubectl-create"));

    assertThatThrownBy(() -> patch(MAP, Patch.Type.APPLY, "{data: {a: x, c: z}}", plain.by("me")))
        .isInstanceOfSatisfying(
            ApiException.class,
            refused -> {
              assertThat(refused.kind()).isEqualTo(ApiException.Kind.CONFLICT);
              assertThat(refused)
                  .hasMessage(
                      "Apply failed with 2 conflicts: conflicts with \"kubectl-create\" using v1:\n"
                          + "- .data.a\n- .data.c");
              assertThat(refused.details().causes())
                  .containsExactly(
                      new ErrorDetails.Cause(
                          "FieldManagerConflict",
                          "conflict with \"kubectl-create\" using v1",
                          ".data.a"),
                      new ErrorDetails.Cause(
                          "FieldManagerConflict",
                          "conflict with \"kubectl-create\" using v1",
                          ".data.c"));
            });
    assertThat(
            patch(MAP, Patch.Type.APPLY, "{data: {a: x}}", plain.by("me").forced()).object().data())
        .isEqualTo(Map.of("a", "x", "c", "d"));
  }

  @Test
  void anApplyDefaultsAndPrunes() {
    patch(WEB, Patch.Type.APPLY, DEPLOYMENT, plain.by("me"));
    patch(WEB, Patch.Type.MERGE, "{spec: {replicas: 5}}", plain.by("scaler"));

    Deployment again =
        patch(WEB, Patch.Type.APPLY, DEPLOYMENT.replace("image: x", "image: z"), plain.by("me"))
            .object();

    assertThat(again.spec().replicas()).isEqualTo(5);
    assertThat(again.spec().template().spec().containers().get(0).image()).isEqualTo("z");
  }

  @Test
  void scaleIsReadUpdatedAndPatched() {
    create(DEPLOYMENT);

    Scale scale = requests.scale(WEB);
    assertThat(scale.spec().replicas()).isEqualTo(1);
    assertThat(scale.status().selector()).isEqualTo("app=web");
    requests.updateScale(WEB, scale.withSpec(scale.spec().withReplicas(2)), plain);
    assertKind(
        ApiException.Kind.CONFLICT,
        () -> requests.updateScale(WEB, scale.withSpec(scale.spec().withReplicas(9)), plain));
    requests.patchScale(WEB, new Patch(Patch.Type.MERGE, "{spec: {replicas: 3}}"), plain);
    assertThat(cluster.api.get(ResourceType.DEPLOYMENT, "default", "web").spec().replicas())
        .isEqualTo(3);
    assertKind(
        ApiException.Kind.INVALID,
        () ->
            requests.patchScale(WEB, new Patch(Patch.Type.MERGE, "{spec: {replicas: -1}}"), plain));
    create(map("{}"));
    assertKind(ApiException.Kind.NOT_FOUND, () -> requests.scale(MAP));
  }

  @Test
  void aDeploymentIsAnsweredWithAWarning() {
    assertThat(
            requests
                .create(
                    Place.of(ResourceType.DEPLOYMENT, "default", ""),
                    TestCluster.object(Deployment.class, DEPLOYMENT),
                    plain)
                .warnings())
        .singleElement()
        .asString()
        .contains("no controller acts on deployments yet");
  }

  @Test
  void pagesOfAListShowOneState() {
    for (int i = 0; i < 5; i++) {
      cluster.api.create(named("m" + i));
    }
    Query<ConfigMap> all = Query.of(ResourceType.CONFIG_MAP);
    Page<ConfigMap> first = requests.list(all, Paging.of(2));
    cluster.api.delete(ResourceType.CONFIG_MAP, "default", "m3", DeleteOptions.now());
    cluster.api.create(named("m9"));
    Page<ConfigMap> second = requests.list(all, Paging.of(2).from(first.continueToken()));
    Page<ConfigMap> third = requests.list(all, Paging.of(2).from(second.continueToken()));

    assertThat(List.of(first, second, third))
        .flatExtracting(Page::items)
        .extracting(each -> each.metadata().name())
        .containsExactly("m0", "m1", "m2", "m3", "m4");
    assertThat(first.remaining()).isEqualTo(3);
    assertThat(third.continueToken()).isEmpty();
    assertThat(third.revision()).isEqualTo(first.revision());
    assertKind(
        ApiException.Kind.BAD_REQUEST,
        () ->
            requests.list(Query.of(ResourceType.SECRET), Paging.of(2).from(first.continueToken())));
    assertKind(
        ApiException.Kind.BAD_REQUEST, () -> requests.list(all, Paging.of(2).from("nonsense")));
  }

  @Test
  void theTokenOfAListThatIsNoLongerKeptIsTooOld() {
    cluster.api.create(named("a"));
    cluster.api.create(named("b"));
    Query<ConfigMap> all = Query.of(ResourceType.CONFIG_MAP);
    Page<ConfigMap> first = requests.list(all, Paging.of(1));
    for (int i = 0; i < 200; i++) {
      requests.list(all, Paging.of(1));
    }

    assertThatThrownBy(() -> requests.list(all, Paging.of(1).from(first.continueToken())))
        .isInstanceOfSatisfying(
            ApiException.class,
            refused -> assertThat(refused.kind()).isEqualTo(ApiException.Kind.GONE));
  }

  @ParameterizedTest
  @CsvSource({
    "'', UNSET, ''",
    "0, UNSET, ''",
    "1, UNSET, ''",
    "1, NOT_OLDER_THAN, ''",
    "1, EXACT, ''",
    "9999, UNSET, TIMEOUT",
    "9999, EXACT, TIMEOUT",
    "'', EXACT, INVALID",
    "0, EXACT, INVALID",
    "x, UNSET, BAD_REQUEST"
  })
  void listsKnowTheirResourceVersions(String version, Paging.VersionMatch match, String refusal) {
    Paging paging = Paging.all().at(version, match);
    Query<ConfigMap> all = Query.of(ResourceType.CONFIG_MAP);
    if (refusal.isEmpty()) {
      assertThat(requests.list(all, paging).items()).isEmpty();
    } else {
      assertKind(ApiException.Kind.valueOf(refusal), () -> requests.list(all, paging));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pods       | spec.unknown=a | field label not supported: spec.unknown
          configmaps | spec.unknown=a | "spec.unknown" is not a known field selector: only "metadata.name", "metadata.namespace"
          """)
  void fieldsThatSelectNothingAreRefused(String plural, String fields, String message) {
    ResourceType<?> type =
        ResourceType.all().stream().filter(each -> each.plural().equals(plural)).findFirst().get();

    assertThatThrownBy(() -> requests.query(type, "", "", fields))
        .isInstanceOf(ApiException.class)
        .hasMessage(message);
    assertKind(ApiException.Kind.BAD_REQUEST, () -> requests.query(type, "", "a in (", ""));
  }

  @Test
  void deleteAllDeletesWhatTheQueryAccepts() {
    cluster.api.create(named("a"));
    cluster.api.create(named("b"));

    assertThat(
            requests.deleteAll(
                requests.query(ResourceType.CONFIG_MAP, "default", "", "metadata.name!=b"),
                DeleteOptions.defaults(),
                DryRun.NONE))
        .hasSize(1);
    assertThat(cluster.api.items(Query.of(ResourceType.CONFIG_MAP)))
        .extracting(each -> each.metadata().name())
        .containsExactly("b");
  }

  @ParameterizedTest
  @CsvSource({
    "FULL, delete, '', true",
    "READ_ONLY, get, '', true",
    "READ_ONLY, delete, '', false",
    "READ_ONLY, get, exec, false",
    "READ_ONLY, list, log, true"
  })
  void accessIsReviewed(Access access, String verb, String subresource, boolean allowed) {
    SelfSubjectAccessReview review =
        requests
            .decode(
                ResourceType.SELF_SUBJECT_ACCESS_REVIEW,
                "{spec: {resourceAttributes: {verb: %s, resource: pods, subresource: '%s'}}}"
                    .formatted(verb, subresource)
                    .getBytes(StandardCharsets.UTF_8),
                FieldValidation.STRICT)
            .object();

    assertThat(requests.review(review, access).status().allowed()).isEqualTo(allowed);
  }

  @Test
  void aWriteMaySetWhoManagesWhatIfItSaysSoWell() {
    requests.create(place(""), map("{a: b}"), plain.by("creator"));
    String managers = "{metadata: {managedFields: [{manager: %s, operation: %s, fieldsV1: %s}]}}";

    patch(
        MAP,
        Patch.Type.MERGE,
        managers.formatted("heir", "Apply", "{'f:data': {'f:a': {}}}"),
        plain.by("kubectl"));
    patch(MAP, Patch.Type.MERGE, managers.formatted("x", "Steal", "{}"), plain.by("kubectl"));
    patch(MAP, Patch.Type.MERGE, managers.formatted("x", "Apply", "{a: {}}"), plain.by("kubectl"));

    assertThat(cluster.api.get(ResourceType.CONFIG_MAP, "default", "m").metadata().managedFields())
        .extracting(each -> each.fields().get("manager"))
        .containsExactly("heir");
  }

  @Test
  void oneEmptyEntryTakesAllFieldsFromAllManagers() {
    requests.create(place(""), map("{a: b}"), plain.by("creator"));

    patch(MAP, Patch.Type.MERGE, "{metadata: {managedFields: [{}]}}", plain.by("kubectl"));

    assertThat(cluster.api.get(ResourceType.CONFIG_MAP, "default", "m").metadata().managedFields())
        .isEmpty();
    patch(MAP, Patch.Type.MERGE, "{metadata: {managedFields: [{}]}, data: {a: c}}", plain.by("x"));
    assertThat(cluster.api.get(ResourceType.CONFIG_MAP, "default", "m").metadata().managedFields())
        .extracting(each -> each.fields().get("manager"))
        .containsExactly("x");
  }

  @Test
  void whatAnUpdateChangesIsItsWritersFromThenOn() {
    requests.create(place(""), map("{a: b, c: d}"), plain.by("creator"));
    requests.update(MAP, map("{a: x, c: d}"), plain.by("editor"));

    assertKind(
        ApiException.Kind.CONFLICT,
        () -> patch(MAP, Patch.Type.APPLY, "{data: {a: z}}", plain.by("me")));
    assertThat(cluster.api.get(ResourceType.CONFIG_MAP, "default", "m").metadata().managedFields())
        .extracting(each -> each.fields().get("manager"))
        .containsExactly("creator", "editor");
  }

  private Decoded<ConfigMap> decode(String body, FieldValidation validation) {
    return requests.decode(
        ResourceType.CONFIG_MAP, body.getBytes(StandardCharsets.UTF_8), validation);
  }

  private <T extends KubernetesObject> Answer<T> patch(
      Place<T> place, Patch.Type type, String text, WriteOptions options) {
    return requests.patch(place, new Patch(type, text), options);
  }

  private <T extends KubernetesObject> T create(T object) {
    return cluster.api.create(object);
  }

  private void create(String yaml) {
    cluster.api.create(TestCluster.object(yaml));
  }

  private static Place<ConfigMap> place(String name) {
    return Place.of(ResourceType.CONFIG_MAP, "default", name);
  }

  private static ConfigMap map(String data) {
    return TestCluster.object(
        ConfigMap.class,
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: m}, data: " + data + "}");
  }

  private static ConfigMap named(String name) {
    ConfigMap map = map("{}");
    return map.withMetadata(map.metadata().withName(name));
  }

  private static void assertKind(ApiException.Kind kind, Runnable request) {
    assertThatThrownBy(request::run)
        .isInstanceOfSatisfying(
            ApiException.class, refused -> assertThat(refused.kind()).isEqualTo(kind));
  }
}
