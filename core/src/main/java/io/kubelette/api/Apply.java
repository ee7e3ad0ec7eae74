package io.kubelette.api;

import io.kubelette.loop.Clock;
import io.kubelette.manifest.Document;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.Namespace;
import io.kubelette.model.ObjectKey;
import io.kubelette.model.ObjectMeta;
import io.kubelette.model.PriorityClass;
import io.kubelette.model.ResourceType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/** One apply of some objects: all are checked, then each is written. Used once, by one thread. */
final class Apply {

  private final ApiServer api;
  private final Admission admission;
  private final Clock clock;

  Apply(ApiServer api, Admission admission, Clock clock) {
    this.api = api;
    this.admission = admission;
    this.clock = clock;
  }

  Applied all(List<? extends KubernetesObject> objects) {
    return all(objects, i -> "");
  }

  /** As they stand in manifests, whose places the faults name. */
  Applied documents(List<Document> documents) {
    return all(
        documents.stream().map(Document::object).toList(), i -> documents.get(i).place() + ": ");
  }

  private Applied all(List<? extends KubernetesObject> objects, IntFunction<String> places) {
    check(objects, places);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < objects.size(); i++) {
      order.add(i);
    }
    List<ResourceType<?>> types = ResourceType.all();
    order.sort(Comparator.comparing(i -> types.indexOf(ResourceType.of(objects.get(i)))));
    Applied.Outcome[] outcomes = new Applied.Outcome[objects.size()];
    List<String> warnings = new ArrayList<>();
    for (int i : order) {
      outcomes[i] = one(objects.get(i));
    }
    objects.forEach(object -> warnings.addAll(Warnings.of(object)));
    return new Applied(List.of(outcomes), warnings);
  }

  private void check(List<? extends KubernetesObject> objects, IntFunction<String> places) {
    Set<String> coming = new HashSet<>();
    for (KubernetesObject object : objects) {
      if (object instanceof Namespace) {
        coming.add(String.valueOf(object.metadata().name()));
      }
    }
    List<PriorityClass> classes =
        objects.stream()
            .filter(PriorityClass.class::isInstance)
            .map(PriorityClass.class::cast)
            .toList();
    Admission expecting = admission.expecting(classes);
    List<ApiException> faults = new ArrayList<>();
    Set<ObjectKey> seen = new HashSet<>();
    for (int i = 0; i < objects.size(); i++) {
      try {
        checkOne(objects.get(i), coming, expecting);
        checkOnce(objects.get(i), seen);
      } catch (ApiException fault) {
        faults.add(fault.at(places.apply(i)));
      }
    }
    if (faults.size() == 1) {
      throw faults.get(0);
    }
    if (!faults.isEmpty()) {
      throw together(faults);
    }
  }

  /** One answer for the faults of several objects: a line each. */
  private static ApiException together(List<ApiException> faults) {
    return new ApiException(
        faults.get(0).kind(),
        String.join("\n", faults.stream().map(ApiException::getMessage).toList()),
        faults.stream().flatMap(fault -> fault.fieldErrors().stream()).toList());
  }

  private <T extends KubernetesObject> void checkOne(
      T object, Set<String> coming, Admission expecting) {
    Optional<T> present = present(object);
    if (present.isPresent()) {
      admission.updated(present.get(), admission.reapplied(present.get(), object));
      return;
    }
    T admitted = expecting.created(object, clock.now());
    String namespace = admitted.metadata().namespace();
    if (namespace != null
        && !coming.contains(namespace)
        && api.find(ResourceType.NAMESPACE, "", namespace).isEmpty()) {
      throw ApiException.notFound(ResourceType.NAMESPACE, namespace);
    }
  }

  private static void checkOnce(KubernetesObject object, Set<ObjectKey> seen) {
    ObjectMeta placed = MetadataRules.placed(ResourceType.of(object), object.metadata());
    if (placed.name() != null && !seen.add(ObjectKey.of(object.withMetadata(placed)))) {
      throw new ApiException(
          ApiException.Kind.BAD_REQUEST,
          "%s \"%s\" is given twice".formatted(ResourceType.of(object), placed.name()));
    }
  }

  private <T extends KubernetesObject> Applied.Outcome one(T object) {
    Optional<T> present = present(object);
    if (present.isEmpty()) {
      return new Applied.Outcome(api.create(object), Applied.Change.CREATED);
    }
    T stored = api.update(admission.reapplied(present.get(), object));
    String before = present.get().metadata().resourceVersion();
    boolean same = Objects.equals(before, stored.metadata().resourceVersion());
    return new Applied.Outcome(stored, same ? Applied.Change.UNCHANGED : Applied.Change.CONFIGURED);
  }

  private <T extends KubernetesObject> Optional<T> present(T object) {
    ResourceType<T> type = ResourceType.of(object);
    ObjectMeta placed = MetadataRules.placed(type, object.metadata());
    String name = placed.name();
    return name == null
        ? Optional.empty()
        : api.find(type, Objects.requireNonNullElse(placed.namespace(), ""), name);
  }
}
