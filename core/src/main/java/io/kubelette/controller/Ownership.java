package io.kubelette.controller;

import io.kubelette.api.ApiException;
import io.kubelette.api.ApiServer;
import io.kubelette.api.DeleteOptions;
import io.kubelette.api.Query;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ObjectKey;
import io.kubelette.model.ObjectMeta;
import io.kubelette.model.OwnerReference;
import io.kubelette.model.OwnerReferenceBuilder;
import io.kubelette.model.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What becomes of an object because of what it belongs to, or owns. Stateless; may block. */
final class Ownership {

  private static final String FOREGROUND = "foregroundDeletion";
  private static final String ORPHAN = "orphan";

  private final ApiServer api;

  Ownership(ApiServer api) {
    this.api = api;
  }

  /** Whether a deletion waits for what the object owns. */
  static boolean waits(KubernetesObject object) {
    List<String> finalizers = object.metadata().finalizers();
    return object.metadata().deletionTimestamp() != null
        && (finalizers.contains(FOREGROUND) || finalizers.contains(ORPHAN));
  }

  /** The reference by which what a controller makes for an object belongs to it. */
  static OwnerReference by(KubernetesObject owner) {
    return OwnerReferenceBuilder.builder()
        .apiVersion(owner.apiVersion())
        .kind(owner.kind())
        .name(owner.metadata().name())
        .uid(owner.metadata().uid())
        .controller(true)
        .blockOwnerDeletion(true)
        .build();
  }

  /** The keys of what an object says it belongs to, as far as the API serves such kinds. */
  static List<ObjectKey> owners(KubernetesObject object) {
    List<ObjectKey> keys = new ArrayList<>();
    for (OwnerReference owner : object.metadata().ownerReferences()) {
      type(owner).ifPresent(type -> keys.add(key(type, owner, object.metadata())));
    }
    return keys;
  }

  void settle(ObjectKey key) {
    settle(key.type(), key);
  }

  private <T extends KubernetesObject> void settle(ResourceType<T> type, ObjectKey key) {
    Optional<T> present = api.find(type, key.namespace(), key.name());
    if (present.isEmpty()) {
      return;
    }
    T object = present.get();
    if (waits(object)) {
      end(object);
    } else if (object.metadata().deletionTimestamp() == null) {
      collect(object);
    }
  }

  /** Lets the dependents go first, or lets them stay without an owner. */
  private void end(KubernetesObject owner) {
    String uid = String.valueOf(owner.metadata().uid());
    List<KubernetesObject> dependents = dependents(owner, uid);
    if (owner.metadata().finalizers().contains(ORPHAN)) {
      dependents.forEach(each -> updated(each, meta -> without(meta, uid)));
      updated(owner, meta -> released(meta, ORPHAN));
      return;
    }
    boolean blocked = false;
    for (KubernetesObject dependent : dependents) {
      if (dependent.metadata().deletionTimestamp() == null) {
        DeleteOptions.Propagation below =
            dependents(dependent, String.valueOf(dependent.metadata().uid())).isEmpty()
                ? DeleteOptions.Propagation.BACKGROUND
                : DeleteOptions.Propagation.FOREGROUND;
        delete(dependent, below);
      }
      blocked |= isThere(dependent) && blocks(dependent, uid);
    }
    if (!blocked) {
      updated(owner, meta -> released(meta, FOREGROUND));
    }
  }

  /** Removes an object all of whose owners are gone; of others, only the references to them. */
  private void collect(KubernetesObject object) {
    List<OwnerReference> owners = object.metadata().ownerReferences();
    List<OwnerReference> gone =
        owners.stream().filter(owner -> isGone(owner, object.metadata())).toList();
    if (gone.isEmpty()) {
      return;
    }
    if (gone.size() == owners.size()) {
      delete(object, DeleteOptions.Propagation.BACKGROUND);
    } else {
      gone.forEach(owner -> updated(object, meta -> without(meta, String.valueOf(owner.uid()))));
    }
  }

