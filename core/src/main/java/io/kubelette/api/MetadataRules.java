package io.kubelette.api;

import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ObjectMeta;
import io.kubelette.model.ObjectMetaBuilder;
import io.kubelette.model.OwnerReference;
import io.kubelette.model.ResourceType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What the API sets, keeps and checks in the metadata of every kind. Pure but for random names. */
final class MetadataRules {

  private static final String SUFFIX_LETTERS = "bcdfghjklmnpqrstvwxz2456789";
  private static final int SUFFIX_LENGTH = 5;
  private static final int GENERATED_BASE_LIMIT = 63 - SUFFIX_LENGTH;
  private static final int ANNOTATIONS_LIMIT = 256 * 1024;

  private MetadataRules() {}

  /** In its namespace: the default one unless the object says which; none for cluster kinds. */
  static ObjectMeta placed(ResourceType<?> type, ObjectMeta metadata) {
    if (!type.namespaced()) {
      return metadata;
    }
    String namespace = metadata.namespace();
    return namespace == null || namespace.isEmpty() ? metadata.withNamespace("default") : metadata;
  }

  /** With a name made from {@code generateName} if it has none of its own. */
  static ObjectMeta named(ObjectMeta metadata, RandomGenerator random) {
    String name = metadata.name();
    String base = metadata.generateName();
    if (base == null || base.isEmpty() || (name != null && !name.isEmpty())) {
      return metadata;
    }
    StringBuilder made =
        new StringBuilder(base.substring(0, Math.min(base.length(), GENERATED_BASE_LIMIT)));
    for (int i = 0; i < SUFFIX_LENGTH; i++) {
      made.append(SUFFIX_LETTERS.charAt(random.nextInt(SUFFIX_LETTERS.length())));
    }
    return metadata.withName(made.toString());
  }

  /** As it is born, but for the uid: what only the API sets is set anew, whatever was given. */
  static ObjectMeta born(ObjectMeta metadata, Instant now, boolean countsGenerations) {
    return ObjectMetaBuilder.builder(metadata)
        .creationTimestamp(now.truncatedTo(ChronoUnit.SECONDS))
        .deletionTimestamp(null)
        .deletionGracePeriodSeconds(null)
        .generation(countsGenerations ? 1L : null)
        .resourceVersion(null)
        .selfLink(null)
        .uid(null)
        .build();
  }

  /** As an update stores it: what only the API sets stays as it is. */
  static ObjectMeta updated(ObjectMeta now, ObjectMeta wanted) {
    return ObjectMetaBuilder.builder(wanted)
        .namespace(now.namespace())
        .generateName(now.generateName())
        .uid(now.uid())
        .selfLink(now.selfLink())
        .resourceVersion(now.resourceVersion())
        .generation(now.generation())
        .creationTimestamp(now.creationTimestamp())
        .deletionTimestamp(now.deletionTimestamp())
        .deletionGracePeriodSeconds(now.deletionGracePeriodSeconds())
        .build();
  }

  /**
   * As an apply means it: owners and finalizers stay unless given, and annotations that others
   * added stay beside the given ones.
   */
  static ObjectMeta reapplied(ObjectMeta now, ObjectMeta given) {
    Map<String, String> annotations = new LinkedHashMap<>(now.annotations());
    annotations.putAll(given.annotations());
    ObjectMeta merged = given.withAnnotations(annotations);
    if (given.ownerReferences().isEmpty()) {
      merged = merged.withOwnerReferences(now.ownerReferences());
    }
    if (given.managedFields().isEmpty()) {
      merged = merged.withManagedFields(now.managedFields());
    }
    return given.finalizers().isEmpty() ? merged.withFinalizers(now.finalizers()) : merged;
  }

  /** Whether nothing holds the object any more: its deletion was asked for and may end. */
  static boolean mayVanish(ObjectMeta metadata) {
    Long grace = metadata.deletionGracePeriodSeconds();
    return metadata.deletionTimestamp() != null
        && metadata.finalizers().isEmpty()
        && (grace == null || grace == 0);
  }

  static void validate(KubernetesObject object, KindRules<?> rules, Violations violations) {
    ObjectMeta metadata = object.metadata();
    Violations at = violations.at("metadata");
    String base = metadata.generateName();
    if (base != null && !base.isEmpty()) {
      // The suffix is yet to come, so a base may end where a name may not.
      at.at("generateName").check(base, rules.nameFaults(base.replaceAll("[-.]$", "") + "a"));
    }
    String name = metadata.name();
    if (name == null || name.isEmpty()) {
      at.at("name").required("name or generateName is required");
    } else {
      at.at("name").check(name, rules.nameFaults(name));
    }
    String namespace = metadata.namespace();
    if (namespace != null && !namespace.isEmpty()) {
      if (ResourceType.of(object).namespaced()) {
        at.at("namespace").check(namespace, Names.dnsLabel(namespace));
      } else {
        at.at("namespace").forbidden("not allowed on this type");
      }
    }
    labels(metadata.labels(), at.at("labels"));
    annotations(metadata.annotations(), at.at("annotations"));
    finalizers(metadata.finalizers(), at.at("finalizers"));
    owners(metadata.ownerReferences(), at.at("ownerReferences"));
  }

  static void validateUpdate(ObjectMeta now, ObjectMeta next, Violations violations) {
    Violations at = violations.at("metadata");
    if (now.deletionTimestamp() != null) {
      List<String> added =
          next.finalizers().stream().filter(each -> !now.finalizers().contains(each)).toList();
      if (!added.isEmpty()) {
        at.at("finalizers")
            .forbidden(
                "no new finalizers can be added if the object is being deleted, found new"
                    + " finalizers "
                    + added);
      }
    }
  }

  static void labels(Map<String, String> labels, Violations at) {
    labels.forEach(
        (key, value) -> {
          at.check(key, Names.qualifiedName(key));
          at.check(value, Names.labelValue(value));
        });
  }

  private static void annotations(Map<String, String> annotations, Violations at) {
    long size = 0;
    for (Map.Entry<String, String> entry : annotations.entrySet()) {
      at.check(entry.getKey(), Names.qualifiedName(entry.getKey().toLowerCase(Locale.ROOT)));
      size += entry.getKey().length() + entry.getValue().length();
    }
    if (size > ANNOTATIONS_LIMIT) {
      at.tooLong("may not be more than " + ANNOTATIONS_LIMIT + " bytes");
    }
  }

  private static void finalizers(List<String> finalizers, Violations at) {
    for (int i = 0; i < finalizers.size(); i++) {
      String finalizer = finalizers.get(i);
      at.at(i).check(finalizer, Names.qualifiedName(finalizer));
    }
  }

  private static void owners(List<OwnerReference> owners, Violations at) {
    int controllers = 0;
    for (int i = 0; i < owners.size(); i++) {
      OwnerReference owner = owners.get(i);
      Violations here = at.at(i);
      requireText(owner.apiVersion(), "version", here.at("apiVersion"));
      requireText(owner.kind(), "kind", here.at("kind"));
      requireText(owner.name(), "name", here.at("name"));
      requireText(owner.uid(), "uid", here.at("uid"));
      controllers += Objects.equals(owner.controller(), true) ? 1 : 0;
    }
    if (controllers > 1) {
      at.invalid(controllers, "Only one reference can have Controller set to true");
    }
  }

  private static void requireText(@Nullable String text, String what, Violations at) {
    if (text == null || text.isEmpty()) {
      at.invalid("", what + " must not be empty");
    }
  }
}
