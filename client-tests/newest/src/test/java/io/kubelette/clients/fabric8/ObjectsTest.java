package io.kubelette.clients.fabric8;

import static io.kubelette.clients.fabric8.Fabric8.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.kubelette.clients.ClientNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Objects that nobody runs: made, read in pages, changed in every way, and removed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ObjectsTest {

  private final ClientNode node = ClientNode.open();
  private final KubernetesClient client = Fabric8.client(node);

  @AfterAll
  void close() {
    client.close();
    node.close();
  }

  @Test
  void versionAndDiscoveryAreRead() {
    assertThat(client.getKubernetesVersion().getMinor()).isEqualTo("32");
    assertThat(client.hasApiGroup("apps", true)).isTrue();
    assertThat(client.supports("apps/v1", "Deployment")).isTrue();
    assertThat(client.supports("apps/v1", "Gadget")).isFalse();
  }

  @Test
  void aListComesInPagesAndBySelectors() {
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName("paged").endMetadata().build())
        .create();
    for (int i = 0; i < 7; i++) {
      ConfigMap map =
          new ConfigMapBuilder(map("m" + i, "n", String.valueOf(i)))
              .editMetadata()
              .addToLabels("parity", i % 2 == 0 ? "even" : "odd")
              .endMetadata()
              .build();
      client.configMaps().inNamespace("paged").resource(map).create();
    }
    var maps = client.configMaps().inNamespace("paged");
    List<String> names = new ArrayList<>();
    String next = "";
    int pages = 0;
    do {
      ConfigMapList page =
          maps.list(new ListOptionsBuilder().withLimit(3L).withContinue(next).build());
      page.getItems().forEach(one -> names.add(one.getMetadata().getName()));
      next = Objects.requireNonNullElse(page.getMetadata().getContinue(), "");
      pages++;
    } while (!next.isEmpty());
    assertThat(names).containsExactly("m0", "m1", "m2", "m3", "m4", "m5", "m6");
    assertThat(pages).isEqualTo(3);
    assertThat(maps.withLabel("parity", "even").list().getItems()).hasSize(4);
    assertThat(maps.withLabelNotIn("parity", "even").list().getItems()).hasSize(3);
    assertThat(maps.withoutLabel("parity").list().getItems()).isEmpty();
    assertThat(maps.withField("metadata.name", "m5").list().getItems()).hasSize(1);
    assertThat(client.configMaps().inAnyNamespace().withLabel("parity").list().getItems())
        .hasSize(7);
  }

  @Test
  void whoChangesAnOldStateIsRefused() {
    ConfigMap first = client.resource(map("guarded", "k", "1")).create();
    ConfigMap second =
        client.resource(new ConfigMapBuilder(first).addToData("k", "2").build()).update();
    assertThat(second.getMetadata().getResourceVersion())
        .isNotEqualTo(first.getMetadata().getResourceVersion());
    assertRefused(409, () -> client.resource(first).lockResourceVersion().update());
    assertRefused(
        409,
        () ->
            client
                .resource(first)
                .lockResourceVersion(first.getMetadata().getResourceVersion())
                .delete());
    assertThat(client.resource(second).get().getData()).containsEntry("k", "2");
    client.resource(second).lockResourceVersion(second.getMetadata().getResourceVersion()).delete();
    assertThat(client.resource(second).get()).isNull();
  }

  @Test
  void whatIsThereIsNotMadeAgainAndWhatIsNotCannotBeChanged() {
    client.resource(map("single", "k", "1")).create();
    assertRefused(409, () -> client.resource(map("single", "k", "2")).create());
    assertRefused(404, () -> client.resource(map("absent", "k", "2")).update());
    assertRefused(422, () -> client.resource(map("Not A Name", "k", "2")).create());
  }

  @Test
  void everyKindOfPatchIsApplied() {
    client.resource(map("patched", "k", "1")).create();
    var patched = client.configMaps().withName("patched");
    patched.patch(
        PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"merge\":\"yes\",\"k\":null}}");
    patched.patch(
        PatchContext.of(PatchType.JSON),
        "[{\"op\":\"add\",\"path\":\"/data/json\",\"value\":\"yes\"}]");
    patched.patch(PatchContext.of(PatchType.STRATEGIC_MERGE), "{\"data\":{\"strategic\":\"yes\"}}");
    patched.edit(map -> new ConfigMapBuilder(map).addToData("edited", "yes").build());
    assertThat(patched.get().getData())
        .isEqualTo(Map.of("merge", "yes", "json", "yes", "strategic", "yes", "edited", "yes"));
    assertRefused(
        422,
        () ->
            patched.patch(
                PatchContext.of(PatchType.JSON),
                "[{\"op\":\"test\",\"path\":\"/data/json\",\"value\":\"no\"}]"));
  }

  @Test
  void anApplyMakesAndMeetsOtherManagersWithAConflictUnlessItIsForced() {
    ConfigMap made =
        client.resource(map("applied", "k", "a")).fieldManager("alice").serverSideApply();
    assertThat(made.getMetadata().getManagedFields())
        .extracting(entry -> entry.getManager() + " " + entry.getOperation())
        .containsExactly("alice Apply");
    assertThatThrownBy(
            () -> client.resource(map("applied", "k", "b")).fieldManager("bob").serverSideApply())
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            conflict -> {
              assertThat(conflict.getCode()).isEqualTo(409);
              assertThat(conflict.getStatus().getDetails().getCauses())
                  .extracting(cause -> cause.getReason() + " " + cause.getField())
                  .containsExactly("FieldManagerConflict .data.k");
            });
    ConfigMap forced =
        client
            .resource(map("applied", "k", "b"))
            .fieldManager("bob")
            .forceConflicts()
            .serverSideApply();
    assertThat(forced.getData()).containsEntry("k", "b");
  }

  private static void assertRefused(int code, Runnable attempt) {
    assertThatThrownBy(attempt::run)
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            refused -> assertThat(refused.getCode()).isEqualTo(code));
  }
}
