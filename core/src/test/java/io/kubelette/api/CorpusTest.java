package io.kubelette.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kubelette.manifest.Document;
import io.kubelette.manifest.Losses;
import io.kubelette.manifest.ManifestException;
import io.kubelette.manifest.ManifestProblem;
import io.kubelette.manifest.Manifests;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.NamespaceBuilder;
import io.kubelette.model.ObjectMetaBuilder;
import io.kubelette.model.ResourceType;
import io.kubelette.store.MemoryStore;
import io.kubelette.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Judges real manifests from public repositories: each is applied as a whole or refused for a
 * reason, as the committed table says; nothing crashes, and what is read loses nothing.
 */
class CorpusTest {

  private static final Path JUDGED = Path.of("target", "expected.tsv");

  /** Outcome, field and reason of one file. */
  private record Verdict(String outcome, String field, String reason) {

    static Verdict refused(String field, String reason, int problems) {
      String more = problems > 1 ? " (and " + (problems - 1) + " more)" : "";
      return new Verdict("refused", field, reason + more);
    }
  }

  @Test
  void everyFileIsAppliedOrRefusedAsTheTableSays() throws IOException {
    Path corpus = corpus();
    boolean present = Files.isDirectory(corpus);
    if (!present) {
      LoggerFactory.getLogger(CorpusTest.class)
          .info("No corpus at {}: set KUBELETTE_CORPUS to a folder of manifests", corpus);
    }
    assumeTrue(present);

    String judged = judge(corpus);
    Files.writeString(JUDGED, judged);

    assertThat(judged)
        .as(
            "the verdicts differ from the table; if the new ones are right: cp"
                + " core/target/expected.tsv core/src/test/resources/io/kubelette/api/expected.tsv")
        .isEqualTo(expected());
  }

  private static Path corpus() {
    return Optional.ofNullable(System.getenv("KUBELETTE_CORPUS"))
        .map(Path::of)
        .orElse(Path.of("..", "..", "shared", "corpus"));
  }

  private static String expected() throws IOException {
    try (var table = CorpusTest.class.getResourceAsStream("expected.tsv")) {
      return table == null ? "" : new String(table.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String judge(Path corpus) throws IOException {
    try (Stream<Path> files = Files.walk(corpus)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getParent().equals(corpus))
          .sorted()
          .map(file -> row(corpus.relativize(file), verdict(file)))
          .collect(Collectors.joining("", "file\toutcome\tfield\treason\n", ""));
    }
  }

  private static String row(Path file, Verdict verdict) {
    return String.join(
            "\t",
            file.toString().replace('\\', '/'),
            verdict.outcome,
            verdict.field,
            verdict.reason)
        + "\n";
  }

  private static Verdict verdict(Path file) {
    try {
      List<KubernetesObject> objects = Manifests.read(file).stream().map(Document::object).toList();
      List<String> losses = Losses.of(Files.readString(file), objects);
      apply(objects);
      return new Verdict("applied", "", String.join("; ", losses));
    } catch (ManifestException e) {
      ManifestProblem first = e.problems().get(0);
      return Verdict.refused(first.path(), first.message(), e.problems().size());
    } catch (ApiException e) {
      if (e.fieldErrors().isEmpty()) {
        return Verdict.refused("", e.getMessage(), 1);
      }
      FieldError first = e.fieldErrors().get(0);
      return Verdict.refused(first.path(), first.message(), e.fieldErrors().size());
    } catch (IOException | RuntimeException e) {
      throw new AssertionError("crashed on " + file, e);
    }
  }

  /** The namespaces that a manifest takes for granted are made first. */
  private static void apply(List<KubernetesObject> objects) {
    try (Store store = MemoryStore.create()) {
      ApiServer api =
          ApiServer.over(store, ApiConfig.defaults().withPodPolicy(PodPolicy.privileged()));
      objects.stream()
          .map(object -> object.metadata().namespace())
          .filter(
              namespace ->
                  namespace != null && api.find(ResourceType.NAMESPACE, "", namespace).isEmpty())
          .distinct()
          .forEach(
              namespace ->
                  api.create(
                      NamespaceBuilder.builder()
                          .metadata(ObjectMetaBuilder.builder().name(namespace).build())
                          .build()));
      api.apply(objects);
    }
  }
}
