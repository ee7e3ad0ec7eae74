package io.kubelette.api;

import io.kubelette.api.patch.ApplyConflictException;
import io.kubelette.api.patch.FieldWriter;
import io.kubelette.api.patch.PatchException;
import io.kubelette.api.patch.Patching;
import io.kubelette.manifest.OtherVersions;
import io.kubelette.manifest.Trees;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ObjectMeta;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Patches of objects as clients ask for them. Stateless. */
final class PatchRequests {

  private final ApiServer api;
  private final ApiParts parts;
  private final ObjectRequests objects;

  PatchRequests(ApiServer api, ApiParts parts, ObjectRequests objects) {
    this.api = api;
    this.parts = parts;
    this.objects = objects;
  }

  <T extends KubernetesObject> Answer<T> patch(Place<T> place, Patch patch, WriteOptions options) {
    Object tree = Bodies.patch(patch.text());
    if (patch.type() == Patch.Type.APPLY) {
      return apply(place, tree, options);
    }
    Set<String> warnings = new LinkedHashSet<>();
    Answer<T> answer =
        objects.changed(
            place,
            options,
            now -> {
              Map<String, @Nullable Object> patched = patched(place, now, patch.type(), tree);
              Decoded<T> wanted = Bodies.decode(place.type(), patched, options.fieldValidation());
              warnings.addAll(wanted.warnings());
              ObjectRequests.checkPlace(place, wanted.object());
              return objects.managed(
                  place, now, objects.part(place, now, wanted.object()), options);
            });
    return answer.warning(warnings);
  }

  private static <T extends KubernetesObject> Map<String, @Nullable Object> patched(
      Place<T> place, T now, Patch.Type how, @Nullable Object patch) {
    Map<String, @Nullable Object> shown = OtherVersions.shown(place.type(), now);
    try {
      return switch (how) {
        case JSON -> Patching.json(shown, patch);
        case MERGE -> Patching.merge(shown, patch);
        case STRATEGIC -> Patching.strategic(shown, patch, place.type().javaType());
        case APPLY -> throw new IllegalArgumentException("an apply is no plain patch");
      };
    } catch (PatchException flawed) {
      throw refused(flawed);
    }
  }

  private static ApiException refused(PatchException flawed) {
    if (flawed.kind() == PatchException.Kind.MALFORMED) {
      return ApiException.badRequest(String.valueOf(flawed.getMessage()));
    }
    // As in Kubernetes, of no object: kubectl then prints the message and not only its details.
    return ApiException.of(
        ApiException.Kind.INVALID,
        "the server rejected our request due to an error in our request: " + flawed.getMessage(),
        ErrorDetails.NONE);
  }

  private <T extends KubernetesObject> Answer<T> apply(
      Place<T> place, @Nullable Object tree, WriteOptions options) {
    Decoded<T> applied = checked(place, tree, options);
    Map<String, @Nullable Object> wanted = Trees.of(applied.object());
    while (true) {
      if (api.find(place.type(), place.namespace(), place.name()).isEmpty()) {
        try {
          return created(place, applied, wanted, options);
        } catch (ApiException answer) {
          if (answer.kind() != ApiException.Kind.ALREADY_EXISTS
              || options.dryRun() == WriteOptions.DryRun.ALL) {
            throw answer;
          }
        }
      } else {
        return objects
            .changed(place, options, now -> applied(place, now, wanted, options))
            .warning(applied.warnings());
      }
    }
  }

  private <T extends KubernetesObject> Decoded<T> checked(
      Place<T> place, @Nullable Object tree, WriteOptions options) {
    if (options.fieldManager().isEmpty()) {
      throw ApiException.of(
          ApiException.Kind.INVALID,
          "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for"
              + " apply patch",
          new ErrorDetails(
              "PatchOptions",
              "meta.k8s.io",
              "",
              "",
              List.of(
                  new ErrorDetails.Cause(
                      "FieldValueRequired",
                      "Required value: is required for apply patch",
                      "fieldManager")),
              Duration.ZERO));
    }
    if (!(tree instanceof Map<?, ?> map)) {
      throw ApiException.badRequest("error decoding patch: an apply is an object");
    }
    Map<String, @Nullable Object> fields = Trees.fields(map);
    Decoded<T> applied = Bodies.decode(place.type(), fields, options.fieldValidation());
    ObjectMeta metadata = applied.object().metadata();
    if (!metadata.managedFields().isEmpty()) {
      throw ApiException.badRequest("metadata.managedFields must be nil");
    }
    if (metadata.name() != null) {
      ObjectRequests.checkPlace(place, applied.object());
    }
    return applied;
  }

