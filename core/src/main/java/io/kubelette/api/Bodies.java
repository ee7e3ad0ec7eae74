package io.kubelette.api;

import io.kubelette.manifest.ManifestException;
import io.kubelette.manifest.ManifestProblem;
import io.kubelette.manifest.OtherVersions;
import io.kubelette.manifest.Trees;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ResourceType;
import java.nio.charset.StandardCharsets;
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
      return type.isStored()
          ? judged(type, Trees.read(body, type.javaType()), validation)
          : decode(type, tree(body), validation);
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
      return judged(
          type, Trees.read(OtherVersions.stored(type, tree), type.javaType()), validation);
    } catch (ManifestException flawed) {
      throw unreadable(type, flawed);
    }
  }

  private static Map<String, @Nullable Object> tree(byte[] body) {
    return Trees.parse(new String(body, StandardCharsets.UTF_8)) instanceof Map<?, ?> fields
        ? Trees.fields(fields)
        : Map.of();
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
