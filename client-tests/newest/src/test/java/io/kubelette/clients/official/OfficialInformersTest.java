package io.kubelette.clients.official;

import static io.kubelette.clients.official.Official.PATIENCE;
import static io.kubelette.clients.official.Official.map;
import static org.awaitility.Awaitility.await;

import io.kubelette.clients.ClientNode;
import io.kubernetes.client.informer.SharedIndexInformer;
import io.kubernetes.client.informer.SharedInformerFactory;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1ConfigMapList;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Informers whose server goes away and comes back. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class OfficialInformersTest {

  private static final Duration LONG = Duration.ofMinutes(10);

  @Test
  void anInformerGoesOnWhenTheServerComesBackAndListsAgainWhenItMissedTooMuch() throws Exception {
    try (ClientNode node = ClientNode.forgetful(8)) {
      ApiClient client = Official.client(node);
      CoreV1Api core = new CoreV1Api(client);
      SharedInformerFactory factory = new SharedInformerFactory(client);
      SharedIndexInformer<V1ConfigMap> informer = informer(factory, core);
      factory.startAllRegisteredInformers();
      try {
        core.createNamespacedConfigMap("default", map("first", "k", "1")).execute();
        await().atMost(PATIENCE).until(() -> "1".equals(value(informer, "first")));

        node.cut();
        node.node().apply(yaml("first", 2));
        node.resume();
        await().atMost(PATIENCE).until(() -> "2".equals(value(informer, "first")));

        node.cut();
        for (int i = 0; i < 20; i++) {
          node.node().apply(yaml("later", i));
        }
        node.resume();
        await().atMost(PATIENCE).until(() -> "19".equals(value(informer, "later")));
      } finally {
        factory.stopAllRegisteredInformers();
      }
    }
  }

  /** What an informer knows is what is there, however often and however long it was cut off. */
  @Test
  @Tag("long")
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void anInformerIsRightAfterTenMinutesOfInterruptions() {
    try (ClientNode node = ClientNode.forgetful(50)) {
      ApiClient client = Official.client(node);
      CoreV1Api core = new CoreV1Api(client);
      SharedInformerFactory factory = new SharedInformerFactory(client);
      SharedIndexInformer<V1ConfigMap> informer = informer(factory, core);
      factory.startAllRegisteredInformers();
      try {
        long end = System.nanoTime() + LONG.toNanos();
        for (int round = 0; System.nanoTime() < end; round++) {
          node.cut();
          for (int i = 0; i < round % 120; i++) {
            node.node().apply(yaml("m" + i % 7, 1000 * round + i));
          }
          node.resume();
          node.node().apply(yaml("round", round));
          await().atMost(PATIENCE).until(() -> there(core).equals(known(informer)));
        }
      } finally {
        factory.stopAllRegisteredInformers();
      }
    }
  }

  private static SharedIndexInformer<V1ConfigMap> informer(
      SharedInformerFactory factory, CoreV1Api core) {
    return factory.sharedIndexInformerFor(
        wish ->
            core.listNamespacedConfigMap("default")
                .resourceVersion(wish.resourceVersion)
                .timeoutSeconds(wish.timeoutSeconds)
                .watch(wish.watch)
                .buildCall(null),
        V1ConfigMap.class,
        V1ConfigMapList.class);
  }

  private static Map<String, String> there(CoreV1Api core) throws ApiException {
    return data(core.listNamespacedConfigMap("default").execute().getItems());
  }

  private static Map<String, String> known(SharedIndexInformer<V1ConfigMap> informer) {
    return data(informer.getIndexer().list());
  }

  private static Map<String, String> data(List<V1ConfigMap> maps) {
    Map<String, String> data = new TreeMap<>();
    maps.forEach(map -> data.put(map.getMetadata().getName(), map.getData().get("k")));
    return data;
  }

  private static @Nullable String value(SharedIndexInformer<V1ConfigMap> informer, String name) {
    V1ConfigMap map = informer.getIndexer().getByKey("default/" + name);
    return map == null ? null : map.getData().get("k");
  }

  private static String yaml(String name, int value) {
    return """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: %s}
        data: {k: "%d"}
        """
        .formatted(name, value);
  }
}
