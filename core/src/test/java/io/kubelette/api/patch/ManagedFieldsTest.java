package io.kubelette.api.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.manifest.Trees;
import io.kubelette.model.ResourceType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ManagedFieldsTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void anApplyOwnsWhatItSetsAndNoMore() {
    Map<String, @Nullable Object> stored =
        Patching.apply(
            Map.of(),
            pod("{hostname: h, containers: [{name: web, image: x}], tolerations: [{key: a}]}"),
            by("alice"));

    assertThat(entry(stored, "alice"))
        .isEqualTo(
            tree(
                "{manager: alice, operation: Apply, apiVersion: v1, time: '2026-01-01T00:00:00Z',"
                    + " fieldsType: FieldsV1, fieldsV1: {'f:spec': {'f:hostname': {},"
                    + " 'f:containers': {'k:{\"name\":\"web\"}': {.: {}, 'f:name': {}, 'f:image':"
                    + " {}}}, 'f:tolerations': {}}}}"));
  }

  @Test
  void theSameApplyTwiceChangesNothing() {
    Map<String, @Nullable Object> config = pod("{containers: [{name: web, image: x}]}");
    Map<String, @Nullable Object> once = Patching.apply(Map.of(), config, by("alice"));

    FieldWriter later = new FieldWriter("alice", "", ResourceType.POD, NOW.plusSeconds(99));
    assertThat(Patching.apply(once, config, later)).isEqualTo(once);
  }

  @Test
  void whatAManagerNoLongerWantsGoesUnlessAnotherWantsIt() {
    Map<String, @Nullable Object> both =
        Patching.apply(
            Patching.apply(Map.of(), pod("{hostname: h, subdomain: s}"), by("alice")),
            pod("{hostname: h}"),
            by("bob"));

    Map<String, @Nullable Object> left = Patching.apply(both, pod("{dnsPolicy: d}"), by("alice"));

    assertThat(left.get("spec")).isEqualTo(tree("{hostname: h, dnsPolicy: d}"));
  }

  @Test
  void anItemGoesWithWhatOthersDefaultedInIt() {
    Map<String, @Nullable Object> stored =
        Patching.apply(
            Map.of(), pod("{containers: [{name: a, image: x}, {name: b, image: z}]}"), by("alice"));
    Map<String, @Nullable Object> defaulted = Copies.map(stored);
    defaulted.put(
        "spec", tree("{containers: [{name: a, image: x, tty: true}, {name: b, image: z}]}"));

    Map<String, @Nullable Object> left =
        Patching.apply(defaulted, pod("{containers: [{name: b, image: z}]}"), by("alice"));

    assertThat(left.get("spec")).isEqualTo(tree("{containers: [{name: b, image: z}]}"));
  }

  @Test
  void anItemStaysWhileAnotherManagerHasFieldsInIt() {
    Map<String, @Nullable Object> both =
        Patching.apply(
            Patching.apply(Map.of(), pod("{containers: [{name: a, image: x}]}"), by("alice")),
            pod("{containers: [{name: a, tty: true}]}"),
            by("bob"));

    Map<String, @Nullable Object> left = Patching.apply(both, pod("{hostname: h}"), by("alice"));

    assertThat(left.get("spec"))
        .isEqualTo(tree("{containers: [{name: a, tty: true}], hostname: h}"));
  }

  @Test
  void anotherValueOfAFieldThatAnotherOwnsIsAConflict() {
    Map<String, @Nullable Object> stored =
        Patching.apply(
            Map.of(), pod("{containers: [{name: web, image: x}], hostname: h}"), by("alice"));
    Map<String, @Nullable Object> other = pod("{containers: [{name: web, image: z}], hostname: h}");

    assertThatThrownBy(() -> Patching.apply(stored, other, by("bob")))
        .isInstanceOfSatisfying(
            ApplyConflictException.class,
            refused ->
                assertThat(refused.conflicts())
                    .containsExactly(
                        new ApplyConflictException.Conflict(
                            "\"alice\"", ".spec.containers[name=\"web\"].image")));
  }

  @Test
  void forceTakesTheFieldOver() {
    Map<String, @Nullable Object> stored =
        Patching.apply(Map.of(), pod("{hostname: h, subdomain: s}"), by("alice"));

    Map<String, @Nullable Object> taken =
        Patching.applyForced(stored, pod("{hostname: other}"), by("bob"));

    assertThat(taken.get("spec")).isEqualTo(tree("{hostname: other, subdomain: s}"));
    assertThat(fields(taken, "alice")).isEqualTo(tree("{'f:spec': {'f:subdomain': {}}}"));
    assertThat(fields(taken, "bob")).isEqualTo(tree("{'f:spec': {'f:hostname': {}}}"));
  }

  @Test
  void theShortFormOfACreationStandsForAllThatNobodyElseHas() {
    Map<String, @Nullable Object> stored = created("{hostname: h, subdomain: s}", "kubectl-create");

    assertThatThrownBy(() -> Patching.apply(stored, pod("{hostname: other}"), by("bob")))
        .isInstanceOfSatisfying(
            ApplyConflictException.class,
            refused ->
                assertThat(refused.conflicts())
                    .containsExactly(
                        new ApplyConflictException.Conflict(
                            "\"kubectl-create\" using v1", ".spec.hostname")));
    Map<String, @Nullable Object> shared = Patching.apply(stored, pod("{subdomain: s}"), by("bob"));
    assertThat(fields(shared, "kubectl-create"))
        .isEqualTo(tree("{'f:spec': {'f:hostname': {}, 'f:subdomain': {}}}"));
    assertThat(
            fields(
                ManagedFields.writtenOut(stored, io.kubelette.model.Pod.class), "kubectl-create"))
        .isEqualTo(tree("{'f:spec': {'f:hostname': {}, 'f:subdomain': {}}}"));
  }

  @Test
  void whatKubectlAppliedOnItsSideIsTakenOverByItsServerSideApply() {
    Map<String, @Nullable Object> stored =
        created("{hostname: h, subdomain: s}", "kubectl-client-side-apply");

    Map<String, @Nullable Object> applied =
        Patching.apply(stored, pod("{hostname: other}"), by("kubectl"));

    assertThat(applied.get("spec")).isEqualTo(tree("{hostname: other, subdomain: s}"));
    assertThat(fields(applied, "kubectl")).isEqualTo(tree("{'f:spec': {'f:hostname': {}}}"));
  }

  @Test
  void anUpdateOwnsWhatItChanges() {
    Map<String, @Nullable Object> before =
        Patching.apply(Map.of(), pod("{hostname: h, subdomain: s}"), by("alice"));
    Map<String, @Nullable Object> after = Copies.map(before);
    after.put("spec", tree("{hostname: other, dnsPolicy: d}"));

    Map<String, @Nullable Object> written = ManagedFields.updated(before, after, by("editor"));

    assertThat(fields(written, "editor"))
        .isEqualTo(tree("{'f:spec': {'f:hostname': {}, 'f:dnsPolicy': {}}}"));
    assertThat(entries(written)).hasSize(1);
  }

  @Test
  void aStatusIsOwnedThroughItsSubresourceAlone() {
    Map<String, @Nullable Object> before = pod("{hostname: h}");
    Map<String, @Nullable Object> after = Copies.map(before);
    after.put("status", tree("{phase: Running}"));
    FieldWriter kubelet = new FieldWriter("kubelet", "status", ResourceType.POD, NOW);

    assertThat(entry(ManagedFields.updated(before, after, kubelet), "kubelet"))
        .containsEntry("subresource", "status")
        .containsEntry("fieldsV1", tree("{'f:status': {'f:phase': {}}}"));
    assertThat(entries(ManagedFields.updated(before, after, by("other")))).isEmpty();
  }

  private static Map<String, @Nullable Object> created(String spec, String manager) {
    Map<String, @Nullable Object> stored = new LinkedHashMap<>(pod(spec));
    List<@Nullable Object> entries = new ArrayList<>();
    entries.add(Copies.map(ManagedFields.created(by(manager)).fields()));
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
    metadata.put("managedFields", entries);
    stored.put("metadata", metadata);
    return stored;
  }

  private static FieldWriter by(String name) {
    return new FieldWriter(name, "", ResourceType.POD, NOW);
  }

  private static List<?> entries(Map<String, @Nullable Object> stored) {
    return (List<?>)
        Objects.requireNonNull(
            ((Map<?, ?>) Objects.requireNonNull(stored.get("metadata"))).get("managedFields"));
  }

  private static Map<String, @Nullable Object> entry(
      Map<String, @Nullable Object> stored, String manager) {
    return entries(stored).stream()
        .map(each -> Trees.fields((Map<?, ?>) each))
        .filter(each -> manager.equals(each.get("manager")))
        .findFirst()
        .orElseThrow();
  }

  private static @Nullable Object fields(Map<String, @Nullable Object> stored, String manager) {
    return entry(stored, manager).get("fieldsV1");
  }

  private static Map<String, @Nullable Object> pod(String spec) {
    return tree("{spec: " + spec + "}");
  }

  private static Map<String, @Nullable Object> tree(String yaml) {
    return Copies.fields(Objects.requireNonNull(Trees.parse(yaml)));
  }
}
