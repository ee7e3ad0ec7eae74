package io.kubelette.controller;

import io.kubelette.model.EndpointSlice;
import io.kubelette.model.KubernetesObject;

/** Which service. */
record ServiceKey(String namespace, String name) {

  /** The service of that name: the object itself, or Endpoints that are called like it. */
  static ServiceKey of(KubernetesObject object) {
    return new ServiceKey(
        String.valueOf(object.metadata().namespace()), String.valueOf(object.metadata().name()));
  }

  /** The service whose endpoints the slice holds. */
  static ServiceKey ofService(EndpointSlice slice) {
    return new ServiceKey(
        String.valueOf(slice.metadata().namespace()),
        slice.metadata().labels().getOrDefault(EndpointSliceDerivation.SERVICE_NAME, ""));
  }
}
