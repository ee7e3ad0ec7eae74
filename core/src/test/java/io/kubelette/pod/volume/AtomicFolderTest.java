package io.kubelette.pod.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.kubelette.conformance.Row;
import io.kubelette.model.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that change all at once, on a real file system. */
final class AtomicFolderTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.5Z");

  @TempDir Path root;
  private Path volume;
  private AtomicFolder folder;

  @BeforeEach
  void begin() {
    volume = root.resolve("volumes/kubernetes.io~configmap/v");
    folder = new AtomicFolder(volume, root.resolve("workshop"), new Ownership(null));
  }

  private static Map<String, VolumeFile> files(String... entries) {
    Map<String, VolumeFile> files = new TreeMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      files.put(entries[i], new VolumeFile(Bytes.ofUtf8(entries[i + 1]), 0640));
    }
    return files;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> entries = Files.list(volume)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  @Row("K14-04")
  void filesAreReachedThroughOneLink() throws IOException {
    folder.replace(files("a", "1", "deep/er/b", "2"), NOW);

    assertThat(names()).containsExactly("..2026_03_01_12_00_00.500000000", "..data", "a", "deep");
    assertThat(Files.readSymbolicLink(volume.resolve("..data")))
        .hasToString("..2026_03_01_12_00_00.500000000");
    assertThat(Files.readSymbolicLink(volume.resolve("a"))).hasToString("..data/a");
    assertThat(Files.readSymbolicLink(volume.resolve("deep"))).hasToString("..data/deep");
    assertThat(volume.resolve("a")).hasContent("1");
    assertThat(volume.resolve("deep/er/b")).hasContent("2");
  }

  @Test
  @Row("K14-04")
  void filesHaveTheirModesWhateverTheProcessMasks() throws IOException {
    Map<String, VolumeFile> files = new TreeMap<>();
    for (int mode : List.of(0400, 0644, 0777, 0)) {
      files.put("m" + mode, new VolumeFile(Bytes.ofUtf8("x"), mode));
    }

    folder.replace(files, NOW);

    for (int mode : List.of(0400, 0644, 0777, 0)) {
      assertThat(mode(volume.resolve("m" + mode))).isEqualTo(mode);
    }
    assertThat(mode(volume)).isEqualTo(0755);
  }

  private static int mode(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:mode") & 07777;
  }

  @Test
  @Row("K14-04")
  void aChangeSwapsTheLinkAndTakesRemovedKeysAway() throws IOException {
    folder.replace(files("a", "1", "b", "1", "d/x", "1"), NOW);
    Path old = volume.resolve("..data").toRealPath();

    folder.replace(files("a", "2", "c", "2"), NOW.plusSeconds(1));

    assertThat(names()).containsExactly("..2026_03_01_12_00_01.500000000", "..data", "a", "c");
    assertThat(volume.resolve("a")).hasContent("2");
    assertThat(old).doesNotExist();
    assertThat(root.resolve("workshop")).isEmptyDirectory();
  }

  @Test
  void whatCouldNotBeFinishedLeavesNothing() {
    assertThatIOException()
        .isThrownBy(() -> folder.replace(files("a", "1", "a/b", "in a file"), NOW));

    assertThat(root.resolve("workshop")).isEmptyDirectory();
  }

  @Test
  void twoChangesAtOneMomentAndOneBeforeThatAreKeptApart() throws IOException {
    folder.replace(files("a", "1"), NOW);
    folder.replace(files("a", "2"), NOW);
    assertThat(volume.resolve("a")).hasContent("2");

    folder.replace(files("a", "3"), NOW.minusSeconds(5));
    assertThat(volume.resolve("a")).hasContent("3");
    assertThat(names()).hasSize(3);
  }

  @Test
  @Row("K14-04")
  void whoeverHoldsAnOldFileOpenStillReadsIt() throws IOException {
    folder.replace(files("a", "old"), NOW);
    try (var reader = Files.newBufferedReader(volume.resolve("a"))) {
      folder.replace(files("a", "new"), NOW.plusSeconds(1));
      assertThat(reader.readLine()).isEqualTo("old");
    }
    assertThat(volume.resolve("a")).hasContent("new");
  }

  @Test
  void whatACrashLeftIsClearedAway() throws IOException {
    folder.replace(files("a", "1"), NOW);
    Files.createDirectory(volume.resolve("..2020_01_01_00_00_00.000000000"));
    Files.createDirectories(root.resolve("workshop/..2026_03_01_12_00_01.500000000/x"));
    Files.createSymbolicLink(root.resolve("workshop/link"), Path.of("/"));

    folder.replace(files("a", "2"), NOW.plusSeconds(1));

    assertThat(volume.resolve("a")).hasContent("2");
    assertThat(names()).containsExactly("..2026_03_01_12_00_01.500000000", "..data", "a");
  }

  @Test
  @Row("K14-04")
  void linksThatSomebodyPlantedAreReplacedNotFollowed() throws IOException {
    Path outside = Files.writeString(root.resolve("outside"), "untouched");
    Files.createDirectories(volume);
    Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
    Files.createSymbolicLink(volume.resolve("..data"), elsewhere);
    Files.createSymbolicLink(volume.resolve("planted"), outside);

    folder.replace(files("a", "1"), NOW);

    assertThat(outside).hasContent("untouched");
    assertThat(elsewhere).isEmptyDirectory();
    assertThat(Files.exists(volume.resolve("planted"), LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(volume.resolve("a")).hasContent("1");
  }

  @Test
  @Row("K14-10")
  void filesBelongToTheGroupOfThePod() throws IOException {
    AtomicFolder grouped = new AtomicFolder(volume, root.resolve("workshop"), new Ownership(1001L));
    grouped.replace(
        Map.of(
            "a", new VolumeFile(Bytes.ofUtf8("x"), 0400),
            "d/b", new VolumeFile(Bytes.ofUtf8("x"), 0440)),
        NOW);

    boolean given = Files.getAttribute(volume.resolve("a"), "unix:gid").equals(1001);
    assertThat(mode(volume.resolve("a"))).isEqualTo(given ? 0440 : 0444);
    assertThat(mode(volume.resolve("d/b"))).isEqualTo(given ? 0440 : 0444);
    assertThat(Files.getAttribute(volume.resolve("d"), "unix:gid"))
        .isEqualTo(Files.getAttribute(volume.resolve("a"), "unix:gid"));
  }
}
