package io.kubelette.clients.fabric8;

import static io.kubelette.clients.fabric8.Fabric8.PATIENCE;
import static io.kubelette.clients.fabric8.Fabric8.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.kubelette.api.DeleteOptions;
import io.kubelette.clients.ClientNode;
import io.kubelette.model.ResourceType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Informers whose server goes away and comes back. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class InformersTest {

  private static final Duration LONG = Duration.ofMinutes(10);

  @Test
  void anInformerGoesOnWhereItWasWhenTheServerComesBack() {
    try (ClientNode node = ClientNode.open();
        KubernetesClient client = Fabric8.client(node)) {
      Told told = new Told();
      try (SharedIndexInformer<ConfigMap> informer = inform(client, told)) {
        client.resource(map("before", "k", "1")).create();
        await().atMost(PATIENCE).until(() -> told.lines().contains("add before"));

        node.cut();
        node.node().apply(yaml("meanwhile", "1"));
        node.resume();
        await().atMost(PATIENCE).until(() -> told.lines().contains("add meanwhile"));

        client.resource(map("before", "k", "2")).update();
        await().atMost(PATIENCE).until(() -> told.lines().contains("update before"));
        client.resource(map("before", "k", "2")).delete();
        await().atMost(PATIENCE).until(() -> told.lines().contains("delete before"));
        assertThat(told.lines()).filteredOn("add before"::equals).hasSize(1);
        assertThat(data(informer)).containsOnlyKeys("meanwhile");
      }
    }
  }

  @Test
  void anInformerThatWasAwayForTooLongListsAgain() {
    try (ClientNode node = ClientNode.forgetful(8);
        KubernetesClient client = Fabric8.client(node)) {
      Told told = new Told();
      client.resource(map("lost", "k", "1")).create();
      try (SharedIndexInformer<ConfigMap> informer = inform(client, told)) {
        await().atMost(PATIENCE).until(() -> told.lines().contains("add lost"));

        node.cut();
        node.node()
            .api()
            .delete(ResourceType.CONFIG_MAP, "default", "lost", DeleteOptions.defaults());
        for (int i = 0; i < 20; i++) {
          node.node().apply(yaml("later", String.valueOf(i)));
        }
        node.resume();
        await().atMost(PATIENCE).until(() -> told.lines().contains("delete lost"));
        await().atMost(PATIENCE).until(() -> "19".equals(data(informer).get("later")));
      }
    }
  }

  /** What an informer knows is what is there, however often and however long it was cut off. */
  @Test
  @Tag("long")
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void anInformerIsRightAfterTenMinutesOfInterruptions() {
    try (ClientNode node = ClientNode.forgetful(50);
        KubernetesClient client = Fabric8.client(node);
        SharedIndexInformer<ConfigMap> informer = inform(client, new Told())) {
      long end = System.nanoTime() + LONG.toNanos();
      for (int round = 0; System.nanoTime() < end; round++) {
        node.cut();
        for (int i = 0; i < round % 120; i++) {
          node.node().apply(yaml("m" + i % 7, round + "." + i));
        }
        node.resume();
        client.resource(map("round", "k", String.valueOf(round))).createOr(map -> map.update());
        await()
            .atMost(PATIENCE)
            .until(
                () -> {
                  Map<String, String> there = new TreeMap<>();
                  client
                      .configMaps()
                      .list()
                      .getItems()
                      .forEach(map -> there.put(name(map), map.getData().get("k")));
                  return there.equals(data(informer));
                });
      }
    }
  }

  private static SharedIndexInformer<ConfigMap> inform(KubernetesClient client, Told told) {
    return client.configMaps().inNamespace("default").inform(told);
  }

  private static Map<String, String> data(SharedIndexInformer<ConfigMap> informer) {
    Map<String, String> known = new TreeMap<>();
    informer.getStore().list().forEach(map -> known.put(name(map), map.getData().get("k")));
    return known;
  }

  private static String name(ConfigMap map) {
    return map.getMetadata().getName();
  }

  private static String yaml(String name, String value) {
    return """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: %s}
        data: {k: "%s"}
        """
        .formatted(name, value);
  }

  /** Writes down what it is told. */
  private record Told(List<String> lines) implements ResourceEventHandler<ConfigMap> {

    Told() {
      this(new CopyOnWriteArrayList<>());
    }

    @Override
    public void onAdd(ConfigMap map) {
      lines.add("add " + name(map));
    }

    @Override
    public void onUpdate(ConfigMap before, ConfigMap after) {
      lines.add("update " + name(after));
    }

    @Override
    public void onDelete(ConfigMap map, boolean unknown) {
      lines.add("delete " + name(map));
    }
  }
}
