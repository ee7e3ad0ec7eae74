package io.kubelette.api;

import io.kubelette.manifest.ManifestException;
import io.kubelette.manifest.ManifestProblem;
import io.kubelette.manifest.OtherVersions;
import io.kubelette.manifest.Trees;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objects from what clients send, and what is wrong with that in Kubernetes' words. Pure. */
final class Bodies {

  private Bodies() {}

  static <T extends KubernetesObject> Decoded<T> decode(
      ResourceType<T> type, byte[] body, WriteOptions.FieldValidation validation) {
    checkKind(type, Trees.head(body));
    try {
      if (type.isStored()) {
        return judged(type, Trees.read(body, type.javaType()), validation);
      }
      Trees.Read<Map<String, @Nullable Object>> read = Trees.read(body);
      return older(type, read, validation);
    } catch (ManifestException flawed) {
      throw unreadable(type, flawed);
    }
  }

  /** The object that a tree is, such as a patch has left. */
  static <T extends KubernetesObject> Decoded<T> decode(
      ResourceType<T> type,
      Map<String, @Nullable Object> tree,
      WriteOptions.FieldValidation validation) {
    checkKind(type, new Trees.Head(text(tree, "apiVersion"), text(tree, "kind")));
    try {
      return older(type, new Trees.Read<>(tree, List.of()), validation);
    } catch (ManifestException flawed) {
      throw unreadable(type, flawed);
    }
  }

  /** A tree that may be of another version than the stored one. */
  private static <T extends KubernetesObject> Decoded<T> older(
      ResourceType<T> type,
      Trees.Read<Map<String, @Nullable Object>> given,
      WriteOptions.FieldValidation validation) {
    Map<String, @Nullable Object> tree = given.value();
    Trees.Read<T> read = Trees.read(OtherVersions.stored(type, tree), type.javaType());
    List<ManifestProblem> flaws = new ArrayList<>(given.flaws());
    flaws.addAll(read.flaws());
    Decoded<T> judged = judged(type, new Trees.Read<>(read.value(), flaws), validation);
    List<String> warnings = new ArrayList<>(judged.warnings());
    OtherVersions.unreadable(type, tree)
        .forEach(
            name ->
                warnings.add(
                    "metadata.annotations[%s]: cannot be read, so what it says is left out"
                        .formatted(name)));
    return new Decoded<>(judged.object(), warnings);
  }

  /** A patch as a tree. */
  static @Nullable Object patch(String text) {
    try {
      return Trees.parse(text);
    } catch (ManifestException flawed) {
      throw ApiException.badRequest("error decoding patch: " + flawed.getMessage());
    }
  }

  private static <T extends KubernetesObject> Decoded<T> judged(
      ResourceType<T> type, Trees.Read<T> read, WriteOptions.FieldValidation validation) {
    List<String> flaws = read.flaws().stream().map(Bodies::worded).toList();
    return switch (validation) {
      case IGNORE -> new Decoded<>(read.value(), List.of());
      case WARN -> new Decoded<>(read.value(), flaws);
      case STRICT -> {
        if (!flaws.isEmpty()) {
          throw ApiException.badRequest(
              "%s in version \"%s\" cannot be handled as a %s: strict decoding error: %s"
                  .formatted(type.kind(), type.version(), type.kind(), String.join(", ", flaws)));
        }
        yield new Decoded<>(read.value(), List.of());
      }
    };
  }

  private static String worded(ManifestProblem flaw) {
    String what = flaw.kind() == ManifestProblem.Kind.UNKNOWN_FIELD ? "unknown" : "duplicate";
    return what + " field \"" + flaw.path() + "\"";
  }

  private static ApiException unreadable(ResourceType<?> type, ManifestException flawed) {
    ManifestProblem first = flawed.problems().get(0);
    String where = first.path().isEmpty() ? "" : first.path() + ": ";
    return ApiException.badRequest(
        "%s in version \"%s\" cannot be handled as a %s: %s%s"
            .formatted(type.kind(), type.version(), type.kind(), where, first.message()));
  }

  private static void checkKind(ResourceType<?> type, Trees.Head head) {
    if (!head.apiVersion().isEmpty() && !head.apiVersion().equals(type.apiVersion())) {
      throw ApiException.badRequest(
          "the API version in the data (%s) does not match the expected API version (%s)"
              .formatted(head.apiVersion(), type.apiVersion()));
    }
    if (!head.kind().isEmpty() && !head.kind().equals(type.kind())) {
      throw ApiException.badRequest(
          "%s in version \"%s\" cannot be handled as a %s: the kind in the data does not match"
              .formatted(head.kind(), type.version(), type.kind()));
    }
  }

  private static String text(Map<String, @Nullable Object> tree, String name) {
    return tree.get(name) instanceof String text ? text : "";
  }
}
