package io.kubelette.pod.volume;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A volume of files that change all at once.
 *
 * <pre>
 *   volume/key       -&gt; ..data/key          one link for each first name of a path
 *   volume/..data    -&gt; ..2026_03_01_12_00_00.123456789        moved by one rename
 *   volume/..2026_03_01_12_00_00.123456789/key
 * </pre>
 *
 * <p>A container that reads through the links sees the old files or the new ones, never a mixture;
 * one that watches {@code ..data} hears of each change. Everything is made in the pod's workshop,
 * which no container sees, and comes into the volume by a rename.
 */
final class AtomicFolder {

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'..'yyyy_MM_dd_HH_mm_ss.nnnnnnnnn").withZone(ZoneOffset.UTC);
  private static final String CURRENT = "..data";
  private static final int FOLDER_MODE = 0755;

  private final Path volume;
  private final Path workshop;
  private final Ownership ownership;

  AtomicFolder(Path volume, Path workshop, Ownership ownership) {
    this.volume = volume;
    this.workshop = workshop;
    this.ownership = ownership;
  }

  /** Puts these files in place of those that are there. */
  void replace(Map<String, VolumeFile> files, Instant now) throws IOException {
    Folders.makePrivate(volume.getParent());
    Folders.makePrivate(workshop);
    if (!Files.isDirectory(volume, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(volume);
    }
    ownership.giveReadFolder(volume, FOLDER_MODE);
    String name = unusedName(now);
    Path made = workshop.resolve(name);
    Folders.remove(made);
    try {
      write(files, made);
      Files.move(made, volume.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      // Where the disk is full, each try would leave its part.
      Folders.remove(made);
    }
    link(volume.resolve(CURRENT), Path.of(name));
    Set<String> first =
        files.keySet().stream()
            .map(path -> VolumePaths.namesOfFile(path).get(0))
            .collect(Collectors.toSet());
    for (String one : first) {
      if (!Files.isSymbolicLink(volume.resolve(one))) {
        link(volume.resolve(one), Path.of(CURRENT, one));
      }
    }
    removeAllBut(name, first);
  }

  /** The folder in which the files of this moment lie. */
  Path current() throws IOException {
    return volume.resolve(Files.readSymbolicLink(volume.resolve(CURRENT)).getFileName());
  }

  /** Two changes at one moment, or a clock that was put back, must not meet in one folder. */
  private String unusedName(Instant now) {
    Instant at = now;
    while (Files.exists(volume.resolve(NAME.format(at)), LinkOption.NOFOLLOW_LINKS)) {
      at = at.plusNanos(1);
    }
    return NAME.format(at);
  }

  private void write(Map<String, VolumeFile> files, Path folder) throws IOException {
    Files.createDirectory(folder);
    ownership.giveReadFolder(folder, FOLDER_MODE);
    for (Map.Entry<String, VolumeFile> entry : files.entrySet()) {
      List<String> names = VolumePaths.namesOfFile(entry.getKey());
      Path at = folder;
      for (String name : names.subList(0, names.size() - 1)) {
        at = at.resolve(name);
        if (!Files.isDirectory(at)) {
          Files.createDirectory(at);
          ownership.giveReadFolder(at, FOLDER_MODE);
        }
      }
      Path file = at.resolve(names.get(names.size() - 1));
      Files.write(file, entry.getValue().content().toByteArray());
      ownership.giveFile(file, entry.getValue().mode());
    }
  }

  private void link(Path link, Path target) throws IOException {
    Path made = workshop.resolve("link");
    Files.deleteIfExists(made);
    Files.createSymbolicLink(made, target);
    Files.move(made, link, StandardCopyOption.ATOMIC_MOVE);
  }

  private void removeAllBut(String name, Set<String> first) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(volume)) {
      for (Path entry : entries) {
        String found = String.valueOf(entry.getFileName());
        if (!found.equals(name) && !found.equals(CURRENT) && !first.contains(found)) {
          Folders.remove(entry);
        }
      }
    }
  }
}
