package io.kubelette.api.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.manifest.Trees;
import io.kubelette.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each kind of patch makes of a tree: object, patch, result, all in YAML's flow style. */
class PatchingTest {

  @Test
  void copiesOfCopiesEndBeforeTheyFillTheMemory() {
    List<Map<String, String>> doubling =
        IntStream.range(0, 60)
            .mapToObj(i -> Map.of("op", "copy", "from", "/a", "path", "/a/b" + i))
            .toList();
    assertThatThrownBy(() -> Patching.json(tree("{a: {x: 1}}"), doubling))
        .isInstanceOfSatisfying(
            PatchException.class,
            refused -> assertThat(refused.kind()).isEqualTo(PatchException.Kind.UNFIT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {a: 1}              | [{op: add, path: /b, value: 2}]                         | {a: 1, b: 2}
          {a: 1}              | [{op: add, path: /a, value: {c: 3}}]                    | {a: {c: 3}}
          {a: [1, 3]}         | [{op: add, path: /a/1, value: 2}]                       | {a: [1, 2, 3]}
          {a: [1]}            | [{op: add, path: /a/-, value: 2}]                       | {a: [1, 2]}
          {a: 1, b: 2}        | [{op: remove, path: /a}]                                | {b: 2}
          {a: [1, 2]}         | [{op: remove, path: /a/0}]                              | {a: [2]}
          {a: 1}              | [{op: replace, path: /a, value: x}]                     | {a: x}
          {a: {b/c: 1, d~e: 2}} | [{op: remove, path: /a/b~1c}, {op: remove, path: /a/d~0e}] | {a: {}}
          {a: 1}              | [{op: move, from: /a, path: /b}]                        | {b: 1}
          {a: {x: 1}}         | [{op: copy, from: /a, path: /b}, {op: remove, path: /b/x}] | {a: {x: 1}, b: {}}
          {a: 1}              | [{op: test, path: /a, value: 1}, {op: remove, path: /a}] | {}
          {a: 1}              | [{op: test, path: /b, value: null}]                     | {a: 1}
          """)
  void jsonPatches(String tree, String patch, String result) {
    assertThat(Patching.json(tree(tree), Trees.parse(patch))).isEqualTo(tree(result));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {a: 1}   | [{op: remove, path: /b}]              | UNFIT
          {a: 1}   | [{op: replace, path: /b, value: 1}]   | UNFIT
          {a: 1}   | [{op: add, path: /b/c, value: 1}]     | UNFIT
          {a: [1]} | [{op: add, path: /a/2, value: 1}]     | UNFIT
          {a: [1]} | [{op: add, path: /a/01, value: 1}]    | UNFIT
          {a: [1]} | [{op: remove, path: /a/-}]            | UNFIT
          {a: 1}   | [{op: test, path: /a, value: 2}]      | UNFIT
          {a: 1}   | [{op: replace, path: '', value: 2}]   | UNFIT
          {a: 1}   | [{op: jump, path: /a}]                | MALFORMED
          {a: 1}   | [{op: add, path: /a}]                 | MALFORMED
          {a: 1}   | [{op: add, value: 2}]                 | MALFORMED
          {a: 1}   | [{op: remove, path: a}]               | MALFORMED
          {a: 1}   | {op: remove, path: /a}                | MALFORMED
          {a: 1}   | [remove]                              | MALFORMED
          """)
  void jsonPatchesThatDoNotFit(String tree, String patch, PatchException.Kind kind) {
    assertThatThrownBy(() -> Patching.json(tree(tree), Trees.parse(patch)))
        .isInstanceOfSatisfying(
            PatchException.class, flawed -> assertThat(flawed.kind()).isEqualTo(kind));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {a: 1}              | {b: 2}              | {a: 1, b: 2}
          {a: 1}              | {a: null}           | {}
          {a: {b: 1, c: 2}}   | {a: {b: null}}      | {a: {c: 2}}
          {a: [1, 2]}         | {a: [3]}            | {a: [3]}
          {a: 1}              | {a: {b: null}}      | {a: {}}
          {a: {b: 1}}         | {a: 2}              | {a: 2}
          {}                  | {a: {b: {c: null}}} | {a: {b: {}}}
          """)
  void mergePatches(String tree, String patch, String result) {
    assertThat(Patching.merge(tree(tree), Trees.parse(patch))).isEqualTo(tree(result));
  }

  /** Of the spec of a pod: c stands for containers. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {hostname: a}                          | {hostname: b, subdomain: c}                       | {hostname: b, subdomain: c}
          {hostname: a, subdomain: b}            | {hostname: null}                                  | {subdomain: b}
          {c: [{name: a, image: x}]}             | {c: [{name: a, image: z}]}                        | {c: [{name: a, image: z}]}
          {c: [{name: a, image: x}]}             | {c: [{name: b, image: z}]}                        | {c: [{name: b, image: z}, {name: a, image: x}]}
          {c: [{name: a}, {name: b}]}            | {c: [{name: a, $patch: delete}]}                  | {c: [{name: b}]}
          {c: [{name: a}, {name: b}]}            | {c: [{$patch: replace}, {name: z}]}               | {c: [{name: z}]}
          {c: [{name: a, image: x, tty: true}]}  | {c: [{name: a, image: z, $patch: replace}]}       | {c: []}
          {c: [{name: a}, {name: b}]}            | {$setElementOrder/c: [{name: b}, {name: a}]}      | {c: [{name: b}, {name: a}]}
          {c: [{name: a}, {name: s}, {name: b}]} | {$setElementOrder/c: [{name: b}, {name: m}, {name: a}], c: [{name: m}]} | {c: [{name: s}, {name: b}, {name: m}, {name: a}]}
          {c: [{name: a, env: [{name: X, value: '1'}]}]} | {c: [{name: a, env: [{name: Y, value: '2'}]}]} | {c: [{name: a, env: [{name: Y, value: '2'}, {name: X, value: '1'}]}]}
          {c: [{name: a, env: [{name: X, value: '1'}]}]} | {c: [{name: a, env: [{name: X, value: null, valueFrom: {fieldRef: {fieldPath: p}}}]}]} | {c: [{name: a, env: [{name: X, valueFrom: {fieldRef: {fieldPath: p}}}]}]}
          {c: [{name: a, args: [p, q]}]}         | {c: [{name: a, args: [r]}]}                       | {c: [{name: a, args: [r]}]}
          {c: [{name: a, ports: [{containerPort: 80, name: http}]}]} | {c: [{name: a, ports: [{containerPort: 80, name: web}]}]} | {c: [{name: a, ports: [{containerPort: 80, name: web}]}]}
          {volumes: [{name: v, emptyDir: {}}]}   | {volumes: [{name: v, $retainKeys: [name, hostPath], hostPath: {path: /x}}]} | {volumes: [{name: v, hostPath: {path: /x}}]}
          {tolerations: [{key: a}]}              | {tolerations: [{key: b}]}                         | {tolerations: [{key: b}]}
          {nodeSelector: {a: b}}                 | {nodeSelector: {$patch: replace, c: d}}           | {nodeSelector: {c: d}}
          {nodeSelector: {a: b}}                 | {nodeSelector: {$patch: delete}}                  | {nodeSelector: {}}
          {nodeSelector: {a: b}}                 | {nodeSelector: {c: d}}                            | {nodeSelector: {a: b, c: d}}
          {affinity: {podAffinity: {x: [{a: 1}]}}} | {affinity: {podAffinity: {x: [{b: 2}]}}}        | {affinity: {podAffinity: {x: [{b: 2}]}}}
          """)
  void strategicPatches(String spec, String patch, String result) {
    assertThat(strategic(pod(spec), pod(patch))).isEqualTo(pod(result));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {finalizers: [a, b]}  | {finalizers: [c]}                                | {finalizers: [c, a, b]}
          {finalizers: [a, b]}  | {$deleteFromPrimitiveList/finalizers: [a]}       | {finalizers: [b]}
          {finalizers: [a, b]}  | {$deleteFromPrimitiveList/finalizers: [a], $setElementOrder/finalizers: [c, b], finalizers: [c]} | {finalizers: [c, b]}
          {}                    | {$deleteFromPrimitiveList/finalizers: [a]}       | {}
          """)
  void strategicPatchesOfPrimitiveLists(String metadata, String patch, String result) {
    assertThat(strategic(tree("{metadata: " + metadata + "}"), tree("{metadata: " + patch + "}")))
        .isEqualTo(tree("{metadata: " + result + "}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {c: [{image: z}]}
          {c: [text]}
          {nodeSelector: {$patch: explode}}
          {nodeSelector: {$retainKeys: [a], b: c}}
          {$setElementOrder/c: text}
          """)
  void strategicPatchesThatMakeNoSense(String patch) {
    assertThatThrownBy(() -> strategic(pod("{c: [{name: a}]}"), pod(patch)))
        .isInstanceOfSatisfying(
            PatchException.class,
            flawed -> assertThat(flawed.kind()).isEqualTo(PatchException.Kind.MALFORMED));
  }

  private static Map<String, @Nullable Object> strategic(
      Map<String, @Nullable Object> tree, Map<String, @Nullable Object> patch) {
    Map<String, @Nullable Object> before = Copies.map(tree);
    Map<String, @Nullable Object> result = Patching.strategic(tree, patch, Pod.class);
    assertThat(tree).isEqualTo(before);
    return result;
  }

  private static Map<String, @Nullable Object> pod(String spec) {
    return tree(
        "{spec: " + spec.replace("c: [", "containers: [").replace("/c:", "/containers:") + "}");
  }

  private static Map<String, @Nullable Object> tree(String yaml) {
    return Copies.fields(java.util.Objects.requireNonNull(Trees.parse(yaml)));
  }
}
