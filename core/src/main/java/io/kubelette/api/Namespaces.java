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
 * <p>A deleted namespace that is empty vanishes at once; another one stays, terminating, until a
 * controller has emptied it. Nothing new comes into it meanwhile, but an object created at the very
 * moment of the deletion may come late: the controller finds it, too.
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
    if (namespace == null) {
      return;
    }
    Namespace present =
        StoreAnswers.asked(
                ResourceType.NAMESPACE,
                namespace,
                () -> store.get(ResourceType.NAMESPACE, "", namespace))
            .orElseThrow(() -> ApiException.notFound(ResourceType.NAMESPACE, namespace));
    if (present.metadata().deletionTimestamp() != null) {
      throw terminating(object, namespace);
    }
  }

  private static ApiException terminating(KubernetesObject object, String namespace) {
    ResourceType<?> type = ResourceType.of(object);
    String name = String.valueOf(object.metadata().name());
    return ApiException.of(
        ApiException.Kind.FORBIDDEN,
        "%s \"%s\" is forbidden: unable to create new content in namespace %s because it is being terminated"
            .formatted(type, name, namespace),
        ErrorDetails.of(type, name)
            .because(
                List.of(
                    new ErrorDetails.Cause(
                        "NamespaceTerminating",
                        "namespace " + namespace + " is being terminated",
                        "metadata.namespace"))));
  }

  static void checkDeletable(String name) {
    if (INITIAL.contains(name)) {
      throw ApiException.forbidden(
          ResourceType.NAMESPACE, name, "this namespace may not be deleted");
    }
  }

  /** Whether nothing is in it. Events do not count: they would end by themselves. */
  boolean isEmpty(String name) {
    for (ResourceType<?> type : ResourceType.all()) {
      if (type.namespaced() && !type.equals(ResourceType.EVENT) && holds(type, name)) {
        return false;
      }
    }
    return true;
  }

  private boolean holds(ResourceType<?> type, String name) {
    return !StoreAnswers.asked(type, "", () -> store.list(type, name)).items().isEmpty();
  }

  /** Without what holds a namespace for its content. */
  static Namespace released(Namespace namespace) {
    return namespace.withSpec(
        namespace
            .spec()
            .withFinalizers(
                namespace.spec().finalizers().stream()
                    .filter(each -> !each.equals(NamespaceRules.CONTENT))
                    .toList()));
  }
}
