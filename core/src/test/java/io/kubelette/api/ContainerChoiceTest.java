package io.kubelette.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kubelette.api.PodLogQuery.Attempt;
import io.kubelette.conformance.Row;
import io.kubelette.model.Pod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Row("K17-04")
class ContainerChoiceTest {

  @Test
  void theOnlyContainerIsMeantWhereNoneIsNamed() {
    assertThat(ContainerChoice.of(pod("{}", "a"), null).name()).isEqualTo("a");
    assertThat(ContainerChoice.of(pod("{}", "a"), "").name()).isEqualTo("a");
  }

  @Test
  void theAnnotatedContainerIsMeantWhereNoneIsNamed() {
    Pod pod = pod("{annotations: {kubectl.kubernetes.io/default-container: b}}", "a", "b");

    assertThat(ContainerChoice.of(pod, null).name()).isEqualTo("b");
  }

  @Test
  void oneOfSeveralMustBeNamed() {
    refused(
        () -> ContainerChoice.of(pod("{}", "a", "b"), null),
        "a container name must be specified for pod web, choose one of: [a b]");
  }

  @Test
  void aContainerThatThePodHasNotIsRefused() {
    refused(
        () -> ContainerChoice.of(pod("{}", "a"), "nope"),
        "container nope is not valid for pod web");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = ";;",
      value = {
        "state: {running: {}}, containerID: 'fake://7' ;; 7",
        "state: {terminated: {exitCode: 1, containerID: 'fake://6'}}, containerID: 'fake://6' ;; 6",
        "state: {waiting: {reason: CrashLoopBackOff}}, lastState: {terminated: {exitCode: 1,"
            + " containerID: 'fake://5'}} ;; 5"
      })
  void theNewestLogIsThatOfTheContainerThatRanLast(String status, String id) {
    assertThat(chosen(status).loggedId(Attempt.NEWEST)).isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource({
    "ContainerCreating, is waiting to start: ContainerCreating",
    "PodInitializing, is waiting to start: PodInitializing",
    "ErrImagePull, is waiting to start: image can't be pulled",
    "ImagePullBackOff, is waiting to start: trying and failing to pull image"
  })
  void aContainerThatNeverRanHasNoLogAndSaysWhy(String reason, String words) {
    refused(
        () -> chosen("state: {waiting: {reason: %s}}".formatted(reason)).loggedId(Attempt.NEWEST),
        "container \"a\" in pod \"web\" " + words);
  }

  @Test
  void aContainerWithoutAStatusIsNotAvailable() {
    refused(
        () -> ContainerChoice.of(pod("{}", "a"), "a").loggedId(Attempt.NEWEST),
        "container \"a\" in pod \"web\" is not available");
  }

  @Test
  void thePreviousLogIsThatOfTheLastState() {
    String status =
        "state: {running: {}}, containerID: 'fake://7',"
            + " lastState: {terminated: {exitCode: 1, containerID: 'fake://6'}}";

    assertThat(chosen(status).loggedId(Attempt.PREVIOUS)).isEqualTo("6");
    refused(
        () -> chosen("state: {running: {}}, containerID: 'fake://7'").loggedId(Attempt.PREVIOUS),
        "previous terminated container \"a\" in pod \"web\" not found");
  }

  @Test
  @Row("K17-05")
  void commandsRunInRunningContainersAlone() {
    assertThat(chosen("state: {running: {}}, containerID: 'docker://ab'").runningId())
        .isEqualTo("ab");
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> chosen("state: {waiting: {reason: CrashLoopBackOff}}").runningId())
        .withMessage("container not found (\"a\")")
        .matches(refusal -> refusal.kind() == ApiException.Kind.NOT_FOUND);
    refused(
        () -> ContainerChoice.of(withStatus("{phase: Succeeded}"), "a").runningId(),
        "cannot exec into a container in a completed pod; current phase is Succeeded");
  }

  private static ContainerChoice chosen(String status) {
    return ContainerChoice.of(
        withStatus(
            "{phase: Running, containerStatuses: [{name: a, ready: true, restartCount: 0, image: i,"
                + " imageID: '', "
                + status
                + "}]}"),
        "a");
  }

  private static Pod withStatus(String status) {
    return TestCluster.object(
        Pod.class,
        """
        {apiVersion: v1, kind: Pod, metadata: {name: web},
         spec: {containers: [{name: a, image: i}]}, status: %s}
        """
            .formatted(status));
  }

  private static Pod pod(String metadata, String... containers) {
    StringBuilder list = new StringBuilder();
    for (String name : containers) {
      list.append("{name: %s, image: i},".formatted(name));
    }
    Pod pod =
        TestCluster.object(
            Pod.class,
            "{apiVersion: v1, kind: Pod, metadata: %s, spec: {containers: [%s]}}"
                .formatted(metadata, list));
    return pod.withMetadata(pod.metadata().withName("web"));
  }

  private static void refused(Runnable request, String message) {
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(request::run)
        .withMessage(message)
        .matches(refusal -> refusal.kind() == ApiException.Kind.BAD_REQUEST);
  }
}
