package io.kubelette.api;

import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ObjectMeta;
import io.kubelette.model.ResourceType;
import io.kubelette.model.Service;
import io.kubelette.store.Revision;
import io.kubelette.store.Store;
import io.kubelette.store.StoreException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The way into the store: compare-and-set until it succeeds, and the addresses and ports that come
 * and go with services.
 *
 * <p>A step is computed anew from what is there, so a lost race is only another round: some other
 * writer got on. Thread-safe because it keeps no state but the store.
 */
final class Writes implements Writer {

  /** Which object. */
  record Target<T extends KubernetesObject>(ResourceType<T> type, String namespace, String name) {

    static <T extends KubernetesObject> Target<T> of(T object) {
      ResourceType<T> type = ResourceType.of(object);
      ObjectMeta metadata = MetadataRules.placed(type, object.metadata());
      return new Target<>(
          type,
          Objects.requireNonNullElse(metadata.namespace(), ""),
          Objects.requireNonNullElse(metadata.name(), ""));
    }

    Optional<T> find(Store store) {
      return StoreAnswers.asked(type, name, () -> store.get(type, namespace, name));
    }

    T read(Store store) {
      return find(store).orElseThrow(() -> ApiException.notFound(type, name));
    }
  }

  private final Store store;
  private final ApiConfig config;
  private final ServiceAllocations allocations;

  Writes(Store store, ApiConfig config) {
    this.store = store;
    this.config = config;
    this.allocations = new ServiceAllocations(store, config);
  }

  /** Stores a new object under a uid, a service with an address. */
  @Override
  public <T extends KubernetesObject> T create(T object) {
    Target<T> target = Target.of(object);
    T named = with(target, object, object.metadata().withUid(config.uids().uidOf(object)));
    T placed = claimed(target, named);
    try {
      return store.create(placed);
    } catch (StoreException answer) {
      if (placed instanceof Service refused) {
        allocations.release(refused);
      }
      throw StoreAnswers.about(target.type(), target.name(), answer);
    }
  }

  /** Replaces an object by what the step makes of its state. */
  <T extends KubernetesObject> T change(T object, UnaryOperator<T> step) {
    return change(Target.of(object), step);
  }

  @Override
  public <T extends KubernetesObject> T change(Target<T> target, UnaryOperator<T> step) {
    while (true) {
      T now = target.read(store);
      T next = step.apply(now);
      if (next.equals(now)) {
        return now;
      }
      T placed = keepsAll(now, next) ? next : claimed(target, next);
      try {
        if (Rules.of(target.type()).mayVanish(next)) {
          return remove(target, now);
        }
        T stored = store.update(placed, revision(now));
        releaseWhatIsNotIn(stored, now);
        return stored;
      } catch (StoreException answer) {
        releaseWhatIsNotIn(now, placed);
        checkRace(target, answer);
      }
    }
  }

  @Override
  public <T extends KubernetesObject> T delete(Target<T> target, DeleteOptions options) {
    while (true) {
      T now = target.read(store);
      checkPreconditions(target, now, options);
      Deletion<T> deletion =
          Deletion.of(now, Rules.of(target.type()), options, config.clock().now());
      try {
        if (deletion.vanishes()) {
          return remove(target, now);
        }
        return deletion.object().equals(now) ? now : store.update(deletion.object(), revision(now));
      } catch (StoreException answer) {
        checkRace(target, answer);
      }
    }
  }

  private <T extends KubernetesObject> T remove(Target<T> target, T now) {
    T last = store.delete(target.type(), target.namespace(), target.name(), revision(now));
    if (last instanceof Service service) {
      allocations.release(service);
    }
    return last;
  }

  private <T extends KubernetesObject> T claimed(Target<T> target, T object) {
    return object instanceof Service service
        ? target.type().javaType().cast(allocations.claim(service))
        : object;
  }

  /** Gives back what one state of a service has and the other, which stays, has not. */
  private void releaseWhatIsNotIn(KubernetesObject stays, KubernetesObject goes) {
    if (stays instanceof Service kept && goes instanceof Service dropped) {
      allocations.releaseWhatIsNotIn(kept, dropped);
    }
  }

  private static boolean keepsAll(KubernetesObject now, KubernetesObject next) {
    return now instanceof Service before
        && next instanceof Service after
        && ServiceAllocations.keepsAll(before, after);
  }

  private static void checkRace(Target<?> target, StoreException answer) {
    if (answer.kind() != StoreException.Kind.CONFLICT
        && answer.kind() != StoreException.Kind.NOT_FOUND) {
      throw StoreAnswers.about(target.type(), target.name(), answer);
    }
  }

  static void checkPreconditions(Target<?> target, KubernetesObject now, DeleteOptions options) {
    checkPrecondition(target, "UID", options.uid().orElse(null), now.metadata().uid());
    checkPrecondition(
        target,
        "ResourceVersion",
        options.resourceVersion().orElse(null),
        now.metadata().resourceVersion());
  }

  private static void checkPrecondition(
      Target<?> target, String what, @Nullable String wanted, @Nullable String actual) {
    if (wanted != null && !wanted.equals(actual)) {
      throw ApiException.conflict(
          target.type(),
          target.name(),
          "Precondition failed: %s in precondition: %s, %s in object meta: %s"
              .formatted(what, wanted, what, actual));
    }
  }

  private static Revision revision(KubernetesObject object) {
    return Revision.of(Objects.requireNonNull(object.metadata().resourceVersion()));
  }

  static <T extends KubernetesObject> T with(Target<T> target, T object, ObjectMeta metadata) {
    return target.type().javaType().cast(object.withMetadata(metadata));
  }
}
