package io.kubelette.pod.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.conformance.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Making and removing folders, on a real file system. */
@Row("K14-12")
final class FoldersTest {

  @TempDir Path root;

  @Test
  void removesAllThatIsInAFolderAndFollowsNoLink() throws IOException {
    Path outside = Files.createDirectory(root.resolve("outside"));
    Files.writeString(outside.resolve("keep"), "x");
    Path pod = Files.createDirectories(root.resolve("pod/deep/er")).getParent().getParent();
    Files.writeString(pod.resolve("deep/er/file"), "x");
    Files.createSymbolicLink(pod.resolve("link"), outside);
    Files.createSymbolicLink(pod.resolve("deep/up"), Path.of("../../outside"));
    Files.createSymbolicLink(pod.resolve("broken"), Path.of("nowhere"));

    Folders.remove(pod);

    assertThat(pod).doesNotExist();
    assertThat(outside.resolve("keep")).hasContent("x");
  }

  @Test
  void removesALinkInPlaceOfAFolder() throws IOException {
    Path outside = Files.createDirectory(root.resolve("outside"));
    Path link = Files.createSymbolicLink(root.resolve("pod"), outside);

    Folders.remove(link);

    assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(outside).exists();
  }

  @Test
  void whatIsNotThereIsRemoved() throws IOException {
    Folders.remove(root.resolve("none"));
    Folders.remove(root.resolve("none/below"));
    assertThat(root).isEmptyDirectory();
    assertThatThrownBy(() -> Folders.remove(Path.of("/"))).isInstanceOf(IOException.class);
  }

  @Test
  void foldersNestedWithoutEndTakeNoHandleEach() throws IOException {
    Path pod = root.resolve("pod");
    Path deepest = pod;
    for (int level = 0; level < 1_000; level++) {
      deepest = deepest.resolve("d");
    }
    Files.createDirectories(deepest);
    Files.writeString(deepest.resolve("file"), "x");

    Folders.remove(pod);

    assertThat(root).isEmptyDirectory();
  }

  @Test
  void privateFoldersAreTheNodesAlone() throws IOException {
    Path made = root.resolve("pods/uid/volumes");

    Folders.makePrivate(made);
    Folders.makePrivate(made);

    for (Path folder : new Path[] {made, made.getParent(), root.resolve("pods")}) {
      assertThat((Integer) Files.getAttribute(folder, "unix:mode") & 07777).isEqualTo(0700);
    }
  }

  @Test
  void aNameThatMightBeAPathBecomesADigest() {
    assertThat(PodFolder.name("0a1b-2c")).isEqualTo("0a1b-2c");
    assertThat(PodFolder.name("web.1")).isEqualTo("web.1");
    for (String evil : new String[] {"..", ".", "", "../x", "a/b", "/x", "a\0", "x".repeat(300)}) {
      assertThat(PodFolder.name(evil)).matches("sha256-[0-9a-f]{64}");
    }
  }
}
