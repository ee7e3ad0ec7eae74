package io.kubelette.api;

import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ObjectMeta;
import io.kubelette.model.Pod;
import io.kubelette.model.PriorityClass;
import io.kubelette.model.ResourceType;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * From what a caller asks for to what is stored: metadata, defaults, status and validation, in
 * Kubernetes' order. Pure but for the names it generates and the classes of priority that it looks
 * up.
 */
final class Admission {

  /** Generates names; thread-safe. */
  private final RandomGenerator random = new SecureRandom();

  private final PodPolicy podPolicy;
  private final PriorityClasses priorities;

  Admission(PodPolicy podPolicy, PriorityClasses priorities) {
    this.podPolicy = podPolicy;
    this.priorities = priorities;
  }

  /** One that knows of classes that will be stored before what it judges. */
  Admission expecting(List<PriorityClass> classes) {
    return classes.isEmpty() ? this : new Admission(podPolicy, priorities.expecting(classes));
  }

  /**
   * The object as it will be created, but for its uid and allocated addresses.
   *
   * @throws ApiException {@code INVALID} or {@code FORBIDDEN} with every fault, or {@code
   *     BAD_REQUEST}
   */
  <T extends KubernetesObject> T created(T given, Instant now) {
    T object = valid(prioritized(born(given, now)));
    judgeDefault(object);
    return object;
  }

  /**
   * The object as it will be created, but for what other objects make of it: pods keep the priority
   * that they say themselves. Asks no store.
   *
   * @throws ApiException as {@link #created}
   */
  <T extends KubernetesObject> T checked(T given, Instant now) {
    return valid(born(given, now));
  }

  private <T extends KubernetesObject> T born(T given, Instant now) {
    ResourceType<T> type = ResourceType.of(given);
    KindRules<T> rules = Rules.of(type);
    String version = given.metadata().resourceVersion();
    if (version != null && !version.isEmpty()) {
      throw new ApiException(
          ApiException.Kind.BAD_REQUEST,
          "resourceVersion should not be set on objects to be created");
    }
    ObjectMeta placed = MetadataRules.placed(type, given.metadata());
    ObjectMeta metadata =
        MetadataRules.born(MetadataRules.named(placed, random), now, rules.countsGenerations());
    return rules.atBirth(rules.defaulted(with(type, given, metadata)));
  }

  private <T extends KubernetesObject> T valid(T object) {
    ResourceType<T> type = ResourceType.of(object);
    KindRules<T> rules = Rules.of(type);
    Violations violations = Violations.none();
    MetadataRules.validate(object, rules, violations);
    rules.validate(object, violations);
    refuse(type, object, violations);
    judge(object);
    return object;
  }

  /**
   * The object as an update will store it; equal to {@code now} if nothing changes.
   *
   * @throws ApiException {@code INVALID} with every fault, or {@code CONFLICT}
   */
  <T extends KubernetesObject> T updated(T now, T wanted) {
    ResourceType<T> type = ResourceType.of(now);
    KindRules<T> rules = Rules.of(type);
    checkSameObject(type, now, wanted);
    ObjectMeta metadata = MetadataRules.updated(now.metadata(), wanted.metadata());
    T next = rules.defaulted(rules.updated(now, with(type, wanted, metadata)));
    Violations violations = Violations.none();
    MetadataRules.validate(next, rules, violations);
    MetadataRules.validateUpdate(now.metadata(), next.metadata(), violations);
    rules.validate(next, violations);
    rules.validateUpdate(now, next, violations);
    refuse(type, next, violations);
    if (!rules.sameSpec(now, next)) {
      judge(next);
    }
    judgeDefault(next);
    return counted(type, now, next);
  }

  /**
   * The pod as a resize will store it; equal to {@code now} if nothing changes.
   *
   * @throws ApiException {@code INVALID} with every fault, or {@code CONFLICT}
   */
  Pod resized(Pod now, Pod wanted) {
    checkSameObject(ResourceType.POD, now, wanted);
    KindRules<Pod> rules = Rules.of(ResourceType.POD);
    Pod next = rules.defaulted(PodResize.of(now, wanted));
    Violations violations = Violations.none();
    rules.validate(next, violations);
    PodResize.check(now, next, violations);
    refuse(ResourceType.POD, next, violations);
    return counted(ResourceType.POD, now, next);
  }

