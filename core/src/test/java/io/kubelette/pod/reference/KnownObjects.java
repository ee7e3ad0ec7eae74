package io.kubelette.pod.reference;

import io.kubelette.model.ConfigMap;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.Secret;
import io.kubelette.model.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Objects that a test says; owned by the test's thread. */
public final class KnownObjects implements PodObjects {

  private final List<KubernetesObject> objects = new ArrayList<>();

  /** These and no others. */
  public static KnownObjects of(KubernetesObject... objects) {
    KnownObjects known = new KnownObjects();
    known.objects.addAll(List.of(objects));
    return known;
  }

  /** Adds one, in place of that of its kind and name. */
  public KnownObjects put(KubernetesObject object) {
    remove(object.kind(), object.metadata().name());
    objects.add(object);
    return this;
  }

  /** Forgets one. */
  public void remove(String kind, String name) {
    objects.removeIf(one -> one.kind().equals(kind) && one.metadata().name().equals(name));
  }

  @Override
  public Optional<ConfigMap> configMap(String namespace, String name) {
    return find(ConfigMap.class, namespace, name);
  }

  @Override
  public Optional<Secret> secret(String namespace, String name) {
    return find(Secret.class, namespace, name);
  }

  @Override
  public List<Service> services(String namespace) {
    return objects.stream()
        .filter(one -> namespace.equals(one.metadata().namespace()))
        .filter(Service.class::isInstance)
        .map(Service.class::cast)
        .toList();
  }

  private <T> Optional<T> find(Class<T> type, String namespace, String name) {
    return objects.stream()
        .filter(one -> namespace.equals(one.metadata().namespace()))
        .filter(one -> name.equals(one.metadata().name()))
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }
}
