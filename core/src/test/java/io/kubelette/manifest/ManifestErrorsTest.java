package io.kubelette.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kubelette.manifest.ManifestProblem.Kind;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestErrorsTest {

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: web
      spec:
        containers:
        - name: c
          image: busybox
      """;

  /**
   * After which line, what is added, and what must be said: kind, path, message; a dash where the
   * manifest stays good.
   */
  private static final String FAULTS =
      """
      8 ;;     imag: x ;; UNKNOWN_FIELD ;; spec.containers[0].imag ;; did you mean image?
      8 ;;     Command: [x] ;; UNKNOWN_FIELD ;; spec.containers[0].Command ;; did you mean command?
      8 ;;     frobnicate: x ;; UNKNOWN_FIELD ;; spec.containers[0].frobnicate ;; the fields here are name, image
      8 ;;     command: sh ;; WRONG_TYPE ;; spec.containers[0].command ;; must be a list
      8 ;;     command: [1] ;; WRONG_TYPE ;; spec.containers[0].command[0] ;; is read as a number; write it in quotes
      8 ;;     args: [yes] ;; WRONG_TYPE ;; spec.containers[0].args[0] ;; is read as true or false; write it in quotes
      8 ;;     args: [x, ] ;; - ;; - ;; -
      8 ;;     args: [~] ;; WRONG_TYPE ;; spec.containers[0].args[0] ;; an item without a value
      8 ;;     workingDir: {} ;; WRONG_TYPE ;; spec.containers[0].workingDir ;; must be a text, not a mapping
      8 ;;     stdin: 'true' ;; WRONG_TYPE ;; spec.containers[0].stdin ;; must be true or false, not the text "true"
      8 ;;     ports: [{containerPort: '80'}] ;; WRONG_TYPE ;; spec.containers[0].ports[0].containerPort ;; write it without quotes: 80
      8 ;;     ports: [{containerPort: 80.5}] ;; WRONG_TYPE ;; spec.containers[0].ports[0].containerPort ;; must be a whole number, not the number 80.5
      8 ;;     ports: [{containerPort: 8000000000}] ;; WRONG_TYPE ;; spec.containers[0].ports[0].containerPort ;; at most 32 bits
      8 ;;     ports: [{containerPort: 80.0}] ;; - ;; - ;; -
      8 ;;     livenessProbe: {httpGet: {port: 1.5}} ;; WRONG_TYPE ;; spec.containers[0].livenessProbe.httpGet.port ;; must be a number or a name
      8 ;;     resources: {limits: {cpu: 1x}} ;; MALFORMED_VALUE ;; spec.containers[0].resources.limits.cpu ;; not a quantity: '1x'
      8 ;;     resources: {limits: {cpu: [1]}} ;; WRONG_TYPE ;; spec.containers[0].resources.limits.cpu ;; must be a text
      8 ;;     resources: {limits: {cpu: 1}} ;; - ;; - ;; -
      8 ;;     resources: {limits: 1} ;; WRONG_TYPE ;; spec.containers[0].resources.limits ;; must be a mapping of names to values
      8 ;;     name: d ;; DUPLICATE_KEY ;; spec.containers[0].name ;; the first is in line 9
      8 ;;   terminationGracePeriodSeconds: 99999999999999999999 ;; WRONG_TYPE ;; spec.terminationGracePeriodSeconds ;; whole number
      8 ;;   priority: .inf ;; MALFORMED_VALUE ;; spec.priority ;; JSON has no such number
      8 ;;   volumes: [{name: v, nfs: here}] ;; WRONG_TYPE ;; spec.volumes[0].nfs ;; must be a mapping
      8 ;;   volumes: [{name: v, nfs: {path: [~]}}] ;; WRONG_TYPE ;; spec.volumes[0].nfs.path[0] ;; an item without a value
      8 ;;   topologySpreadConstraints: {} ;; WRONG_TYPE ;; spec.topologySpreadConstraints ;; must be a list
      8 ;;   tolerations: [x] ;; WRONG_TYPE ;; spec.tolerations[0] ;; must be a mapping of names to values, not the text "x"
      8 ;; status: {startTime: 2026-11-21} ;; MALFORMED_VALUE ;; status.startTime ;; 2026-11-21T19:12:35Z
      4 ;;   labels: {a.b/c: 1} ;; WRONG_TYPE ;; metadata.labels[a.b/c] ;; write it in quotes
      4 ;;   labels: {1.50: x} ;; SYNTAX ;; metadata.labels ;; write "1.50" in quotes
      4 ;;   labels: {~: x} ;; SYNTAX ;; metadata.labels ;; in quotes
      4 ;;   labels: {[a]: x} ;; SYNTAX ;; metadata.labels ;; cannot be a key
      4 ;;   <<: x ;; SYNTAX ;; metadata ;; '<<' takes a mapping
      4 ;;   labels: &a {x: *a} ;; SYNTAX ;; metadata.labels.x ;; contains itself
      4 ;;   labels: *nowhere ;; SYNTAX ;; - ;; nowhere
      4 ;; \tlabels: {} ;; SYNTAX ;; - ;; not YAML
      4 ;;   labels: {a: !!int x} ;; MALFORMED_VALUE ;; metadata.labels.a ;; its tag asks for
      """;

  /** One fault put into a good pod: line to add after the given one, and what must be said. */
  record Row(int after, String added, Kind kind, int line, String path, String message) {
    @Override
    public String toString() {
      return added.strip();
    }
  }

  static List<Row> faults() {
    return FAULTS.lines().map(ManifestErrorsTest::row).toList();
  }

  private static Row row(String line) {
    String[] cells = line.split(" ;; ", -1);
    Kind kind = cells[2].equals("-") ? null : Kind.valueOf(cells[2]);
    int after = Integer.parseInt(cells[0]);
    String path = cells[3].equals("-") ? "" : cells[3];
    return new Row(after, cells[1], kind, after + 1, path, cells[4]);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void everyFaultTellsLineFieldAndWhatWouldBeRight(Row row) {
    List<ManifestProblem> problems = problems("---\n---\n" + with(row));

    if (row.kind == null) {
      assertThat(problems).isEmpty();
      return;
    }
    assertThat(problems).hasSize(1);
    ManifestProblem problem = problems.get(0);
    assertThat(problem.kind()).isEqualTo(row.kind);
    assertThat(problem.document()).isEqualTo(2);
    assertThat(problem.path()).isEqualTo(row.path);
    assertThat(problem.line()).isEqualTo(row.line + 2);
    assertThat(problem.message()).contains(row.message);
    assertThat(problem).asString().startsWith("test.yaml: document 2, line " + (row.line + 2));
  }

  private static String with(Row row) {
    List<String> lines = new java.util.ArrayList<>(POD.lines().toList());
    lines.add(row.after, row.added);
    return String.join("\n", lines) + "\n";
  }

  private static List<ManifestProblem> problems(String text) {
    ManifestException thrown =
        catchThrowableOfType(ManifestException.class, () -> Manifests.parse("test.yaml", text));
    return thrown == null ? List.of() : thrown.problems();
  }

  @Test
  void allProblemsOfAllDocumentsAreToldAtOnce() {
    String text =
        """
        apiVersion: v1
        kind: Pod
        spec: {hostname: 1, priority: x}
        ---
        kind: Pod
        ---
        apiVersion: v1
        kind: Pods
        ---
        [1]
        """;

    assertThat(problems(text))
        .extracting(problem -> problem.document() + " " + problem.line() + " " + problem.path())
        .containsExactly(
            "1 3 spec.hostname", "1 3 spec.priority", "2 5 apiVersion", "3 8 kind", "4 10 ");
  }

  @Test
  void aKindThatIsNotServedIsTold() {
    assertThat(problems("apiVersion: example.com/v1\nkind: Bogus\n"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.kind()).isEqualTo(Kind.UNKNOWN_KIND);
              assertThat(problem.message())
                  .startsWith("kind not served: example.com/v1 Bogus; Kubelette serves Namespace,");
            });
    assertThat(problems("apiVersion: extensions/v1beta1\nkind: Pod\n").get(0).message())
        .endsWith("; Pod is served as v1");
  }

  @Test
  void faultsInsideAListAreFound() {
    String text =
        """
        apiVersion: v1
        kind: List
        surplus: 1
        items:
        - apiVersion: v1
          kind: Pod
          spec:
            hostname: 5
        - kind: Pod
        """;

    assertThat(problems(text))
        .extracting(problem -> problem.line() + " " + problem.path())
        .containsExactly("3 surplus", "8 items[0].spec.hostname", "9 items[1].apiVersion");
  }

  @Test
  void jsonTellsItsLinesToo() {
    String json =
        """
        {
          "apiVersion": "v1", "kind": "Pod",
          "spec": {
            "hostname": 5,
            "hostname": "x"
          }
        }
        """;

    assertThat(problems(json))
        .extracting(problem -> problem.line() + " " + problem.path() + " " + problem.kind())
        .containsExactly("5 spec.hostname DUPLICATE_KEY");
    assertThat(problems("{\"a\": 1,,}"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).startsWith("not JSON"));
  }

  @Test
  void whatIsTooDeepIsRefused() {
    String deep = "[".repeat(200) + "]".repeat(200);

    assertLimit("a: " + deep, "deeper than 100 levels");
    assertLimit("{\"a\": " + deep + "}", "deeper than 100 levels");
    assertLimit("a: " + "[".repeat(100_000), "1000");
    assertThat(problems("{\"a\": " + "[".repeat(100_000))).hasSize(1);
  }

  @Test
  void whatGrowsByItsAliasesIsRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      String alias = "*a" + (i - 1);
      bomb.append(
          "a%d: &a%d [%s]\n"
              .formatted(i, i, String.join(",", java.util.Collections.nCopies(10, alias))));
    }

    assertLimit(bomb.toString(), "aliases add more than 100000 values");
  }

  @Test
  void whatIsTooLargeIsRefused() {
    assertLimit("# " + "x".repeat(17 << 20), "16 Mi");
  }

  private static void assertLimit(String text, String message) {
    assertThat(problems(text))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.kind()).isEqualTo(Kind.LIMIT);
              assertThat(problem.message()).contains(message);
            });
  }

  @Property(tries = 2000)
  void brokenTextsAreRefusedAndNeverCrash(
      @ForAll @IntRange(max = 120) int at,
      @ForAll @IntRange(max = 6) int cut,
      @ForAll("scraps") String scrap) {
    String start = POD.substring(0, Math.min(at, POD.length()));
    String rest = POD.substring(Math.min(at + cut, POD.length()));

    for (ManifestProblem problem : problems(start + scrap + rest)) {
      assertThat(problem.message()).isNotBlank();
      assertThat(problem.line()).isLessThan(20);
    }
  }

  @Provide
  Arbitrary<String> scraps() {
    return Arbitraries.strings()
        .withChars("{}[]:,-#&*!|>'\"%@`~.\\=?<\n\t \r\0\u0085a1".toCharArray())
        .ofMaxLength(6);
  }
}
