package io.kubelette.pod.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.conformance.Row;
import io.kubelette.pod.reference.ReferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of volumes, among links that containers made. */
@Row("K14-07")
final class SubPathsTest {

  @TempDir Path root;
  private Path volume;
  private Path outside;
  private SubPaths subPaths;

  @BeforeEach
  void begin() throws IOException {
    root = root.toRealPath();
    volume = Files.createDirectory(root.resolve("volume"));
    outside = Files.createDirectory(root.resolve("outside"));
    subPaths = new SubPaths(root.resolve("workshop"), new Ownership(null));
  }

  private Path resolve(String subPath) throws IOException {
    return subPaths.resolve(volume, VolumePaths.namesOfSubPath(subPath));
  }

  @Test
  void whatIsMissingIsMadeWithTheModeOfTheVolume() throws IOException {
    Folders.setMode(volume, 0777);

    assertThat(resolve("a/b/c")).isEqualTo(volume.resolve("a/b/c")).isEmptyDirectory();

    assertThat((Integer) Files.getAttribute(volume.resolve("a"), "unix:mode") & 07777)
        .isEqualTo(0777);
    assertThat(root.resolve("workshop")).isEmptyDirectory();
  }

  @Test
  void whatIsThereStaysAndMayBeAFile() throws IOException {
    Files.createDirectory(volume.resolve("a"));
    Files.writeString(volume.resolve("a/file"), "x");

    assertThat(resolve("a/file")).isEqualTo(volume.resolve("a/file")).hasContent("x");
    assertThat(resolve("./a//")).isEqualTo(volume.resolve("a"));
    assertThat(resolve("")).isEqualTo(volume);
  }

  @Test
  void aLinkWithinTheVolumeIsResolved() throws IOException {
    Files.createDirectories(volume.resolve("real/data"));
    Files.createSymbolicLink(volume.resolve("link"), Path.of("real"));

    assertThat(resolve("link/data")).isEqualTo(volume.resolve("real/data"));
    assertThat(resolve("link/more")).isEqualTo(volume.resolve("real/more")).isDirectory();
  }

  @Test
  void aLinkOutOfTheVolumeIsRefused() throws IOException {
    Files.createSymbolicLink(volume.resolve("absolute"), outside);
    Files.createSymbolicLink(volume.resolve("relative"), Path.of("../outside"));
    Files.createDirectory(volume.resolve("a"));
    Files.createSymbolicLink(volume.resolve("a/deep"), Path.of("../../outside"));
    Files.createSymbolicLink(volume.resolve("broken"), Path.of("../outside/none"));
    Files.createSymbolicLink(volume.resolve("prefix"), Path.of("../volume2"));
    Files.createDirectory(root.resolve("volume2"));

    for (String path :
        List.of(
            "absolute", "absolute/x", "relative/x", "a/deep/x", "broken", "broken/x", "prefix")) {
      assertThatThrownBy(() -> resolve(path))
          .as(path)
          .isInstanceOf(ReferenceException.class)
          .hasMessageContaining("leads out of the volume");
    }
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void nothingIsMadeBelowAFile() throws IOException {
    Files.writeString(volume.resolve("file"), "x");

    assertThatThrownBy(() -> resolve("file/x")).isInstanceOfAny(Exception.class);
    assertThat(volume.resolve("file")).hasContent("x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/tmp", "/", "//x"})
  void anAbsolutePathIsRefusedInKubernetesWords(String path) {
    assertThatThrownBy(() -> resolve(path))
        .isInstanceOf(ReferenceException.class)
        .hasMessage("error SubPath `" + path + "` must not be an absolute path");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "a/..", "../a", "a/../../b"})
  void aPathThatStepsUpIsRefused(String path) {
    assertThatThrownBy(() -> resolve(path))
        .isInstanceOf(ReferenceException.class)
        .hasMessage("unable to provision SubPath `" + path + "`: must not contain '..'");
  }

  @Test
  void namesThatOnlyLookLikeAStepUpAreNames() throws IOException {
    assertThat(resolve("..a/b..")).isEqualTo(volume.resolve("..a/b..")).isDirectory();
  }
}
