package io.kubelette.runtime.fake;

import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import java.util.regex.Pattern;

/**
 * An image's reference in its shortest form, so that {@code web}, {@code web:latest} and {@code
 * docker.io/library/web:latest} are one image.
 */
record ImageName(String text) {

  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]*(\\.[A-Za-z0-9][A-Za-z0-9-]*)*(:[0-9]+)?");
  private static final String PART = "[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*";
  private static final Pattern PATH =
      Pattern.compile(
          PART
              + "(/"
              + PART
              + ")*(?<tag>:\\w[\\w.-]{0,127})?(?<digest>@[a-z0-9]+:[0-9a-fA-F]{32,})?");

  /** Reads a reference; {@code REJECTED} if it is malformed. */
  static ImageName parse(String reference) {
    String path = reference;
    String host = "";
    int slash = reference.indexOf('/');
    if (slash > 0 && namesHost(reference.substring(0, slash))) {
      host = reference.substring(0, slash);
      path = reference.substring(slash + 1);
    }
    var matcher = PATH.matcher(path);
    if (reference.length() > 512
        || !matcher.matches()
        || !host.isEmpty() && !HOST.matcher(host).matches()) {
      throw new ContainerRuntimeException(
          Kind.REJECTED, "not an image reference such as registry:5000/team/web:1: " + reference);
    }
    if (host.equals("docker.io")) {
      host = "";
    }
    if (host.isEmpty() && path.startsWith("library/")) {
      path = path.substring("library/".length());
    }
    boolean complete = matcher.group("tag") != null || matcher.group("digest") != null;
    return new ImageName((host.isEmpty() ? "" : host + "/") + path + (complete ? "" : ":latest"));
  }

  private static boolean namesHost(String part) {
    return part.contains(".") || part.contains(":") || part.equals("localhost");
  }
}
