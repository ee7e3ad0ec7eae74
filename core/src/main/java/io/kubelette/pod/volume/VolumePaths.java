package io.kubelette.pod.volume;

import io.kubelette.pod.reference.ReferenceException;
import java.util.Arrays;
import java.util.List;

/** The rules for paths within a volume: none may lead out of it. Pure. */
final class VolumePaths {

  private static final int LONGEST_PATH = 4096;
  private static final int LONGEST_NAME = 255;

  private VolumePaths() {}

  /**
   * The names of which a path of a file consists. Checked again where files are made, though the
   * API has checked what it took: keys come from objects that others write.
   *
   * @throws ReferenceException if the path is empty, absolute, too long, or steps up
   */
  static List<String> namesOfFile(String path) {
    if (path.isEmpty()) {
      throw invalid("must not be empty: \"\"");
    }
    if (path.startsWith("/")) {
      throw invalid("must be relative path: " + path);
    }
    if (path.length() > LONGEST_PATH) {
      throw invalid("must be less than or equal to " + LONGEST_PATH + " characters");
    }
    if (path.startsWith("..")) {
      // Such names are those of the folder's own links.
      throw invalid("must not start with '..': " + path);
    }
    List<String> names = names(path);
    for (String name : names) {
      if (name.equals("..")) {
        throw invalid("must not contain '..': " + path);
      }
      if (name.length() > LONGEST_NAME) {
        throw invalid("filename must be less than or equal to " + LONGEST_NAME + " characters");
      }
    }
    if (names.isEmpty() || path.indexOf('\0') >= 0) {
      throw invalid("must name a file: " + path.replace('\0', '?'));
    }
    return names;
  }

  /**
   * The names of which a {@code subPath} consists; none if it means the volume itself.
   *
   * @throws ReferenceException if it is absolute or steps up
   */
  static List<String> namesOfSubPath(String path) {
    if (path.startsWith("/")) {
      throw new ReferenceException("error SubPath `" + path + "` must not be an absolute path");
    }
    List<String> names = names(path);
    if (names.contains("..") || path.indexOf('\0') >= 0) {
      throw new ReferenceException(
          "unable to provision SubPath `%s`: must not contain '..'".formatted(path));
    }
    return names;
  }

  private static List<String> names(String path) {
    return Arrays.stream(path.split("/"))
        .filter(name -> !name.isEmpty() && !name.equals("."))
        .toList();
  }

  private static ReferenceException invalid(String why) {
    return new ReferenceException("invalid path: " + why);
  }
}
