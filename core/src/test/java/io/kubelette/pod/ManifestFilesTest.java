package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Manifests in real files. */
@Row("K01-03")
final class ManifestFilesTest {

  private static final String POD =
      "apiVersion: v1\n"
          + "kind: Pod\n"
          + "metadata: {name: %s}\n"
          + "spec: {containers: [{name: a, image: a}]}\n";
  private static final String JSON =
      "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"%s\"},"
          + "\"spec\":{\"containers\":[{\"name\":\"a\",\"image\":\"a\"}]}}";

  @TempDir Path folder;

  private static List<String> names(ManifestShelf.Content content) {
    return content.pods().values().stream()
        .flatMap(List::stream)
        .map((Pod pod) -> pod.metadata().name())
        .toList();
  }

  private ManifestShelf.Content read(Path path) throws IOException {
    try (ManifestFiles files = new ManifestFiles(path, ManifestConfig.defaults())) {
      return files.read();
    }
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  @Test
  void readsEveryRegularFileInOrderWhateverItsEnding() throws IOException {
    write("b.json", JSON.formatted("json"));
    write("a.yaml", POD.formatted("yaml"));
    write("c", POD.formatted("plain"));
    write(".hidden.yaml", POD.formatted("hidden"));
    Files.createDirectory(folder.resolve("sub"));
    write("sub/d.yaml", POD.formatted("below"));
    ManifestShelf.Content content = read(folder);
    assertThat(names(content)).containsExactly("yaml", "json", "plain");
    assertThat(content.faults()).isEmpty();
  }

  @Test
  void namesWhatIsNoGoodAndReadsTheRest() throws IOException {
    write("bad.yaml", "kind: [");
    write("two.yaml", POD.formatted("one") + "---\n" + POD.formatted("two"));
    write("map.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n");
    write("empty.yaml", "");
    write("good.yaml", POD.formatted("good"));
    ManifestShelf.Content content = read(folder);
    assertThat(names(content)).containsExactly("good");
    assertThat(content.faults().keySet())
        .extracting(origin -> Path.of(origin.place().substring(5)).getFileName().toString())
        .containsExactlyInAnyOrder("bad.yaml", "two.yaml", "map.yaml", "empty.yaml");
  }

  @Test
  void aPathMayBeAFileOrBeMissing() throws IOException {
    write("a.yaml", POD.formatted("one"));
    assertThat(names(read(folder.resolve("a.yaml")))).containsExactly("one");
    assertThat(names(read(folder.resolve("missing")))).isEmpty();
  }

  @Test
  void aChangeIsToldAtOnce() throws Exception {
    Path later = folder.resolve("later");
    try (ManifestFiles files = new ManifestFiles(later, ManifestConfig.defaults())) {
      CountDownLatch made = new CountDownLatch(1);
      files.watch(made::countDown);
      files.read();
      Files.createDirectory(later);
      assertThat(made.await(20, TimeUnit.SECONDS)).as("that the folder is there").isTrue();
    }
    try (ManifestFiles files = new ManifestFiles(later, ManifestConfig.defaults())) {
      CountDownLatch written = new CountDownLatch(1);
      files.watch(written::countDown);
      files.read();
      Files.writeString(later.resolve("a.yaml"), POD.formatted("one"));
      assertThat(written.await(20, TimeUnit.SECONDS)).as("that a file is there").isTrue();
      assertThat(names(files.read())).containsExactly("one");
    }
  }
}
