package io.kubelette.api.patch;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.model.Pod;
import io.kubelette.model.ResourceType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** What holds for patches of any trees. */
class PatchProperties {

  @Property
  void aMergeDiffGivesTheTarget(
      @ForAll("trees") Map<String, Object> from, @ForAll("trees") Map<String, Object> to) {
    assertThat(MergePatch.apply(from, MergePatch.between(from, to))).isEqualTo(to);
  }

  @Property
  void aMergePatchIsIdempotent(
      @ForAll("trees") Map<String, Object> tree, @ForAll("trees") Map<String, Object> patch) {
    Object once = MergePatch.apply(tree, patch);

    assertThat(MergePatch.apply(once, patch)).isEqualTo(once);
  }

  @Property
  void aStrategicMergeIsIdempotent(
      @ForAll("pods") Map<String, Object> pod, @ForAll("pods") Map<String, Object> patch) {
    Map<String, @Nullable Object> once = Patching.strategic(copy(pod), patch, Pod.class);

    assertThat(Patching.strategic(once, patch, Pod.class)).isEqualTo(once);
  }

  @Property
  void theSameApplyTwiceChangesNothing(
      @ForAll("pods") Map<String, Object> live, @ForAll("pods") Map<String, Object> config) {
    FieldWriter alice = by("alice", 0);
    Map<String, @Nullable Object> once = Patching.applyForced(copy(live), copy(config), alice);

    assertThat(Patching.apply(once, copy(config), by("alice", 60))).isEqualTo(once);
  }

  @Property
  void whatOneAppliedIsThereWhoeverElseAppliesWithoutForce(
      @ForAll("pods") Map<String, Object> first,
      @ForAll("pods") Map<String, Object> second,
      @ForAll("pods") Map<String, Object> third) {
    Map<String, @Nullable Object> state = Patching.apply(Map.of(), copy(first), by("alice", 0));
    for (Map<String, Object> config : List.of(second, third)) {
      try {
        state = Patching.apply(state, copy(config), by("bob", 1));
      } catch (ApplyConflictException refused) {
        assertThat(refused.conflicts()).isNotEmpty();
      }
    }

    FieldSet wanted = FieldChanges.fields(first, Schema.of(Pod.class));
    FieldSet missing =
        FieldChanges.between(state, merged(state, first), Schema.of(Pod.class)).set().in(wanted);
    assertThat(missing.paths()).isEmpty();
  }

  @Property
  void fieldSetsSurviveTheirForm(@ForAll("pods") Map<String, Object> pod) {
    FieldSet fields = FieldChanges.fields(pod, Schema.of(Pod.class));

    assertThat(FieldSet.of(fields.toTree())).isEqualTo(fields);
    assertThat(fields.without(fields).isEmpty()).isTrue();
    assertThat(fields.in(fields)).isEqualTo(fields);
    assertThat(fields.with(fields)).isEqualTo(fields);
  }

  private static Map<String, @Nullable Object> merged(
      Map<String, @Nullable Object> state, Map<String, Object> config) {
    return Copies.fields(
        java.util.Objects.requireNonNull(ApplyMerge.merged(state, config, Schema.of(Pod.class))));
  }

  private static Map<String, @Nullable Object> copy(Map<String, Object> tree) {
    return Copies.map(tree);
  }

  private static FieldWriter by(String name, int second) {
    return new FieldWriter(name, "", ResourceType.POD, Instant.ofEpochSecond(second));
  }

  @Provide
  Arbitrary<Map<String, Object>> trees() {
    Arbitrary<Object> leaf = Arbitraries.of("x", "y", 1L, 2L, true);
    Arbitrary<Object> value =
        Arbitraries.recursive(
            () -> leaf,
            below ->
                Arbitraries.oneOf(
                    leaf,
                    below.list().ofMaxSize(2).map(Object.class::cast),
                    Arbitraries.maps(names(), below).ofMaxSize(3).map(Object.class::cast)),
            0,
            3);
    return Arbitraries.maps(names(), value).ofMaxSize(4);
  }

  @Provide
  Arbitrary<Map<String, Object>> pods() {
    Arbitrary<Map<String, Object>> env = item("name", Map.of("value", texts()));
    Arbitrary<Map<String, Object>> container =
        Combinators.combine(
                item("name", Map.of("image", texts(), "tty", Arbitraries.of(true, false))),
                env.list().ofMaxSize(2).uniqueElements(each -> each.get("name")))
            .as(
                (fields, variables) -> {
                  Map<String, Object> all = new LinkedHashMap<>(fields);
                  if (!variables.isEmpty()) {
                    all.put("env", variables);
                  }
                  return all;
                });
    return Combinators.combine(
            container.list().ofMinSize(1).ofMaxSize(3).uniqueElements(each -> each.get("name")),
            Arbitraries.maps(names(), texts()).ofMinSize(1).ofMaxSize(3),
            texts())
        .as(
            (containers, labels, hostname) -> {
              Map<String, Object> spec = new LinkedHashMap<>();
              spec.put("containers", containers);
              spec.put("hostname", hostname);
              Map<String, Object> pod = new LinkedHashMap<>();
              pod.put("metadata", new LinkedHashMap<>(Map.of("labels", labels)));
              pod.put("spec", spec);
              return pod;
            });
  }

  private static Arbitrary<Map<String, Object>> item(
      String key, Map<String, Arbitrary<?>> optional) {
    Arbitrary<Map<String, Object>> item =
        names().map(name -> new LinkedHashMap<>(Map.of(key, name)));
    for (Map.Entry<String, Arbitrary<?>> field : optional.entrySet()) {
      item =
          Combinators.combine(item, field.getValue().optional())
              .as(
                  (fields, value) -> {
                    Map<String, Object> all = new LinkedHashMap<>(fields);
                    value.ifPresent(present -> all.put(field.getKey(), present));
                    return all;
                  });
    }
    return item;
  }

  private static Arbitrary<String> names() {
    return Arbitraries.of("a", "b", "c", "d");
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.of("p", "q", "r");
  }
}