  /** Whether there was such an owner: of kinds that nobody serves here, nothing is known. */
  private boolean isGone(OwnerReference owner, ObjectMeta dependent) {
    Optional<ResourceType<?>> type = type(owner);
    if (type.isEmpty() || type.get().namespaced() && dependent.namespace() == null) {
      return false;
    }
    ObjectKey key = key(type.get(), owner, dependent);
    Optional<? extends KubernetesObject> present =
        api.find(key.type(), key.namespace(), key.name());
    return present.isEmpty() || !Objects.equals(present.get().metadata().uid(), owner.uid());
  }

  private List<KubernetesObject> dependents(KubernetesObject owner, String uid) {
    String namespace = Objects.requireNonNullElse(owner.metadata().namespace(), "");
    List<KubernetesObject> found = new ArrayList<>();
    for (ResourceType<?> type : ResourceType.all()) {
      if (!type.equals(ResourceType.EVENT) && (namespace.isEmpty() || type.namespaced())) {
        found.addAll(api.items(Query.of(type).in(namespace).where(object -> isOwned(object, uid))));
      }
    }
    return found;
  }

  private static boolean isOwned(KubernetesObject object, String uid) {
    return object.metadata().ownerReferences().stream().anyMatch(owner -> uid.equals(owner.uid()));
  }

  private static boolean blocks(KubernetesObject dependent, String uid) {
    return dependent.metadata().ownerReferences().stream()
        .anyMatch(
            owner -> uid.equals(owner.uid()) && Boolean.TRUE.equals(owner.blockOwnerDeletion()));
  }

  private boolean isThere(KubernetesObject object) {
    ObjectKey key = ObjectKey.of(object);
    Optional<? extends KubernetesObject> now = api.find(key.type(), key.namespace(), key.name());
    return now.isPresent() && Objects.equals(now.get().metadata().uid(), object.metadata().uid());
  }

  private void delete(KubernetesObject object, DeleteOptions.Propagation propagation) {
    ObjectKey key = ObjectKey.of(object);
    DeleteOptions options =
        DeleteOptions.defaults()
            .ifUid(String.valueOf(object.metadata().uid()))
            .propagating(propagation);
    settled(() -> api.delete(key.type(), key.namespace(), key.name(), options));
  }

  private void updated(KubernetesObject object, UnaryOperator<ObjectMeta> change) {
    ObjectKey key = ObjectKey.of(object);
    settled(
        () ->
            api.find(key.type(), key.namespace(), key.name())
                .filter(now -> Objects.equals(now.metadata().uid(), object.metadata().uid()))
                .ifPresent(now -> api.update(now.withMetadata(change.apply(now.metadata())))));
  }

  /** What has gone by itself needs no more; a lost race is tried again. */
  private static void settled(Runnable request) {
    try {
      request.run();
    } catch (ApiException answer) {
      if (answer.kind() != ApiException.Kind.NOT_FOUND) {
        throw answer;
      }
    }
  }

  private static ObjectMeta without(ObjectMeta metadata, String ownerUid) {
    return metadata.withOwnerReferences(
        metadata.ownerReferences().stream()
            .filter(owner -> !ownerUid.equals(owner.uid()))
            .toList());
  }

  private static ObjectMeta released(ObjectMeta metadata, String finalizer) {
    return metadata.withFinalizers(
        metadata.finalizers().stream().filter(each -> !each.equals(finalizer)).toList());
  }

  private static Optional<ResourceType<?>> type(OwnerReference owner) {
    return ResourceType.find(
        Objects.requireNonNullElse(owner.apiVersion(), ""),
        Objects.requireNonNullElse(owner.kind(), ""));
  }

  private static ObjectKey key(ResourceType<?> type, OwnerReference owner, ObjectMeta dependent) {
    String namespace =
        type.namespaced() ? Objects.requireNonNullElse(dependent.namespace(), "") : "";
    return new ObjectKey(type, namespace, Objects.requireNonNullElse(owner.name(), ""));
  }
}
