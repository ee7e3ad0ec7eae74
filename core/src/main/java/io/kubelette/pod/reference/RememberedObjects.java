package io.kubelette.pod.reference;

import io.kubelette.model.ConfigMap;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.Secret;
import io.kubelette.model.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Objects as one pod sees them: one that is immutable stays for it as it was when it was first
 * read, even if it is removed and another of its name is made.
 *
 * <p>Thread-safe because its map is.
 */
public final class RememberedObjects implements PodObjects {

  private final PodObjects objects;
  private final Map<PodObject, KubernetesObject> immutable = new ConcurrentHashMap<>(0);

  /** A pod's view of these objects. */
  public RememberedObjects(PodObjects objects) {
    this.objects = objects;
  }

  @Override
  public Optional<ConfigMap> configMap(String namespace, String name) {
    PodObject object = new PodObject(PodObject.Kind.CONFIG_MAP, namespace, name);
    if (immutable.get(object) instanceof ConfigMap known) {
      return Optional.of(known);
    }
    Optional<ConfigMap> read = objects.configMap(namespace, name);
    read.filter(found -> Boolean.TRUE.equals(found.immutable()))
        .ifPresent(found -> immutable.put(object, found));
    return read;
  }

  @Override
  public Optional<Secret> secret(String namespace, String name) {
    PodObject object = new PodObject(PodObject.Kind.SECRET, namespace, name);
    if (immutable.get(object) instanceof Secret known) {
      return Optional.of(known);
    }
    Optional<Secret> read = objects.secret(namespace, name);
    read.filter(found -> Boolean.TRUE.equals(found.immutable()))
        .ifPresent(found -> immutable.put(object, found));
    return read;
  }

  @Override
  public List<Service> services(String namespace) {
    return objects.services(namespace);
  }

  @Override
  public ServiceAddresses addresses() {
    return objects.addresses();
  }
}
