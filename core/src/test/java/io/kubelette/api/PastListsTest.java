package io.kubelette.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.api.Paging.VersionMatch;
import io.kubelette.model.ConfigMap;
import io.kubelette.model.ResourceType;
import io.kubelette.store.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Lists of states that have passed. */
final class PastListsTest {

  private static final Query<ConfigMap> ALL = Query.of(ResourceType.CONFIG_MAP).in("default");

  @Property(tries = 100)
  void everyStateThatTheLogKnowsIsListedAsItWas(
      @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 11) Integer> writes) {
    TestCluster cluster = TestCluster.create();
    List<Revision> revisions = new ArrayList<>();
    List<Map<String, String>> states = new ArrayList<>();
    for (int i = 0; i < writes.size(); i++) {
      write(cluster.api, "m" + writes.get(i) % 4, writes.get(i) / 4, "v" + i);
      revisions.add(cluster.api.revision());
      states.add(data(cluster.api.items(ALL)));
    }
    for (int i = 0; i < revisions.size(); i++) {
      Page<ConfigMap> past = exactly(cluster, revisions.get(i), Paging.all());
      assertThat(data(past.items())).isEqualTo(states.get(i));
      assertThat(past.revision()).isEqualTo(revisions.get(i));
    }
  }

  private static void write(ApiServer api, String name, int kind, String value) {
    boolean there = api.find(ResourceType.CONFIG_MAP, "default", name).isPresent();
    if (kind == 0 && there) {
      api.delete(ResourceType.CONFIG_MAP, "default", name, DeleteOptions.defaults());
    } else if (there) {
      api.update(map(name, value));
    } else {
      api.create(map(name, value));
    }
  }

  @Test
  void pagesAndSelectorsAreThoseOfThePastState() {
    TestCluster cluster = TestCluster.create();
    for (int i = 0; i < 4; i++) {
      cluster.api.create(map("m" + i, "old"));
    }
    Revision then = cluster.api.revision();
    for (int i = 0; i < 4; i++) {
      cluster.api.update(map("m" + i, "new"));
    }
    Query<ConfigMap> old = ALL.where(map -> "old".equals(map.data().get("k")));
    assertThat(cluster.api.requests().list(old, at(then, Paging.all())).items()).hasSize(4);
    Page<ConfigMap> first = exactly(cluster, then, Paging.of(3));
    assertThat(first.items()).hasSize(3);
    Page<ConfigMap> second =
        cluster.api.requests().list(ALL, Paging.of(3).from(first.continueToken()));
    assertThat(second.items())
        .singleElement()
        .satisfies(map -> assertThat(map.data()).containsValue("old"));
    assertThat(second.revision()).isEqualTo(then);
  }

  @Test
  void aStateThatTheLogHasForgottenIsGone() {
    TestCluster cluster = TestCluster.keeping(3);
    cluster.api.create(map("m", "first"));
    Revision then = cluster.api.revision();
    for (int i = 0; i < 4; i++) {
      cluster.api.update(map("m", "later" + i));
    }
    assertThatThrownBy(() -> exactly(cluster, then, Paging.all()))
        .isInstanceOfSatisfying(
            ApiException.class,
            refused -> assertThat(refused.kind()).isEqualTo(ApiException.Kind.GONE))
        .hasMessage("The resourceVersion for the provided list is too old.");
  }

  @Test
  void whatContinuesAListMatchesNoOtherVersion() {
    TestCluster cluster = TestCluster.create();
    Paging next = Paging.of(1).from("any").at("", VersionMatch.EXACT);
    assertThatThrownBy(() -> cluster.api.requests().list(ALL, next))
        .hasMessageContaining("resourceVersionMatch is forbidden for continue");
  }

  private static Page<ConfigMap> exactly(TestCluster cluster, Revision then, Paging paging) {
    return cluster.api.requests().list(ALL, at(then, paging));
  }

  private static Paging at(Revision then, Paging paging) {
    return paging.at(then.toString(), VersionMatch.EXACT);
  }

  private static Map<String, String> data(List<ConfigMap> maps) {
    Map<String, String> data = new TreeMap<>();
    maps.forEach(map -> data.put(map.metadata().name(), map.data().get("k")));
    return data;
  }

  private static ConfigMap map(String name, String value) {
    return TestCluster.object(
        ConfigMap.class,
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s}, data: {k: %s}}"
            .formatted(name, value));
  }
}
