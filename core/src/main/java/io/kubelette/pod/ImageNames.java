package io.kubelette.pod;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What names an image may have, and what is wrong with others, in Kubernetes' words. Pure. */
final class ImageNames {

  /** The grammar of an image reference: host and path, then a tag, a digest, or both. */
  private static final Pattern IMAGE =
      Pattern.compile(
          "([A-Za-z0-9.-]+(:[0-9]+)?/)?[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*"
              + "(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@[a-z0-9]+:[0-9a-fA-F]{32,})?");

  private static final String INVALID = "invalid reference format";

  private ImageNames() {}

  /** Empty if the name is one. */
  static Optional<String> fault(String image) {
    if (IMAGE.matcher(image).matches()) {
      return Optional.empty();
    }
    String repository = repository(image);
    return Optional.of(
        repository.equals(repository.toLowerCase(Locale.ROOT))
            ? INVALID
            : INVALID + ": repository name (" + repository + ") must be lowercase");
  }

  /** The part between registry and tag; that of Docker's library where it has no folder. */
  private static String repository(String image) {
    int slash = image.indexOf('/');
    String first = slash < 0 ? "" : image.substring(0, slash);
    boolean isRegistry =
        first.contains(".")
            || first.contains(":")
            || first.equals("localhost")
            || !first.equals(first.toLowerCase(Locale.ROOT));
    String rest = isRegistry ? image.substring(slash + 1) : image;
    String path = isRegistry || slash >= 0 ? rest : "library/" + rest;
    int tag = path.indexOf(':');
    return tag < 0 ? path : path.substring(0, tag);
  }
}
