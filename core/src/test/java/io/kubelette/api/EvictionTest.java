package io.kubelette.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.api.WriteOptions.DryRun;
import io.kubelette.model.EvictionBuilder;
import io.kubelette.model.Pod;
import io.kubelette.model.PodConditionBuilder;
import io.kubelette.model.PodKey;
import io.kubelette.model.ResourceType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvictionTest {

  private final TestCluster cluster = TestCluster.create();
  private final ApiRequests requests = cluster.api.requests();

  @Test
  void aPodWithoutABudgetGoes() {
    pod("a", "True");

    assertThat(evict("a", DryRun.NONE).change()).isEqualTo(Answer.Change.DELETING);
    assertThatThrownBy(() -> evict("none", DryRun.NONE)).hasMessage("pods \"none\" not found");
  }

  @ParameterizedTest
  @CsvSource({
    "minAvailable: 2, 1", "minAvailable: 50%, 1", "minAvailable: 67%, 0", "maxUnavailable: 1, 1",
    "maxUnavailable: 0, 0", "maxUnavailable: 34%, 2", "minAvailable: 0, 3", "minAvailable: 100%, 0"
  })
  void aBudgetGivesSoManyAndNoMore(String amount, int granted) {
    budget(amount);
    for (String name : List.of("a", "b", "c")) {
      pod(name, "True");
    }

    int gone = 0;
    for (String name : List.of("a", "b", "c")) {
      try {
        evict(name, DryRun.NONE);
        gone++;
      } catch (ApiException refused) {
        assertThat(refused.kind()).isEqualTo(ApiException.Kind.TOO_MANY_REQUESTS);
      }
    }
    assertThat(gone).isEqualTo(granted);
  }

  @Test
  void aRefusalSaysWhichBudgetAndWhenToTryAgain() {
    budget("minAvailable: 1");
    pod("a", "True");

    assertThatThrownBy(() -> evict("a", DryRun.NONE))
        .isInstanceOfSatisfying(
            ApiException.class,
            refused -> {
              assertThat(refused)
                  .hasMessage("Cannot evict pod as it would violate the pod's disruption budget.");
              assertThat(refused.details().causes())
                  .containsExactly(
                      new ErrorDetails.Cause(
                          "DisruptionBudget",
                          "The disruption budget most needs 1 healthy pods and has 1 currently",
                          ""));
              assertThat(refused.details().retryAfter().toSeconds()).isEqualTo(10);
            });
  }

  @Test
  void aDryRunTakesNothing() {
    budget("minAvailable: 1");
    pod("a", "True");
    pod("b", "True");

    evict("a", DryRun.ALL);
    evict("b", DryRun.ALL);

    assertThat(cluster.api.items(Query.of(ResourceType.POD))).hasSize(2);
    assertThat(
            cluster
                .api
                .get(ResourceType.POD_DISRUPTION_BUDGET, "default", "most")
                .status()
                .disruptedPods())
        .isEmpty();
  }

  @Test
  void anUnreadyPodGoesWhileEnoughOthersAreHealthy() {
    budget("minAvailable: 1");
    pod("a", "True");
    pod("b", "False");

    assertThat(evict("b", DryRun.NONE).change()).isEqualTo(Answer.Change.DELETING);
    assertThatThrownBy(() -> evict("a", DryRun.NONE)).isInstanceOf(ApiException.class);
  }

  @Test
  void twoBudgetsForAPodAreTooMany() {
    budget("minAvailable: 0");
    cluster.api.create(
        TestCluster.object(
            "{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: other}, spec:"
                + " {minAvailable: 0, selector: {}}}"));
    pod("a", "True");

    assertThatThrownBy(() -> evict("a", DryRun.NONE))
        .hasMessageContaining("more than one PodDisruptionBudget");
  }

  private Answer<Pod> evict(String name, DryRun dryRun) {
    return requests.evict(PodKey.of("default", name), EvictionBuilder.builder().build(), dryRun);
  }

  private void budget(String amount) {
    cluster.api.create(
        TestCluster.object(
            "{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: most}, spec: {"
                + amount
                + ", selector: {matchLabels: {app: web}}}}"));
  }

  private void pod(String name, String ready) {
    Pod pod =
        cluster.api.create(
            TestCluster.object(
                Pod.class,
                "{apiVersion: v1, kind: Pod, metadata: {name: "
                    + name
                    + ", labels: {app: web}}, spec: {nodeName: here, containers: [{name: c, image:"
                    + " i}]}}"));
    cluster.api.updateStatus(
        pod.withStatus(
            pod.status()
                .withPhase("Running")
                .withConditions(
                    List.of(PodConditionBuilder.builder().type("Ready").status(ready).build()))));
  }
}
