package io.kubelette.clients.fabric8;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A small operator: each ConfigMap that bears the label {@code pods} has so many pods as its key
 * {@code replicas} says, of the image that its key {@code image} names.
 *
 * <p>Reconciles one object at a time, on a thread of its own; events only say which.
 */
final class PodsOfConfigMaps implements AutoCloseable {

  private static final String OWNER = "pods-of";

  private final KubernetesClient client;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final SharedIndexInformer<ConfigMap> maps;
  private final SharedIndexInformer<Pod> pods;

  PodsOfConfigMaps(KubernetesClient client) {
    this.client = client;
    this.maps = client.configMaps().withLabel("pods").inform(new Changed<>());
    this.pods = client.pods().withLabel(OWNER).inform(new Changed<>());
  }

  /** What went wrong so far. */
  List<String> failures() {
    return failures;
  }

  private void attempt(String name) {
    try {
      reconcile(name);
    } catch (RuntimeException failure) {
      failures.add(name + ": " + failure);
    }
  }

  private void reconcile(String name) {
    ConfigMap map = maps.getStore().getByKey("default/" + name);
    int wanted = map == null ? 0 : Integer.parseInt(map.getData().get("replicas"));
    for (int i = 0; i < wanted; i++) {
      if (pods.getStore().getByKey("default/" + name + "-" + i) == null) {
        make(map, i);
      }
    }
    for (Pod pod : pods.getStore().list()) {
      String[] words = pod.getMetadata().getName().split("-");
      if (owner(pod).equals(name) && Integer.parseInt(words[words.length - 1]) >= wanted) {
        client.resource(pod).delete();
      }
    }
  }

  private void make(ConfigMap map, int index) {
    String name = map.getMetadata().getName();
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withName(name + "-" + index)
            .addToLabels(OWNER, name)
            .endMetadata()
            .withNewSpec()
            .withTerminationGracePeriodSeconds(1L)
            .addNewContainer()
            .withName("main")
            .withImage(map.getData().get("image"))
            .endContainer()
            .endSpec()
            .build();
    try {
      client.resource(pod).create();
    } catch (KubernetesClientException conflict) {
      if (conflict.getCode() != 409) {
        throw conflict;
      }
      // The informer has not seen it yet; it will, and then this is done again.
    }
  }

  private static String owner(HasMetadata object) {
    return object.getMetadata().getLabels().getOrDefault(OWNER, object.getMetadata().getName());
  }

  @Override
  public void close() {
    maps.close();
    pods.close();
    thread.shutdownNow();
  }

  /** Something of an object's changed. */
  private final class Changed<T extends HasMetadata> implements ResourceEventHandler<T> {

    @Override
    public void onAdd(T object) {
      thread.execute(() -> attempt(owner(object)));
    }

    @Override
    public void onUpdate(T before, T after) {
      onAdd(after);
    }

    @Override
    public void onDelete(T object, boolean unknown) {
      onAdd(object);
    }
  }
}
