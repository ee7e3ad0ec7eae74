package io.kubelette.pod.volume;

import io.kubelette.pod.reference.ReferenceException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parts of volumes into which containers write ({@code subPath}).
 *
 * <p>A container may have put links where the path leads. Those that stay within the volume are
 * resolved; then every step is taken by a handle that follows no link, and what is missing is made
 * in the workshop and moved in by the handle of its parent. That nobody can change the path between
 * this check and the engine's mount is {@link MountRaces}' part.
 *
 * @param workshop a folder that no container sees
 * @param ownership of what is made
 */
record SubPaths(Path workshop, Ownership ownership) {

  /**
   * The path of a part of a volume, without links; made as a folder if it is missing.
   *
   * @throws ReferenceException if it leads out of the volume
   */
  Path resolve(Path volume, List<String> names) throws IOException {
    Path root = volume.toRealPath();
    List<String> steps = withoutLinks(root, names);
    if (steps.isEmpty()) {
      return root;
    }
    int mode = Folders.supportsModes(root) ? mode(root) : 0;
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(root)) {
      if (!(stream instanceof SecureDirectoryStream<Path> folder)) {
        return Files.createDirectories(at(root, steps));
      }
      walk(folder, steps, mode);
    }
    return at(root, steps);
  }

  /** The names of the real path, as far as it exists, and the rest as it is. */
  private static List<String> withoutLinks(Path root, List<String> names) throws IOException {
    for (int existing = names.size(); existing > 0; existing--) {
      try {
        Path real = at(root, names.subList(0, existing)).toRealPath();
        if (!real.startsWith(root)) {
          throw leadsOut(names);
        }
        return names(root.relativize(real.resolve(rest(names, existing))));
      } catch (NoSuchFileException missing) {
        if (Files.isSymbolicLink(at(root, names.subList(0, existing)))) {
          throw leadsOut(names);
        }
      }
    }
    return names;
  }

  private static Path rest(List<String> names, int from) {
    return Path.of("", names.subList(from, names.size()).toArray(String[]::new));
  }

  private static List<String> names(Path relative) {
    return java.util.stream.StreamSupport.stream(relative.spliterator(), false)
        .map(Path::toString)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static Path at(Path root, List<String> names) {
    Path path = root;
    for (String name : names) {
      path = path.resolve(name);
    }
    return path;
  }

  private void walk(SecureDirectoryStream<Path> parent, List<String> steps, int mode)
      throws IOException {
    Path name = Path.of(steps.get(0));
    List<String> rest = steps.subList(1, steps.size());
    BasicFileAttributes found = attributes(parent, name);
    if (found == null) {
      make(parent, name, mode);
      found = attributes(parent, name);
    }
    boolean leads = found != null && (found.isDirectory() || (rest.isEmpty() && !isLink(found)));
    if (!leads) {
      throw leadsOut(steps);
    }
    if (!rest.isEmpty()) {
      try (SecureDirectoryStream<Path> folder =
          parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
        walk(folder, rest, mode);
      }
    }
  }

  private static boolean isLink(BasicFileAttributes found) {
    return found.isSymbolicLink();
  }

  private void make(SecureDirectoryStream<Path> parent, Path name, int mode) throws IOException {
    Folders.makePrivate(workshop);
    Path made = workshop.resolve("folder");
    Folders.remove(made);
    Files.createDirectory(made);
    ownership.giveFolder(made, mode);
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(workshop)) {
      ((SecureDirectoryStream<Path>) stream).move(made.getFileName(), parent, name);
    } catch (IOException refused) {
      throw new ReferenceException(
          "unable to provision SubPath `%s`: it cannot be made on that file system (%s); make it"
                  .formatted(name, VolumeException.words(refused))
              + " before the pod starts");
    }
  }

  private static @Nullable BasicFileAttributes attributes(
      SecureDirectoryStream<Path> parent, Path name) throws IOException {
    try {
      return parent
          .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .readAttributes();
    } catch (NoSuchFileException missing) {
      return null;
    }
  }

  private static int mode(Path folder) throws IOException {
    return (Integer) Files.getAttribute(folder, "unix:mode") & 07777;
  }

  private static ReferenceException leadsOut(List<String> names) {
    return new ReferenceException(
        "unable to provision SubPath `%s`: it leads out of the volume"
            .formatted(String.join("/", names)));
  }
}
