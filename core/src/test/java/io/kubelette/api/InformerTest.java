package io.kubelette.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.model.ConfigMap;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ResourceType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class InformerTest {

  private final List<String> told = new ArrayList<>();

  @Test
  void tellsWhatIsThereThenWhatChanges() {
    TestCluster cluster = TestCluster.create();
    create(cluster, "a", "1");
    Informer<ConfigMap> informer = start(cluster, maps());
    cluster.time.runReady();

    assertThat(told).containsExactly("+a=1", "synced");
    update(cluster, "a", "2");
    create(cluster, "b", "1");
    delete(cluster, "a");
    cluster.time.runReady();

    assertThat(told).containsExactly("+a=1", "synced", "a=1>2", "+b=1", "-a=2");
    assertThat(informer.isSynced()).isTrue();
    assertThat(informer.find("default", "a")).isEmpty();
    assertThat(informer.all()).extracting(InformerTest::value).containsExactly("1");
  }

  @Test
  void aChangeIntoTheQueryIsAnAdditionAndOutOfItADeletion() {
    TestCluster cluster = TestCluster.create();
    create(cluster, "a", "1");
    start(cluster, maps().where(map -> !value(map).equals("2")));
    cluster.time.runReady();
    update(cluster, "a", "2");
    update(cluster, "a", "3");
    cluster.time.runReady();

    assertThat(told).containsExactly("+a=1", "synced", "-a=1", "+a=3");
  }

  @Test
  void tellsTheDifferenceAfterItWasCut() {
    TestCluster cluster = TestCluster.keeping(2);
    create(cluster, "kept", "1");
    create(cluster, "changed", "1");
    create(cluster, "gone", "1");
    create(cluster, "remade", "1");
    start(cluster, maps());
    cluster.time.runReady();
    told.clear();
    update(cluster, "changed", "2");
    delete(cluster, "gone");
    delete(cluster, "remade");
    create(cluster, "remade", "2");
    create(cluster, "new", "1");
    cluster.time.runReady();

    assertThat(told)
        .containsExactlyInAnyOrder("changed=1>2", "-gone=1", "-remade=1", "+remade=2", "+new=1");
    assertThat(told.indexOf("-remade=1")).isLessThan(told.indexOf("+remade=2"));
    update(cluster, "kept", "2");
    cluster.time.runReady();
    assertThat(told).last().isEqualTo("kept=1>2");
  }

  @Test
  void triesAgainWithGrowingDelaysWhileItCannotList() {
    TestCluster cluster = TestCluster.create();
    cluster.store.close();
    Informer<ConfigMap> informer = start(cluster, maps());
    cluster.time.runReady();
    assertThat(cluster.time.pending()).isOne();
    cluster.time.advance(Duration.ofSeconds(1));
    cluster.time.advance(Duration.ofMillis(1999));
    assertThat(cluster.time.pending()).isOne();
    informer.close();
    cluster.time.runReady();

    assertThat(cluster.time.pending()).isZero();
    assertThat(told).isEmpty();
  }

  @Test
  void tellsNothingAfterItIsClosedOnItsLoop() {
    TestCluster cluster = TestCluster.create();
    Informer<ConfigMap> informer = start(cluster, maps());
    cluster.time.runReady();
    cluster.loop.execute(
        () -> {
          create(cluster, "a", "1");
          informer.close();
          informer.close();
        });
    cluster.time.runReady();

    assertThat(told).containsExactly("synced");
    assertThat(cluster.time.pending()).isZero();
  }

  private Informer<ConfigMap> start(TestCluster cluster, Query<ConfigMap> query) {
    return Informer.start(
        cluster.api,
        query,
        cluster.route,
        new InformerListener<>() {
          @Override
          public void added(ConfigMap object) {
            told.add("+" + name(object) + "=" + value(object));
          }

          @Override
          public void modified(ConfigMap before, ConfigMap now) {
            told.add(name(now) + "=" + value(before) + ">" + value(now));
          }

          @Override
          public void deleted(ConfigMap last) {
            told.add("-" + name(last) + "=" + value(last));
          }

          @Override
          public void synced() {
            told.add("synced");
          }
        });
  }

  private static Query<ConfigMap> maps() {
    return Query.of(ResourceType.CONFIG_MAP).in("default");
  }

  private static void create(TestCluster cluster, String name, String value) {
    cluster.api.create(map(name, value));
  }

  private static void update(TestCluster cluster, String name, String value) {
    cluster.api.update(map(name, value));
  }

  private static void delete(TestCluster cluster, String name) {
    cluster.api.delete(ResourceType.CONFIG_MAP, "default", name, DeleteOptions.defaults());
  }

  private static ConfigMap map(String name, String value) {
    return TestCluster.object(
            ConfigMap.class,
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s}}".formatted(name))
        .withData(Map.of("value", value));
  }

  private static String name(KubernetesObject object) {
    return String.valueOf(object.metadata().name());
  }

  private static String value(ConfigMap map) {
    return String.valueOf(map.data().get("value"));
  }
}
