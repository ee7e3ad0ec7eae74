package io.kubelette.api;

import io.kubelette.model.KubernetesObject;
import io.kubelette.model.Namespace;
import io.kubelette.model.NamespaceBuilder;
import io.kubelette.model.ObjectMeta;
import io.kubelette.model.ResourceType;
import io.kubelette.store.Store;
import java.util.List;

/**
 * The namespaces that always exist, and what a namespace must be before something is created in it
 * or it is deleted.
 *
 * <p>A namespace is deleted only once it is empty, since nobody is here yet to empty it first. An
 * object created at the very moment of the deletion may survive in a namespace that is gone.
 */
final class Namespaces {

  private static final List<String> INITIAL =
      List.of("default", "kube-system", "kube-public", "kube-node-lease");

  private final Store store;

  Namespaces(Store store) {
    this.store = store;
  }

  List<Namespace> initial() {
    return INITIAL.stream()
        .map(name -> NamespaceBuilder.builder().metadata(ObjectMeta.EMPTY.withName(name)).build())
        .toList();
  }

  boolean exists(String namespace) {
    return StoreAnswers.asked(
        ResourceType.NAMESPACE,
        namespace,
        () -> store.get(ResourceType.NAMESPACE, "", namespace).isPresent());
  }

  void checkPresent(KubernetesObject object) {
    String namespace = object.metadata().namespace();
    if (namespace != null && !exists(namespace)) {
      throw ApiException.notFound(ResourceType.NAMESPACE, namespace);
    }
  }

  void checkDeletable(String name) {
    if (INITIAL.contains(name)) {
      throw ApiException.forbidden(
          ResourceType.NAMESPACE, name, "this namespace may not be deleted");
    }
    for (ResourceType<?> type : ResourceType.all()) {
      // Events end by themselves.
      if (type.namespaced() && !type.equals(ResourceType.EVENT)) {
        List<? extends KubernetesObject> content =
            StoreAnswers.asked(type, "", () -> store.list(type, name).items());
        if (!content.isEmpty()) {
          throw ApiException.forbidden(
              ResourceType.NAMESPACE,
              name,
              "it is not empty: delete its %s first (%d left, %s among them)"
                  .formatted(type, content.size(), content.get(0).metadata().name()));
        }
      }
    }
  }
}
