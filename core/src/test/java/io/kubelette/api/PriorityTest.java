package io.kubelette.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kubelette.conformance.Row;
import io.kubelette.fit.Priority;
import io.kubelette.model.Pod;
import io.kubelette.model.PriorityClass;
import io.kubelette.model.ResourceType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The classes from which pods have their priority. */
final class PriorityTest {

  private final ApiServer api = TestCluster.create().api;

  private static Pod pod(String fields) {
    return TestCluster.object(
        Pod.class,
        "{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: a, image:"
            + " a}]"
            + fields
            + "}}");
  }

  private static PriorityClass named(String name, String fields) {
    return TestCluster.object(
        PriorityClass.class,
        "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: %s}%s}"
            .formatted(name, fields));
  }

  private void refuses(Runnable request, ApiException.Kind kind, String message) {
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(request::run)
        .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(kind))
        .withMessage(message);
  }

  @Row({"K01-09", "K02-03"})
  @ParameterizedTest
  @CsvSource({"system-node-critical, 2000001000", "system-cluster-critical, 2000000000"})
  void theClassesOfSystemsAlwaysExist(String name, int value) {
    PriorityClass there = api.get(ResourceType.PRIORITY_CLASS, "", name);
    assertThat(there.value()).isEqualTo(value);
    assertThat(there.globalDefault()).isNull();
    assertThat(there.preemptionPolicy()).isEqualTo("PreemptLowerPriority");
    assertThat(there.metadata().generation()).isEqualTo(1);

    Pod pod = api.create(pod(", priorityClassName: " + name));

    assertThat(pod.spec().priority()).isEqualTo(value);
    assertThat(Priority.isSystemCritical(pod)).isTrue();
    refuses(
        () -> api.delete(ResourceType.PRIORITY_CLASS, "", name, DeleteOptions.defaults()),
        ApiException.Kind.FORBIDDEN,
        "priorityclasses.scheduling.k8s.io \"%s\" is forbidden: this is a system priority class and cannot be deleted"
            .formatted(name));
  }

  @Test
  void aPodWithoutAClassHasNoPriorityUnlessThereIsADefault() {
    Pod plain = api.create(pod(""));
    assertThat(plain.spec().priority()).isZero();
    assertThat(plain.spec().priorityClassName()).isNull();
    assertThat(plain.spec().preemptionPolicy()).isEqualTo("PreemptLowerPriority");
    api.create(named("usual", ", value: 7, globalDefault: true, preemptionPolicy: Never"));

    Pod usual =
        api.create(
            pod("").withMetadata(plain.metadata().withName("usual").withResourceVersion(null)));

    assertThat(usual.spec().priority()).isEqualTo(7);
    assertThat(usual.spec().priorityClassName()).isEqualTo("usual");
    assertThat(usual.spec().preemptionPolicy()).isEqualTo("Never");
  }

  @Test
  void aPodHasThePriorityOfItsClassAndKeepsIt() {
    api.create(named("high", ", value: 1000, description: of what matters"));
    Pod created = api.create(pod(", priorityClassName: high, priority: 1000"));
    assertThat(created.spec().priority()).isEqualTo(1000);

    api.delete(ResourceType.PRIORITY_CLASS, "", "high", DeleteOptions.defaults());
    Pod updated = api.update(pod(", priorityClassName: high, activeDeadlineSeconds: 60"));

    assertThat(updated.spec().priority()).isEqualTo(1000);
    assertThat(updated.spec().preemptionPolicy()).isEqualTo("PreemptLowerPriority");
  }

  @Test
  void anApplyBringsItsClassesAndChangesNothingTheSecondTime() {
    List<io.kubelette.model.KubernetesObject> objects =
        List.of(pod(""), named("usual", ", value: 7, globalDefault: true"));
    assertThat(api.apply(objects).objects())
        .extracting(Applied.Outcome::object)
        .filteredOn(Pod.class::isInstance)
        .extracting(each -> ((Pod) each).spec().priority())
        .containsExactly(7);

    assertThat(api.apply(objects).objects())
        .extracting(Applied.Outcome::change)
        .containsOnly(Applied.Change.UNCHANGED);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          priorityClassName: gone|no PriorityClass with name gone was found
          priority: 5|the integer value of priority (5) must not be provided in pod spec; priority admission controller computed 0 from the given PriorityClass name
          priorityClassName: system-node-critical, priority: 5|the integer value of priority (5) must not be provided in pod spec; priority admission controller computed 2000001000 from the given PriorityClass name
          preemptionPolicy: Never|the string value of PreemptionPolicy (Never) must not be provided in pod spec; priority admission controller computed PreemptLowerPriority from the given PriorityClass name
          """)
  void whatDoesNotAgreeIsForbidden(String fields, String why) {
    refuses(
        () -> api.create(pod(", " + fields)),
        ApiException.Kind.FORBIDDEN,
        "pods \"web\" is forbidden: " + why);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          high|, value: 1000000001|value: Forbidden: maximum allowed value of a user defined priority is 1000000000
          system-mine|, value: 1|metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error: system-mine is not a known system priority class
          high|, preemptionPolicy: Perhaps|preemptionPolicy: Unsupported value: "Perhaps": supported values: "Never", "PreemptLowerPriority"
          """)
  void aClassThatMayNotBeIsInvalid(String name, String fields, String fault) {
    refuses(
        () -> api.create(named(name, fields)),
        ApiException.Kind.INVALID,
        "PriorityClass.scheduling.k8s.io \"%s\" is invalid: %s".formatted(name, fault));
  }

  @Test
  void valueAndPolicyOfAClassStay() {
    api.create(named("high", ", value: 5"));
    assertThat(api.update(named("high", ", value: 5, description: new")).description())
        .isEqualTo("new");

    refuses(
        () -> api.update(named("high", ", value: 6, preemptionPolicy: Never")),
        ApiException.Kind.INVALID,
        "PriorityClass.scheduling.k8s.io \"high\" is invalid: [value: Forbidden: may not be changed"
            + " in an update., preemptionPolicy: Invalid value: \"Never\": field is immutable]");
    refuses(
        () -> api.update(named("system-node-critical", ", value: 6")),
        ApiException.Kind.INVALID,
        "PriorityClass.scheduling.k8s.io \"system-node-critical\" is invalid: [metadata.name:"
            + " Forbidden: priority class names with 'system-' prefix are reserved for system use"
            + " only. error: value of system-node-critical PriorityClass must be 2000001000, value:"
            + " Forbidden: may not be changed in an update.]");
  }

  @Test
  void thereIsOneDefault() {
    api.create(named("one", ", value: 1, globalDefault: true"));
    api.create(named("two", ", value: 2"));
    api.update(named("one", ", value: 1, globalDefault: true, description: still"));

    String why =
        "priorityclasses.scheduling.k8s.io \"%s\" is forbidden: PriorityClass one is already marked"
            + " as default. Only one default can exist";
    refuses(
        () -> api.create(named("three", ", globalDefault: true")),
        ApiException.Kind.FORBIDDEN,
        why.formatted("three"));
    refuses(
        () -> api.update(named("two", ", value: 2, globalDefault: true")),
        ApiException.Kind.FORBIDDEN,
        why.formatted("two"));
  }
}
