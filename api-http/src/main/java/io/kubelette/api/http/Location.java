package io.kubelette.api.http;

import io.kubelette.model.ResourceType;
import java.util.Optional;

/**
 * What a path of the API points to.
 *
 * @param type of what stands there
 * @param namespace "" for all, and for kinds without namespaces
 * @param name "" for the whole collection
 * @param subresource "" for the object itself
 */
record Location(ResourceType<?> type, String namespace, String name, String subresource) {

  /** The place of a path, if there is such a type and it can stand there. */
  static Optional<Location> of(String path) {
    String[] words = path.split("/", -1);
    // "/api/v1/…" and "/apis/group/version/…"
    boolean core = words.length > 3 && words[1].equals("api");
    boolean group = words.length > 4 && words[1].equals("apis");
    if (!core && !group) {
      return Optional.empty();
    }
    String apiVersion = core ? words[2] : words[2] + "/" + words[3];
    int at = core ? 3 : 4;
    int left = words[words.length - 1].isEmpty() ? words.length - 1 - at : words.length - at;
    boolean inside =
        left > 2 && words[at].equals("namespaces") && !isOfNamespace(apiVersion, words[at + 2]);
    String namespace = inside ? words[at + 1] : "";
    int from = inside ? at + 2 : at;
    int count = at + left - from;
    if (count < 1 || count > 3) {
      return Optional.empty();
    }
    return Catalog.find(apiVersion, words[from])
        .filter(type -> inside ? type.namespaced() : count == 1 || !type.namespaced())
        .map(
            type ->
                new Location(
                    type,
                    namespace,
                    count > 1 ? words[from + 1] : "",
                    count > 2 ? words[from + 2] : ""));
  }

  /** {@code /api/v1/namespaces/web/status} is about a namespace, not about what lies in it. */
  private static boolean isOfNamespace(String apiVersion, String word) {
    return apiVersion.equals("v1") && ResourceType.NAMESPACE.subresource(word).isPresent();
  }

  boolean isCollection() {
    return name.isEmpty();
  }
}
