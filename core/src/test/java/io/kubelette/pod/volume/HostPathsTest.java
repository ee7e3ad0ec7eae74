package io.kubelette.pod.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.conformance.Row;
import io.kubelette.model.HostPathVolumeSource;
import io.kubelette.pod.reference.ReferenceException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What must be at a host path. */
@Row("K14-03")
final class HostPathsTest {

  @TempDir Path root;

  private static void prepare(Path path, String type) throws IOException {
    HostPaths.prepare(path, new HostPathVolumeSource(path.toString(), type));
  }

  private static int mode(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:mode") & 07777;
  }

  @Test
  void makesWhatItMayMake() throws IOException {
    prepare(root.resolve("a/b"), "DirectoryOrCreate");
    prepare(root.resolve("unset"), "");
    prepare(root.resolve("file"), "FileOrCreate");

    assertThat(root.resolve("a/b")).isDirectory();
    assertThat(root.resolve("unset")).isDirectory();
    assertThat(root.resolve("file")).isRegularFile();
    assertThat(mode(root.resolve("a/b"))).isEqualTo(0755);
    assertThat(mode(root.resolve("file"))).isEqualTo(0644);
    assertThatThrownBy(() -> prepare(root.resolve("none/file"), "FileOrCreate"))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest(name = "{0} is no {1}")
  @CsvSource({
    "file, Directory, a directory",
    "none, Directory, a directory",
    "file, DirectoryOrCreate, a directory",
    "folder, File, a file",
    "folder, FileOrCreate, a file",
    "none, File, a file",
    "file, Socket, a socket file",
    "file, CharDevice, a character device",
    "file, BlockDevice, a block device"
  })
  void saysWhatIsThereInstead(String name, String type, String words) throws IOException {
    Files.createDirectory(root.resolve("folder"));
    Files.createFile(root.resolve("file"));
    Path path = root.resolve(name);

    assertThatThrownBy(() -> prepare(path, type))
        .isInstanceOf(ReferenceException.class)
        .hasMessage("hostPath type check failed: " + path + " is not " + words);
  }

  @Test
  void takesWhatIsOfTheType() throws IOException {
    Files.createFile(root.resolve("file"));
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(root.resolve("socket")));
      prepare(root.resolve("socket"), "Socket");
    }
    prepare(root.resolve("file"), "File");
    prepare(root.resolve("file"), "");
    prepare(root, "Directory");
    prepare(Path.of("/dev/null"), "CharDevice");
    assertThat(root.resolve("file")).isEmptyFile();
  }
}
