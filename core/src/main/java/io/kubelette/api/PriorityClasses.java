package io.kubelette.api;

import io.kubelette.model.ObjectMeta;
import io.kubelette.model.Pod;
import io.kubelette.model.PodSpec;
import io.kubelette.model.PodSpecBuilder;
import io.kubelette.model.PriorityClass;
import io.kubelette.model.PriorityClassBuilder;
import io.kubelette.model.ResourceType;
import io.kubelette.store.Store;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The classes from which pods have their priority, among them the two of Kubernetes that always
 * exist.
 *
 * <p>A pod gets the priority of the class that it names, or of the one that is marked as the
 * default, or 0; what it says itself must agree. Thread-safe because it keeps no state but the
 * store.
 */
final class PriorityClasses {

  private static final String LOWER = "PreemptLowerPriority";
  private static final PriorityClass NONE =
      PriorityClassBuilder.builder().value(0).preemptionPolicy(LOWER).build();

  /** By value: Kubernetes, the classes of pods without which a node, or a cluster, cannot be. */
  static final List<PriorityClass> SYSTEM =
      List.of(
          system(
              "system-node-critical",
              2_000_001_000,
              "Used for system critical pods that must not be moved from their current node."),
          system(
              "system-cluster-critical",
              2_000_000_000,
              "Used for system critical pods that must run in the cluster, but can be moved to"
                  + " another node if necessary."));

  private final Store store;

  /** Classes that are not stored yet and will be before the pods that are judged. */
  private final List<PriorityClass> coming;

  PriorityClasses(Store store) {
    this(store, List.of());
  }

  private PriorityClasses(Store store, List<PriorityClass> coming) {
    this.store = store;
    this.coming = List.copyOf(coming);
  }

  private static PriorityClass system(String name, int value, String description) {
    return PriorityClassBuilder.builder()
        .metadata(ObjectMeta.EMPTY.withName(name))
        .value(value)
        .description(description)
        .build();
  }

  /** The same classes, and others that come before the pods. */
  PriorityClasses expecting(List<PriorityClass> others) {
    return new PriorityClasses(store, others);
  }

  /**
   * A new pod with its priority.
   *
   * @throws ApiException {@code FORBIDDEN} if there is no such class, or the pod says otherwise
   */
  Pod resolved(Pod pod) {
    PodSpec spec = pod.spec();
    String wanted = spec.priorityClassName();
    boolean named = wanted != null && !wanted.isEmpty();
    PriorityClass its =
        named
            ? find(wanted).orElseThrow(() -> refused(pod, unknown(wanted)))
            : standard().orElse(NONE);
    int value = value(its);
    if (spec.priority() != null && spec.priority() != value) {
      throw refused(
          pod,
          disagreement("the integer value of priority", spec.priority().toString(), "" + value));
    }
    String policy = Objects.requireNonNullElse(its.preemptionPolicy(), LOWER);
    if (spec.preemptionPolicy() != null && !spec.preemptionPolicy().equals(policy)) {
      throw refused(
          pod,
          disagreement("the string value of PreemptionPolicy", spec.preemptionPolicy(), policy));
    }
    return pod.withSpec(
        PodSpecBuilder.builder(spec)
            .priorityClassName(named ? wanted : its.metadata().name())
            .priority(value)
            .preemptionPolicy(policy)
            .build());
  }

  private static String unknown(String name) {
    return "no PriorityClass with name " + name + " was found";
  }

  private static String disagreement(String what, String said, String computed) {
    return "%s (%s) must not be provided in pod spec; priority admission controller computed %s from the given PriorityClass name"
        .formatted(what, said, computed);
  }

  private static ApiException refused(Pod pod, String why) {
    return ApiException.forbidden(
        ResourceType.POD, Objects.requireNonNullElse(pod.metadata().name(), ""), why);
  }

  private Optional<PriorityClass> find(String name) {
    return coming.stream()
        .filter(each -> name.equals(each.metadata().name()))
        .findFirst()
        .or(
            () ->
                StoreAnswers.asked(
                    ResourceType.PRIORITY_CLASS,
                    name,
                    () -> store.get(ResourceType.PRIORITY_CLASS, "", name)));
  }

  /** Of several defaults, which only a race can have made, the lowest. */
  private Optional<PriorityClass> standard() {
    List<PriorityClass> stored =
        StoreAnswers.asked(
                ResourceType.PRIORITY_CLASS, "", () -> store.list(ResourceType.PRIORITY_CLASS, ""))
            .items();
    return Stream.concat(coming.stream(), stored.stream())
        .filter(each -> Boolean.TRUE.equals(each.globalDefault()))
        .min(Comparator.comparingInt(PriorityClasses::value));
  }

  /**
   * There is one default at most.
   *
   * @throws ApiException {@code FORBIDDEN} if another class is it already
   */
  void checkDefault(PriorityClass wanted) {
    if (!Boolean.TRUE.equals(wanted.globalDefault())) {
      return;
    }
    String name = String.valueOf(wanted.metadata().name());
    Optional<String> other =
        standard().map(each -> String.valueOf(each.metadata().name())).filter(o -> !o.equals(name));
    if (other.isPresent()) {
      throw ApiException.forbidden(
          ResourceType.PRIORITY_CLASS,
          name,
          "PriorityClass "
              + other.get()
              + " is already marked as default. Only one default can exist");
    }
  }

  static void checkDeletable(String name) {
    if (SYSTEM.stream().anyMatch(each -> name.equals(each.metadata().name()))) {
      throw ApiException.forbidden(
          ResourceType.PRIORITY_CLASS,
          name,
          "this is a system priority class and cannot be deleted");
    }
  }

  static int value(@Nullable PriorityClass of) {
    return of == null || of.value() == null ? 0 : of.value();
  }
}
