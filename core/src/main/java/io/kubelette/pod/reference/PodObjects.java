package io.kubelette.pod.reference;

import io.kubelette.model.ConfigMap;
import io.kubelette.model.Secret;
import io.kubelette.model.Service;
import java.util.List;
import java.util.Optional;

/**
 * The objects beside a pod to which its definition refers.
 *
 * <p>Called on the I/O pool, by several threads at once; may block. Whoever answers tells what it
 * last knew while the API is away.
 */
public interface PodObjects {

  /**
   * The ConfigMap of that name, if there is one.
   *
   * @throws ReferenceException if that cannot be told
   */
  Optional<ConfigMap> configMap(String namespace, String name);

  /**
   * The Secret of that name, if there is one.
   *
   * @throws ReferenceException if that cannot be told
   */
  Optional<Secret> secret(String namespace, String name);

  /**
   * The Services of a namespace, by name.
   *
   * @throws ReferenceException if they were never read
   */
  List<Service> services(String namespace);

  /** Where containers with a network of their own reach services. */
  default ServiceAddresses addresses() {
    return ServiceAddresses.OWN;
  }
}
