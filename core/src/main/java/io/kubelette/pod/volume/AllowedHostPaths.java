package io.kubelette.pod.volume;

import io.kubelette.pod.reference.ReferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where on the host a {@code hostPath} may lead, with all links resolved: a link within a folder
 * that is allowed must not lead out of it.
 *
 * <p>Thread-safe because it does not change. What the allowed folders themselves lead to is found
 * out once, when the node starts: a pod may write to them later.
 */
public final class AllowedHostPaths {

  /** Without links; null if pods may mount what they like. */
  private final @Nullable List<Path> folders;

  private AllowedHostPaths(@Nullable List<Path> folders) {
    this.folders = folders;
  }

  /** Pods may mount every path, as it is written. */
  public static AllowedHostPaths anywhere() {
    return new AllowedHostPaths(null);
  }

  /**
   * Pods may mount what lies at or below these folders; they need not exist yet. One that lies
   * below another counts for nothing of its own, since a pod may put a link in its place.
   */
  public static AllowedHostPaths below(Collection<Path> folders) {
    List<Path> outermost =
        folders.stream()
            .filter(
                each ->
                    folders.stream()
                        .noneMatch(other -> !other.equals(each) && each.startsWith(other)))
            .toList();
    return new AllowedHostPaths(outermost.stream().map(AllowedHostPaths::asItIsNow).toList());
  }

  /** Whether there is a limit. */
  boolean areLimited() {
    return folders != null;
  }

  /**
   * The path to mount in place of this one: without links, as far as it exists, where there is a
   * limit.
   *
   * @throws ReferenceException if it leads to where pods may not go
   */
  Path real(Path path) throws IOException {
    if (folders == null) {
      return path;
    }
    Path real = withoutLinks(path.normalize());
    if (folders.stream().noneMatch(real::startsWith)) {
      String leads = real.equals(path) ? "is" : "leads to " + real + ", which is";
      throw new ReferenceException(
          "hostPath %s %s not below a path of the host that the node's policy allows"
              .formatted(path, leads));
    }
    return real;
  }

  private static Path asItIsNow(Path folder) {
    try {
      return withoutLinks(folder);
    } catch (IOException | ReferenceException unreadable) {
      return folder;
    }
  }

  /** What is missing at the end stays as it is written. */
  private static Path withoutLinks(Path path) throws IOException {
    for (Path existing = path; existing != null; existing = existing.getParent()) {
      try {
        return existing.toRealPath().resolve(existing.relativize(path)).normalize();
      } catch (NoSuchFileException missing) {
        if (Files.isSymbolicLink(existing)) {
          throw new ReferenceException(
              "hostPath %s leads over %s, a link to nothing".formatted(path, existing));
        }
      }
    }
    return path;
  }
}
