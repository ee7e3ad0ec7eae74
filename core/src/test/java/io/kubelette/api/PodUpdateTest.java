package io.kubelette.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.model.Pod;
import io.kubelette.model.PodSpec;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each row is a spec, what becomes of it, and the fault of that change; none if it is allowed. */
final class PodUpdateTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          containers: [{name: a, image: a}]|containers: [{name: a, image: b}]|
          {initContainers: [{name: i, image: a}], containers: [{name: a, image: a}]}|{initContainers: [{name: i, image: b}], containers: [{name: a, image: a}]}|
          {activeDeadlineSeconds: 9, containers: [{name: a, image: a}]}|{activeDeadlineSeconds: 8, containers: [{name: a, image: a}]}|
          containers: [{name: a, image: a}]|{activeDeadlineSeconds: 8, containers: [{name: a, image: a}]}|
          {tolerations: [{key: k}], containers: [{name: a, image: a}]}|{tolerations: [{key: k}, {key: l}], containers: [{name: a, image: a}]}|
          {schedulingGates: [{name: g}], containers: [{name: a, image: a}]}|containers: [{name: a, image: a}]|
          {activeDeadlineSeconds: 8, containers: [{name: a, image: a}]}|{activeDeadlineSeconds: 9, containers: [{name: a, image: a}]}|spec.activeDeadlineSeconds: Invalid value: 9: must be less than or equal to previous value
          {activeDeadlineSeconds: 8, containers: [{name: a, image: a}]}|containers: [{name: a, image: a}]|spec.activeDeadlineSeconds: Invalid value: "null": must not update from a positive integer to nil value
          {tolerations: [{key: k}], containers: [{name: a, image: a}]}|containers: [{name: a, image: a}]|spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds
          containers: [{name: a, image: a}]|{schedulingGates: [{name: g}], containers: [{name: a, image: a}]}|spec.schedulingGates: Forbidden: only deletion is allowed
          containers: [{name: a, image: a}]|containers: [{name: a, image: a}, {name: b, image: b}]|spec.containers: Forbidden: pod updates may not add or remove containers
          containers: [{name: a, image: a}]|{initContainers: [{name: i, image: a}], containers: [{name: a, image: a}]}|spec.initContainers: Forbidden: pod updates may not add or remove containers
          containers: [{name: a, image: a, command: [x]}]|containers: [{name: a, image: a, command: [z]}]|changed: spec.containers[0].command[0]
          containers: [{name: a, image: a}]|containers: [{name: a, image: a, ports: [{containerPort: 1}]}]|changed: spec.containers[0].ports
          {nodeName: a, containers: [{name: a, image: a}]}|{nodeName: b, containers: [{name: a, image: a}]}|changed: spec.nodeName
          containers: [{name: a, image: a}]|{terminationGracePeriodSeconds: 1, containers: [{name: a, image: a}]}|changed: spec.terminationGracePeriodSeconds
          """)
  void onlyWhatMayChangeChanges(String before, String after, String fault) {
    Violations violations = Violations.none();
    PodUpdate.check(spec(before), spec(after), violations.at("spec"));
    List<String> faults = violations.errors().stream().map(FieldError::toString).toList();
    if (fault == null) {
      assertThat(faults).isEmpty();
    } else {
      assertThat(faults).hasSize(1);
      assertThat(faults.get(0)).contains(fault);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          []|[{name: d, image: i}]|
          [{name: d, image: i}]|[{name: d, image: i}, {name: e, image: i}]|
          [{name: d, image: i}]|[]|spec.ephemeralContainers: Forbidden: existing ephemeral containers may not be removed or changed
          [{name: d, image: i}]|[{name: d, image: j}]|spec.ephemeralContainers: Forbidden: existing
          []|[{name: a, image: i}]|spec.ephemeralContainers[0].name: Duplicate value: "a"
          []|[{name: d}]|spec.ephemeralContainers[0].image: Required value
          """)
  void ephemeralContainersAreOnlyAdded(String before, String after, String fault) {
    String fields = "{containers: [{name: a, image: a}], ephemeralContainers: %s}";
    Violations violations = Violations.none();
    PodUpdate.checkEphemeral(
        spec(fields.formatted(before)), spec(fields.formatted(after)), violations.at("spec"));
    assertThat(violations.errors().stream().map(FieldError::toString).findFirst().orElse(null))
        .satisfies(
            found -> assertThat(String.valueOf(found)).contains(fault == null ? "null" : fault));
  }

  private static PodSpec spec(String fields) {
    Pod base = TestCluster.object(Pod.class, "{apiVersion: v1, kind: Pod, metadata: {name: web}}");
    return PodDefaults.of(TestPods.overlaid(base, fields).spec());
  }
}
