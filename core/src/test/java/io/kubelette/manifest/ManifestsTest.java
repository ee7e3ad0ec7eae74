package io.kubelette.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.model.ConfigMap;
import io.kubelette.model.ConfigMapBuilder;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ObjectMetaBuilder;
import io.kubelette.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestsTest {

  /** What looks like something else to one reader of YAML or another. */
  private static final List<String> TRICKY =
      List.of(
          "yes",
          "~",
          "",
          " ",
          "0o17",
          "1e3",
          "12:30",
          "2001-01-01",
          "- a",
          "a: b",
          "a #b",
          ".inf",
          "=",
          "<<",
          "!x",
          "&a",
          "*a",
          "%",
          "@",
          "`",
          "|",
          ">",
          "null",
          "\n",
          "a\n",
          "\na",
          "a\n\n",
          " a\n b\n",
          "a\r\nb",
          "\t",
          "---",
          "...",
          "\u0085",
          "\u2028",
          "\uFEFF",
          "'",
          "\"",
          "\\",
          "\u0000",
          "\u001b[0m",
          "é",
          "😀",
          "0x1F",
          "1_000",
          "+1",
          "y",
          "{",
          "[",
          ",",
          "?",
          ":");

  @Test
  void documentsKnowTheirNumberAndLine() {
    List<Document> documents =
        Manifests.parse(
            "two.yaml",
            """
            # a comment
            apiVersion: v1
            kind: Namespace
            metadata: {name: a}
            ---
            # nothing here
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: b}
            ...
            """);

    assertThat(documents)
        .extracting(d -> d.source() + " " + d.index() + " " + d.line() + " " + name(d))
        .containsExactly("two.yaml 1 2 a", "two.yaml 3 8 b");
  }

  @Test
  void listsAreTakenApart() {
    List<Document> documents =
        Manifests.parse(
            "lists.yaml",
            """
            apiVersion: v1
            kind: List
            metadata: {resourceVersion: ""}
            items:
            - {apiVersion: v1, kind: Namespace, metadata: {name: a}}
            - apiVersion: v1
              kind: PodList
              items:
              - metadata: {name: b}
              - {kind: Pod, metadata: {name: c}}
            ---
            {apiVersion: discovery.k8s.io/v1, kind: EndpointSliceList, items: []}
            """);

    assertThat(documents)
        .extracting(d -> d.line() + " " + d.object().kind() + " " + name(d))
        .containsExactly("5 Namespace a", "9 Pod b", "10 Pod c");
  }

  @Test
  void jsonDocumentsMayFollowEachOther() {
    String one = "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"%s\"}}\n";

    assertThat(Manifests.parse("pods.json", one.formatted("a") + one.formatted("b")))
        .extracting(ManifestsTest::name)
        .containsExactly("a", "b");
  }

  @Test
  void yamlMayBeginWithABracket() {
    assertThat(Manifests.parse("flow.yaml", "{apiVersion: v1, kind: Pod, metadata: {name: a}}"))
        .extracting(ManifestsTest::name)
        .containsExactly("a");
  }

  @Test
  void nothingIsNoDocuments() {
    assertThat(Manifests.parse("empty", "")).isEmpty();
    assertThat(Manifests.parse("empty", "# only a comment\n---\n")).isEmpty();
  }

  @Test
  void aliasesAndMergeKeysAreWrittenOut() {
    Pod pod =
        (Pod)
            object(
                """
                apiVersion: v1
                kind: Pod
                metadata:
                  labels: &labels {app: web, tier: front}
                  annotations: {<<: *labels, tier: back}
                spec:
                  containers:
                  - &c {name: one, image: busybox}
                  - {<<: *c, name: two}
                """);

    assertThat(pod.metadata().annotations())
        .containsExactly(Map.entry("app", "web"), Map.entry("tier", "back"));
    assertThat(pod.spec().containers())
        .extracting(c -> c.name() + c.image())
        .containsExactly("onebusybox", "twobusybox");
  }

  @Test
  void anEntryWithoutAValueIsTheEmptyText() {
    ConfigMap map =
        (ConfigMap) object("{apiVersion: v1, kind: ConfigMap, data: {a: , b: ~}, metadata: }");

    assertThat(map.data()).containsExactly(Map.entry("a", ""), Map.entry("b", ""));
  }

  @Test
  void orderIsKept() {
    ConfigMap map =
        (ConfigMap) object("{apiVersion: v1, kind: ConfigMap, data: {z: '', a: '', m: ''}}");

    assertThat(map.data())
        .containsExactly(Map.entry("z", ""), Map.entry("a", ""), Map.entry("m", ""));
    assertThat(Manifests.toYaml(map)).contains("data:\n  z: ''\n  a: ''\n  m: ''\n");
  }

  @Property(tries = 500)
  void anyTextSurvivesYamlAndJson(@ForAll("texts") String key, @ForAll("texts") String value) {
    ConfigMap map =
        ConfigMapBuilder.builder()
            .metadata(ObjectMetaBuilder.builder().name(value).build())
            .data(Map.of(key, value))
            .build();

    assertThat(object(Manifests.toYaml(map))).isEqualTo(map);
    assertThat(object(Manifests.toJson(map))).isEqualTo(map);
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> tricky = Arbitraries.of(TRICKY);
    Arbitrary<String> arbitrary =
        Arbitraries.strings()
            .withChars("ab 01:-#'\"\n\t{}[],&*!|>%@`~.\\=?éß".toCharArray())
            .ofMaxLength(12);
    return Arbitraries.oneOf(tricky, arbitrary);
  }

  @Test
  void severalObjectsBecomeSeveralDocuments() {
    List<ConfigMap> maps = List.of(named("a"), named("b"));

    assertThat(Manifests.parse("maps", Manifests.toYaml(maps)))
        .extracting(Document::object)
        .isEqualTo(maps);
  }

  @Test
  void filesAreReadAsUtf8(@TempDir Path folder) throws IOException {
    Path good =
        Files.writeString(folder.resolve("good.yaml"), "\uFEFF" + Manifests.toYaml(named("é")));
    Path bad = Files.write(folder.resolve("bad.yaml"), new byte[] {'a', ':', ' ', (byte) 0xff});

    assertThat(Manifests.read(good)).extracting(ManifestsTest::name).containsExactly("é");
    assertThatThrownBy(() -> Manifests.read(bad))
        .isInstanceOf(ManifestException.class)
        .hasMessage("bad.yaml: not UTF-8; convert the file");
    assertThatThrownBy(() -> Manifests.read(folder.resolve("absent.yaml")))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void aLossIsFound() {
    String text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: 'y'}\n";

    assertThat(Losses.of(text, List.of(object(text)))).isEmpty();
    assertThat(Losses.of(text, List.of(named("b"))))
        .containsExactly("data: {\"x\":\"y\"} became nothing", "metadata.name: \"a\" became \"b\"");
    assertThat(Losses.of(text, List.of())).hasSize(1);
  }

  private static ConfigMap named(String name) {
    return ConfigMapBuilder.builder()
        .metadata(ObjectMetaBuilder.builder().name(name).build())
        .build();
  }

  private static KubernetesObject object(String text) {
    List<Document> documents = Manifests.parse("test", text);
    assertThat(documents).hasSize(1);
    return documents.get(0).object();
  }

  private static String name(Document document) {
    return String.valueOf(document.object().metadata().name());
  }
}
