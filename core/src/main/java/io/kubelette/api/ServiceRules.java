package io.kubelette.api;

import io.kubelette.model.Service;
import io.kubelette.model.ServiceSpec;

/** The rules of services. */
final class ServiceRules implements KindRules<Service> {

  /** Whether a service of this spec has a cluster address. */
  static boolean hasAddress(ServiceSpec spec) {
    return !"ExternalName".equals(spec.type()) && !"None".equals(spec.clusterIP());
  }
}
