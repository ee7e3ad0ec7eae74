package io.kubelette.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.api.DeleteOptions;
import io.kubelette.api.DeleteOptions.Propagation;
import io.kubelette.api.Query;
import io.kubelette.api.TestCluster;
import io.kubelette.model.ConfigMap;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ResourceType;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GarbageCollectorTest {

  private final TestCluster cluster = TestCluster.create();
  private final GarbageCollector collector = GarbageCollector.start(cluster.api, cluster.route);

  @Test
  void whatAnObjectOwnedGoesAfterItAndWhatThatOwnedToo() {
    KubernetesObject top = create("top");
    KubernetesObject middle = create("middle", owner(top, false));
    create("bottom", owner(middle, false));
    create("other");
    run();

    delete("top", Propagation.BACKGROUND);

    assertThat(names()).isEqualTo("other");
  }

  @Test
  void whatStillHasAnOwnerStaysAndLosesTheReferenceToTheOther() {
    KubernetesObject one = create("one");
    KubernetesObject two = create("two");
    create("both", owner(one, false), owner(two, false));
    run();

    delete("one", Propagation.BACKGROUND);

    assertThat(names()).isEqualTo("both two");
    assertThat(get("both").metadata().ownerReferences())
        .extracting(each -> each.name())
        .containsExactly("two");
  }

  @Test
  void anOwnerThatIsToGoLastWaitsForWhatBlocksIt() {
    KubernetesObject top = create("top");
    create("held", "finalizers: [example.org/wait], " + owner(top, true));
    create("free", owner(top, true));
    run();

    delete("top", Propagation.FOREGROUND);
    assertThat(names()).isEqualTo("held top");
    assertThat(get("top").metadata().finalizers()).containsExactly("foregroundDeletion");
    ConfigMap held = get("held");
    cluster.api.update(held.withMetadata(held.metadata().withFinalizers(java.util.List.of())));
    run();

    assertThat(names()).isEmpty();
  }

  @Test
  void orphansStayAndAreNobodys() {
    KubernetesObject top = create("top");
    create("orphan", owner(top, true));
    run();

    delete("top", Propagation.ORPHAN);

    assertThat(names()).isEqualTo("orphan");
    assertThat(get("orphan").metadata().ownerReferences()).isEmpty();
  }

  @Test
  void whatComesForAnOwnerThatIsGoneGoesToo() {
    KubernetesObject top = create("top");
    delete("top", Propagation.BACKGROUND);
    create("late", owner(top, false));
    run();

    assertThat(names()).isEmpty();
  }

  @Test
  void anotherObjectOfTheSameNameIsNoOwner() {
    KubernetesObject top = create("top");
    delete("top", Propagation.BACKGROUND);
    create("top");
    create("late", owner(top, false));
    run();

    assertThat(names()).isEqualTo("top");
  }

  @Test
  void ownersOfKindsThatNobodyServesAreLeftAlone() {
    create("mine", "ownerReferences: [{apiVersion: example.org/v1, kind: Thing, name: t, uid: u}]");
    run();

    assertThat(names()).isEqualTo("mine");
  }

  @ParameterizedTest
  @EnumSource(Propagation.class)
  void anOwnerOfNothingGoesAtOnce(Propagation propagation) {
    create("alone");
    run();

    delete("alone", propagation);

    assertThat(names()).isEmpty();
  }

  @Test
  void nothingIsLeftToDoAfterItsEnd() {
    create("top");
    run();
    collector.close();
    run();

    assertThat(cluster.time.pending()).isZero();
  }

  private void delete(String name, Propagation propagation) {
    cluster.api.delete(
        ResourceType.CONFIG_MAP,
        "default",
        name,
        DeleteOptions.defaults().propagating(propagation));
    run();
  }

  private void run() {
    cluster.time.runReady();
  }

  private ConfigMap get(String name) {
    return cluster.api.get(ResourceType.CONFIG_MAP, "default", name);
  }

  private String names() {
    return cluster.api.items(Query.of(ResourceType.CONFIG_MAP)).stream()
        .map(each -> each.metadata().name())
        .collect(Collectors.joining(" "));
  }

  private KubernetesObject create(String name, String... owners) {
    String metadata =
        owners.length > 0 && owners[0].contains("eferences")
            ? owners[0]
            : owners.length > 0 && owners[0].startsWith("finalizers")
                ? owners[0].replaceFirst("\\{", "ownerReferences: [{") + "]"
                : "ownerReferences: ["
                    + Arrays.stream(owners).collect(Collectors.joining(", "))
                    + "]";
    return cluster.api.create(
        TestCluster.object(
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name + ", " + metadata + "}}"));
  }

  private static String owner(KubernetesObject owner, boolean blocks) {
    return "{apiVersion: v1, kind: ConfigMap, name: %s, uid: %s, blockOwnerDeletion: %s}"
        .formatted(owner.metadata().name(), owner.metadata().uid(), blocks);
  }
}
