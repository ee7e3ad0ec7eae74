package io.kubelette.kubectl;

import io.kubelette.api.ApiConfig;
import io.kubelette.api.ApiServer;
import io.kubelette.api.PodPolicy;
import io.kubelette.api.http.ApiHttpServer;
import io.kubelette.manifest.Document;
import io.kubelette.manifest.ManifestException;
import io.kubelette.manifest.Manifests;
import io.kubelette.model.NamespaceBuilder;
import io.kubelette.model.ObjectMetaBuilder;
import io.kubelette.model.ResourceType;
import io.kubelette.store.MemoryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Manifests that others wrote, each applied by kubectl to an API that has none of its objects yet.
 *
 * <p>Files that are expected to be applied and have no object in common share a run of kubectl; if
 * that fails, each of them has one of its own, as have those that are expected to be refused.
 */
record ForeignManifests(Path corpus, Path home, List<String> command) {

  private static final Pattern NAMESPACE = Pattern.compile("namespace\"?: *\"?([a-z0-9-]+)");

  /** The field that a Status, or kubectl, complains of. */
  private static final Pattern FIELD =
      Pattern.compile(
          "^\\* ([^ :]+): |is invalid: \\[?([a-zA-Z][^ :]*): |unknown field \"([^\"]+)\"",
          Pattern.MULTILINE);

  private static final int MOST = 60;

  /**
   * What became of a file: the field is empty where none is named, the reason what kubectl says.
   */
  record Verdict(boolean applied, String field, String reason) {

    static final Verdict APPLIED = new Verdict(true, "", "");

    static Verdict refused(String field, String reason) {
      return new Verdict(false, field, reason);
    }

    boolean meets(Verdict expected) {
      return applied == expected.applied
          && field.equals(expected.field)
          && reason.contains(expected.reason);
    }
  }

  Map<String, Verdict> judge(Map<String, Verdict> expected) throws IOException {
    Map<String, Verdict> verdicts = new TreeMap<>();
    for (List<String> files : batches(expected)) {
      Verdict together = apply(files);
      if (files.size() == 1 || together.applied()) {
        files.forEach(file -> verdicts.put(file, together));
      } else {
        files.forEach(file -> verdicts.put(file, apply(List.of(file))));
      }
    }
    return verdicts;
  }

  private List<List<String>> batches(Map<String, Verdict> expected) throws IOException {
    List<List<String>> batches = new ArrayList<>();
    List<Set<String>> taken = new ArrayList<>();
    for (String file : files()) {
      Set<String> objects = objects(corpus.resolve(file));
      boolean alone = objects.isEmpty() || !expected.getOrDefault(file, Verdict.APPLIED).applied();
      int at = 0;
      while (at < batches.size()
          && (alone
              || taken.get(at).isEmpty()
              || batches.get(at).size() >= MOST
              || taken.get(at).stream().anyMatch(objects::contains))) {
        at++;
      }
      if (at == batches.size()) {
        batches.add(new ArrayList<>());
        taken.add(new HashSet<>());
      }
      batches.get(at).add(file);
      taken.get(at).addAll(alone ? Set.of() : objects);
    }
    return batches;
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(corpus)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.getParent().equals(corpus))
          .map(file -> corpus.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  /** What a file makes; nothing where the library cannot read it. */
  private static Set<String> objects(Path file) {
    try {
      return Manifests.read(file).stream()
          .map(Document::object)
          .map(one -> one.kind() + " " + one.metadata().namespace() + " " + one.metadata().name())
          .collect(Collectors.toSet());
    } catch (ManifestException unreadable) {
      return Set.of();
    }
  }

  private Verdict apply(List<String> files) {
    try (MemoryStore store = MemoryStore.create()) {
      ApiServer api =
          ApiServer.over(store, ApiConfig.defaults().withPodPolicy(PodPolicy.privileged()));
      files.forEach(file -> namespaces(file).forEach(name -> make(api, name)));
      try (ApiHttpServer http = ApiHttpServer.over(api).start()) {
        List<String> words = new ArrayList<>(command);
        files.forEach(file -> words.add("--filename=" + corpus.resolve(file)));
        return verdict(new Kubectl(http.url(), home).attempt(words.toArray(String[]::new)));
      }
    }
  }

  /** The namespaces that manifests take for granted. */
  private Set<String> namespaces(String file) {
    try {
      Set<String> names = new HashSet<>();
      Matcher found =
          NAMESPACE.matcher(Files.readString(corpus.resolve(file), StandardCharsets.UTF_8));
      while (found.find()) {
        names.add(found.group(1));
      }
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void make(ApiServer api, String namespace) {
    if (api.find(ResourceType.NAMESPACE, "", namespace).isEmpty()) {
      api.create(
          NamespaceBuilder.builder()
              .metadata(ObjectMetaBuilder.builder().name(namespace).build())
              .build());
    }
  }

  private static Verdict verdict(Kubectl.Result result) {
    if (result.exitCode() == 0) {
      return Verdict.APPLIED;
    }
    String reason =
        result
            .err()
            .lines()
            .filter(line -> !line.startsWith("Warning:"))
            .collect(Collectors.joining("\n"));
    Matcher found = FIELD.matcher(reason);
    String field = "";
    if (found.find()) {
      for (int i = 1; i <= found.groupCount() && field.isEmpty(); i++) {
        field = found.group(i) == null ? "" : found.group(i);
      }
    }
    return Verdict.refused(field, reason.replaceAll("\\s+", " "));
  }
}
