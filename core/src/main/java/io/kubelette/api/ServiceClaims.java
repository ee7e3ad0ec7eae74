package io.kubelette.api;

import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ResourceType;
import io.kubelette.model.Service;
import io.kubelette.store.Revision;
import io.kubelette.store.Store;
import io.kubelette.store.StoreException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Objects of one kind that each stand for something which one service alone may have.
 *
 * <p>What is claimed is created if absent, so API servers that share a store cannot hand it out
 * twice. Thread-safe because the store decides each race.
 *
 * @param store where the objects are
 * @param type their kind
 * @param namespace where they all live; empty if they live in none
 */
record ServiceClaims<T extends KubernetesObject>(
    Store store, ResourceType<T> type, String namespace) {

  /** Which of the services that had a name one after another has it. */
  private static final String SERVICE_UID = "kubelette.io/service-uid";

  /** The annotations of a claim of that service. */
  static Map<String, String> annotations(Service service) {
    return Map.of(SERVICE_UID, uid(service));
  }

  Optional<T> find(String name) {
    return StoreAnswers.asked(type, name, () -> store.get(type, namespace, name));
  }

  /** Whether it was free, and is claimed now. */
  boolean create(T claim) {
    try {
      store.create(claim);
      return true;
    } catch (StoreException answer) {
      if (answer.kind() == StoreException.Kind.ALREADY_EXISTS) {
        return false;
      }
      throw StoreAnswers.about(type, String.valueOf(claim.metadata().name()), answer);
    }
  }

  /** Frees it, unless another service has it by now. */
  void release(Service service, String name) {
    find(name)
        .filter(claim -> isOf(service, claim))
        .ifPresent(
            claim -> unlessRaced(name, () -> store.delete(type, namespace, name, revision(claim))));
  }

  boolean isOf(Service service, T claim) {
    return uid(service).equals(claim.metadata().annotations().get(SERVICE_UID));
  }

  /**
   * Takes it over from a service of the same name that is gone: whose deletion is under way, or
   * that never came to be. If that one is there, the store refuses the second of its name, in its
   * own words.
   */
  boolean takeOver(Service service, T claim, T wanted) {
    String name = String.valueOf(claim.metadata().name());
    return isAlive(service) || unlessRaced(name, () -> store.update(wanted, revision(claim)));
  }

  private boolean isAlive(Service service) {
    String space = String.valueOf(service.metadata().namespace());
    String name = String.valueOf(service.metadata().name());
    return StoreAnswers.asked(
            ResourceType.SERVICE, name, () -> store.get(ResourceType.SERVICE, space, name))
        .isPresent();
  }

  /** Whether nobody else changed the claim meanwhile. */
  private boolean unlessRaced(String name, Supplier<?> write) {
    try {
      write.get();
      return true;
    } catch (StoreException answer) {
      if (answer.kind() == StoreException.Kind.NOT_FOUND
          || answer.kind() == StoreException.Kind.CONFLICT) {
        return false;
      }
      throw StoreAnswers.about(type, name, answer);
    }
  }

  private static String uid(Service service) {
    return String.valueOf(service.metadata().uid());
  }

  private static Revision revision(KubernetesObject claim) {
    return Revision.of(Objects.requireNonNull(claim.metadata().resourceVersion()));
  }
}