  /**
   * The object as a status update will store it.
   *
   * @throws ApiException {@code CONFLICT}, or {@code BAD_REQUEST} for a kind without status
   */
  <T extends KubernetesObject> T statusUpdated(T now, T wanted) {
    ResourceType<T> type = ResourceType.of(now);
    checkSameObject(type, now, wanted);
    Optional<T> next = Rules.of(type).statusUpdated(now, wanted);
    return next.orElseThrow(
        () -> new ApiException(ApiException.Kind.BAD_REQUEST, type + " have no status"));
  }

  /**
   * The pod with the wanted ephemeral containers.
   *
   * @throws ApiException {@code INVALID} or {@code FORBIDDEN} with every fault, or {@code CONFLICT}
   */
  Pod debugged(Pod now, Pod wanted) {
    KindRules<Pod> rules = Rules.of(ResourceType.POD);
    checkSameObject(ResourceType.POD, now, wanted);
    Pod next =
        rules.defaulted(
            now.withSpec(now.spec().withEphemeralContainers(wanted.spec().ephemeralContainers())));
    Violations violations = Violations.none();
    rules.validate(next, violations);
    PodUpdate.checkEphemeral(now.spec(), next.spec(), violations.at("spec"));
    refuse(ResourceType.POD, next, violations);
    judge(next);
    return counted(ResourceType.POD, now, next);
  }

  /** What applying a manifest over the present object asks for. */
  <T extends KubernetesObject> T reapplied(T now, T given) {
    ResourceType<T> type = ResourceType.of(now);
    ObjectMeta placed = MetadataRules.placed(type, given.metadata());
    ObjectMeta merged = MetadataRules.reapplied(now.metadata(), placed);
    return Rules.of(type).reapplied(now, with(type, given, merged));
  }

  private static <T extends KubernetesObject> T counted(ResourceType<T> type, T now, T next) {
    KindRules<T> rules = Rules.of(type);
    Long generation = now.metadata().generation();
    if (!rules.countsGenerations() || rules.sameSpec(now, next)) {
      return next;
    }
    long following = generation == null ? 1 : generation + 1;
    return with(type, next, next.metadata().withGeneration(following));
  }

  private static void checkSameObject(
      ResourceType<?> type, KubernetesObject now, KubernetesObject wanted) {
    String version = wanted.metadata().resourceVersion();
    String name = Objects.requireNonNullElse(now.metadata().name(), "");
    if (version != null
        && !version.isEmpty()
        && !version.equals(now.metadata().resourceVersion())) {
      throw ApiException.modified(type, name);
    }
    String uid = wanted.metadata().uid();
    if (uid != null && !uid.isEmpty() && !uid.equals(now.metadata().uid())) {
      throw ApiException.conflict(
          type,
          name,
          "Precondition failed: UID in precondition: "
              + uid
              + ", UID in object meta: "
              + now.metadata().uid());
    }
  }

  private static <T extends KubernetesObject> void refuse(
      ResourceType<T> type, T object, Violations violations) {
    if (!violations.errors().isEmpty()) {
      String name = Objects.requireNonNullElse(object.metadata().name(), "");
      throw ApiException.invalid(type, name, violations.errors());
    }
  }

  private <T extends KubernetesObject> T prioritized(T object) {
    return object instanceof Pod pod
        ? ResourceType.of(object).javaType().cast(priorities.resolved(pod))
        : object;
  }

  private void judgeDefault(KubernetesObject object) {
    if (object instanceof PriorityClass wanted) {
      priorities.checkDefault(wanted);
    }
  }

  private void judge(KubernetesObject object) {
    if (object instanceof Pod pod) {
      List<FieldError> excesses = podPolicy.violations(pod);
      if (!excesses.isEmpty()) {
        String name = Objects.requireNonNullElse(pod.metadata().name(), "");
        throw ApiException.refused(name, podPolicy.refusal(excesses), excesses);
      }
    }
  }

  private static <T extends KubernetesObject> T with(
      ResourceType<T> type, T object, ObjectMeta metadata) {
    return type.javaType().cast(object.withMetadata(metadata));
  }
}