  private <T extends KubernetesObject> Answer<T> created(
      Place<T> place,
      Decoded<T> applied,
      Map<String, @Nullable Object> wanted,
      WriteOptions options) {
    String version = applied.object().metadata().resourceVersion();
    if (place.part() != Place.Part.WHOLE || (version != null && !version.isEmpty())) {
      throw ApiException.notFound(place.type(), place.name());
    }
    Map<String, @Nullable Object> tree = laid(place, Map.of(), wanted, options);
    T managed = ObjectRequests.withManagers(place.type(), applied.object(), tree);
    ObjectMeta metadata = managed.metadata().withName(place.name());
    if (place.type().namespaced()) {
      metadata = metadata.withNamespace(place.namespace());
    }
    T stored =
        api.create(
            ObjectRequests.with(place.type(), managed, metadata), parts.writer(options.dryRun()));
    return new Answer<>(stored, Answer.Change.CREATED, Notices.of(stored))
        .warning(applied.warnings());
  }

  private <T extends KubernetesObject> T applied(
      Place<T> place, T now, Map<String, @Nullable Object> wanted, WriteOptions options) {
    Map<String, @Nullable Object> live = Trees.of(now);
    Map<String, @Nullable Object> tree = laid(place, live, wanted, options);
    T next =
        Bodies.decode(place.type().stored(), tree, WriteOptions.FieldValidation.IGNORE).object();
    String version = version(wanted);
    if (version != null && !version.equals(now.metadata().resourceVersion())) {
      throw ApiException.modified(place.type(), place.name());
    }
    T admitted = objects.part(place, now, next);
    return ObjectRequests.withManagers(place.type(), admitted, tree);
  }

  private static @Nullable String version(Map<String, @Nullable Object> wanted) {
    return wanted.get("metadata") instanceof Map<?, ?> metadata
            && metadata.get("resourceVersion") instanceof String version
        ? version
        : null;
  }

  private Map<String, @Nullable Object> laid(
      Place<?> place,
      Map<String, @Nullable Object> live,
      Map<String, @Nullable Object> wanted,
      WriteOptions options) {
    FieldWriter writer = objects.writer(place, options.fieldManager());
    try {
      return options.conflicts() == WriteOptions.Conflicts.FORCE
          ? Patching.applyForced(live, wanted, writer)
          : Patching.apply(live, wanted, writer);
    } catch (ApplyConflictException conflicts) {
      throw conflict(place, conflicts.conflicts());
    }
  }

  /** In Kubernetes' words: fields by manager, and a cause for each. */
  private static ApiException conflict(
      Place<?> place, List<ApplyConflictException.Conflict> conflicts) {
    List<ErrorDetails.Cause> causes = new ArrayList<>();
    Set<String> managers = new LinkedHashSet<>();
    conflicts.forEach(
        each -> {
          managers.add(each.manager());
          causes.add(
              new ErrorDetails.Cause(
                  "FieldManagerConflict", "conflict with " + each.manager(), each.field()));
        });
    StringBuilder message =
        new StringBuilder("Apply failed with ")
            .append(conflicts.size())
            .append(conflicts.size() == 1 ? " conflict: " : " conflicts: ");
    List<String> groups = new ArrayList<>();
    for (String manager : managers) {
      List<String> fields =
          conflicts.stream()
              .filter(each -> each.manager().equals(manager))
              .map(ApplyConflictException.Conflict::field)
              .toList();
      groups.add(
          fields.size() == 1
              ? "conflict with " + manager + ": " + fields.get(0)
              : "conflicts with " + manager + ":\n- " + String.join("\n- ", fields));
    }
    return ApiException.of(
        ApiException.Kind.CONFLICT,
        message.append(String.join("\n", groups)).toString(),
        ErrorDetails.NONE.because(causes));
  }
}
