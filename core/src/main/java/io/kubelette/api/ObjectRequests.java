package io.kubelette.api;

import io.kubelette.api.patch.FieldWriter;
import io.kubelette.api.patch.ManagedFields;
import io.kubelette.manifest.Trees;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ObjectMeta;
import io.kubelette.model.Opaque;
import io.kubelette.model.Pod;
import io.kubelette.model.ResourceType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Creations, updates and deletions as clients ask for them. Stateless. */
final class ObjectRequests {

  private final ApiServer api;
  private final ApiParts parts;

  ObjectRequests(ApiServer api, ApiParts parts) {
    this.api = api;
    this.parts = parts;
  }

  <T extends KubernetesObject> Answer<T> create(Place<T> place, T object, WriteOptions options) {
    String given = object.metadata().namespace();
    if (given != null && !given.isEmpty() && !given.equals(place.namespace())) {
      throw ApiException.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
    ObjectMeta metadata = object.metadata();
    if (place.type().namespaced()) {
      metadata = metadata.withNamespace(place.namespace());
    }
    if (!options.fieldManager().isEmpty()) {
      FieldWriter writer = writer(place, options.fieldManager());
      metadata = metadata.withManagedFields(List.of(ManagedFields.created(writer)));
    }
    T stored = api.create(with(place.type(), object, metadata), parts.writer(options.dryRun()));
    return new Answer<>(stored, Answer.Change.CREATED, Notices.of(stored));
  }

  <T extends KubernetesObject> Answer<T> update(Place<T> place, T object, WriteOptions options) {
    checkPlace(place, object);
    return changed(place, options, now -> managed(place, now, part(place, now, object), options));
  }

  /** One step of a change, and what became of it. */
  <T extends KubernetesObject> Answer<T> changed(
      Place<T> place, WriteOptions options, UnaryOperator<T> step) {
    Before<T> before = new Before<>();
    T stored =
        parts
            .writer(options.dryRun())
            .change(
                target(place),
                now -> {
                  before.state = now;
                  return step.apply(now);
                });
    return new Answer<>(stored, change(before.state, stored), List.of());
  }

  /** The state that the last round of a change began with; owned by the calling thread. */
  private static final class Before<T> {
    private @Nullable T state;
  }

  private static <T extends KubernetesObject> Answer.Change change(@Nullable T before, T stored) {
    if (stored.equals(before)) {
      return Answer.Change.UNCHANGED;
    }
    return Rules.of(ResourceType.of(stored)).mayVanish(stored)
        ? Answer.Change.DELETED
        : Answer.Change.CHANGED;
  }

  <T extends KubernetesObject> Answer<T> delete(
      Place<T> place, DeleteOptions options, WriteOptions.DryRun dryRun) {
    ApiServer.checkDeletable(place.type(), place.name());
    T last;
    if (dryRun == WriteOptions.DryRun.NONE) {
      last = api.delete(place.type(), place.namespace(), place.name(), options);
    } else {
      last = parts.writer(dryRun).delete(target(place), options);
    }
    boolean gone =
        last.metadata().deletionTimestamp() == null || Rules.of(place.type()).mayVanish(last);
    return new Answer<>(last, gone ? Answer.Change.DELETED : Answer.Change.DELETING, List.of());
  }

  /** What a write of a part makes of an object. */
  <T extends KubernetesObject> T part(Place<T> place, T now, T wanted) {
    T unmanaged =
        with(
            place.type(),
            wanted,
            wanted.metadata().withManagedFields(managers(place, now, wanted)));
    return switch (place.part()) {
      case WHOLE -> parts.admission().updated(now, unmanaged);
      case STATUS -> parts.admission().statusUpdated(now, unmanaged);
      case EPHEMERAL_CONTAINERS ->
          place
              .type()
              .javaType()
              .cast(parts.admission().debugged(pod(place, now), pod(place, unmanaged)));
      case RESIZE ->
          place
              .type()
              .javaType()
              .cast(parts.admission().resized(pod(place, now), pod(place, unmanaged)));
    };
  }

  /** Kubernetes: a list of one empty entry clears them, and one that says nothing keeps them. */
  private static List<Opaque> managers(
      Place<?> place, KubernetesObject now, KubernetesObject wanted) {
    List<Opaque> given = wanted.metadata().managedFields();
    if (place.part() == Place.Part.WHOLE) {
      if (ManagedFields.clearing(given)) {
        return List.of();
      }
      if (ManagedFields.readable(given)) {
        return given;
      }
    }
    return now.metadata().managedFields();
  }

  private static Pod pod(Place<?> place, KubernetesObject object) {
    if (object instanceof Pod pod) {
      return pod;
    }
    throw new ApiException(
        ApiException.Kind.NOT_FOUND, "the server could not find the requested resource: " + place);
  }

  /** With the writer's share in the managed fields, if it has a name; they may be set, too. */
  <T extends KubernetesObject> T managed(Place<T> place, T now, T next, WriteOptions options) {
    String manager = options.fieldManager();
    if (manager.isEmpty() || next.equals(now) || isSole(next, manager)) {
      return next;
    }
    T before =
        with(place.type(), now, now.metadata().withManagedFields(next.metadata().managedFields()));
    Map<String, @Nullable Object> tree =
        ManagedFields.updated(Trees.of(before), Trees.of(next), writer(place, manager));
    return withManagers(place.type(), next, tree);
  }

  /** Whether the object is wholly the writer's, as the short form of its creation says. */
  private static boolean isSole(KubernetesObject now, String manager) {
    List<Opaque> entries = now.metadata().managedFields();
    return entries.size() == 1
        && manager.equals(entries.get(0).fields().get("manager"))
        && Map.of().equals(entries.get(0).fields().get("fieldsV1"));
  }

  static <T extends KubernetesObject> T withManagers(
      ResourceType<T> type, T object, Map<String, @Nullable Object> tree) {
    Map<?, ?> metadata = (Map<?, ?>) Objects.requireNonNull(tree.get("metadata"));
    List<?> entries = (List<?>) Objects.requireNonNull(metadata.get("managedFields"));
    List<Opaque> frozen = entries.stream().map(each -> Opaque.of((Map<?, ?>) each)).toList();
    return with(type, object, object.metadata().withManagedFields(frozen));
  }

  FieldWriter writer(Place<?> place, String manager) {
    Instant now = parts.config().clock().now();
    return new FieldWriter(manager, subresource(place.part()), place.type().stored(), now);
  }

  private static String subresource(Place.Part part) {
    return switch (part) {
      case WHOLE -> "";
      case STATUS -> "status";
      case EPHEMERAL_CONTAINERS -> "ephemeralcontainers";
      case RESIZE -> "resize";
    };
  }

  static <T extends KubernetesObject> Writes.Target<T> target(Place<T> place) {
    return new Writes.Target<>(place.type(), place.namespace(), place.name());
  }

  /** A body without a name or namespace means the place's. */
  static void checkPlace(Place<?> place, KubernetesObject object) {
    String name = object.metadata().name();
    if (name == null || !name.equals(place.name())) {
      throw ApiException.badRequest(
          "the name of the object (%s) does not match the name on the URL (%s)"
              .formatted(name == null ? "" : name, place.name()));
    }
    String namespace = object.metadata().namespace();
    if (namespace != null && !namespace.isEmpty() && !namespace.equals(place.namespace())) {
      throw ApiException.badRequest(
          "the namespace of the object (%s) does not match the namespace on the request (%s)"
              .formatted(namespace, place.namespace()));
    }
  }

  static <T extends KubernetesObject> T with(ResourceType<T> type, T object, ObjectMeta metadata) {
    return type.javaType().cast(object.withMetadata(metadata));
  }
}
