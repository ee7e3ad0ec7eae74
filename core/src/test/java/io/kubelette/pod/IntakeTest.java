package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.fit.PodRequests;
import io.kubelette.loop.ManualEventLoop;
import io.kubelette.loop.ManualTime;
import io.kubelette.model.ContainerStatusBuilder;
import io.kubelette.model.Pod;
import io.kubelette.model.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The order in which pods come in, and for what they wait. */
final class IntakeTest implements Intake.Verdicts {

  private final ManualTime time = ManualTime.at(Scene.NOW);
  private final List<String> told = new ArrayList<>();
  private final List<String> words = new ArrayList<>();
  private final Intake intake =
      new Intake(
          ManualEventLoop.on(time), AdmissionConfig.defaults(), ResizeFit.Ability.RESIZES, this);
  private boolean nameTaken;

  @Override
  public void taken(Allotment taken) {
    told.add("took " + taken.pod().metadata().uid());
  }

  @Override
  public void allotted(Allotment latest) {
    String uid = latest.pod().metadata().uid();
    told.add(latest.pending() == null ? "gave " + uid : latest.pending().reason() + " " + uid);
  }

  @Override
  public void rejected(Pod pod, Rejection why) {
    told.add(why.reason() + " " + pod.metadata().uid());
    words.add(why.message());
  }

  @Override
  public boolean isNameTaken(Pod pod) {
    return nameTaken;
  }

  @Override
  public void preempted(Pod victim) {
    told.add("preempted " + victim.metadata().uid());
  }

  private static Pod born(int second, Pod pod) {
    Instant birth = Scene.NOW.plusSeconds(second);
    return pod.withMetadata(pod.metadata().withCreationTimestamp(birth));
  }

  private static Pod cpu(String uid, String cpu) {
    return NodeFitTest.asking(uid, "cpu: " + cpu);
  }

  private void offerAll(Pod... pods) {
    intake.nodeIs(NodeFitTest.node());
    List.of(pods).forEach(intake::offer);
    time.runReady();
    told.clear();
  }

  private static Quantity cpuOf(Allotment allotment) {
    return allotment.pod().spec().containers().get(0).resources().requests().get("cpu");
  }

  @Test
  @Row({"K15-11", "K08-07"})
  void aPodGetsTheAmountsThatItAsksForIfTheyFit() {
    offerAll(cpu("one", "1"));

    Allotment now = intake.changed(cpu("one", "2"));

    assertThat(now.pending()).isNull();
    assertThat(cpuOf(now)).isEqualTo(Quantity.parse("2"));
    intake.offer(cpu("two", "1"));
    time.runReady();
    assertThat(told).containsExactly("OutOfcpu two");
  }

  @Test
  @Row({"K15-11", "K08-07"})
  void whatDoesNotFitIsDeferredUntilThereIsRoomAndCountsAsBefore() {
    offerAll(cpu("one", "500m"), cpu("two", "1"));

    Allotment now = intake.changed(cpu("one", "1500m"));

    assertThat(cpuOf(now)).isEqualTo(Quantity.parse("500m"));
    assertThat(now.pending())
        .isEqualTo(
            new Rejection(
                "Deferred",
                "Node didn't have enough resource: cpu, requested: 1500, used: 1000, capacity:"
                    + " 2000"));
    assertThat(intake.changed(cpu("one", "1500m"))).as("nothing changed").isEqualTo(now);
    intake.offer(cpu("three", "500m"));
    time.runReady();
    assertThat(told).as("no room is kept free for it").containsExactly("took three");
    told.clear();
    intake.terminated("three");
    time.runReady();
    assertThat(told).isEmpty();
    intake.terminated("two");
    time.runReady();
    assertThat(told).containsExactly("gave one");
    time.runReady();
    assertThat(told).hasSize(1);
  }

  @Test
  @Row({"K15-11", "K08-07"})
  void roomIsAlsoMadeByAPodThatGivesSomethingBack() {
    offerAll(cpu("one", "1"), cpu("two", "1"));
    intake.changed(cpu("one", "1500m"));
    time.runReady();

    intake.changed(cpu("two", "500m"));
    time.runReady();

    assertThat(told).containsExactly("gave one");
  }

  @Test
  @Row("K08-07")
  void whatNoRoomCanHelpIsInfeasible() {
    offerAll(cpu("one", "1"));
    assertThat(intake.changed(cpu("one", "3")).pending())
        .isEqualTo(
            new Rejection(
                "Infeasible",
                "Node didn't have enough capacity: cpu, requested: 3000, capacity: 2000"));
    assertThat(intake.changed(cpu("one", "1")).pending()).as("it is asked for no more").isNull();
  }

  @Test
  @Row("K15-11")
  void aRuntimeThatCannotResizeIsSaid() {
    Intake unable =
        new Intake(
            ManualEventLoop.on(time), AdmissionConfig.defaults(), ResizeFit.Ability.NONE, this);
    unable.offer(cpu("one", "1"));
    time.runReady();
    Rejection pending = unable.changed(cpu("one", "2")).pending();
    assertThat(pending.reason()).isEqualTo("Infeasible");
    assertThat(pending.message()).startsWith("The runtime cannot change");
  }

  @Test
  @Row("K15-11")
  void whatAPodHadBeforeThisStartIsReadFromItsStatus() {
    Pod pod = cpu("one", "9");
    var told =
        ContainerStatusBuilder.builder()
            .name(pod.spec().containers().get(0).name())
            .allocatedResources(Map.of("cpu", Quantity.parse("1")))
            .resources(
                pod.spec()
                    .containers()
                    .get(0)
                    .resources()
                    .withRequests(Map.of("cpu", Quantity.parse("1"))))
            .build();
    intake.nodeIs(NodeFitTest.node());
    intake.offer(pod.withStatus(pod.status().withContainerStatuses(List.of(told))));
    time.runReady();

    assertThat(this.told).as("it was taken before").containsExactly("took one");
    assertThat(PodRequests.of(intake.active().get(0).spec()).get("cpu"))
        .isEqualTo(Quantity.parse("1"));
  }

  private static Pod critical(String uid, String cpu) {
    Pod pod = cpu(uid, cpu);
    return pod.withSpec(pod.spec().withPriority(2_000_000_000));
  }

  @Test
  @Row("K02-01")
  void theOldestComesFirstWhateverTheOrderOfItsSource() {
    intake.nodeIs(NodeFitTest.node());
    intake.offer(born(3, cpu("young", "1500m")));
    intake.offer(born(1, cpu("old", "1500m")));
    intake.offer(born(2, cpu("middle", "500m")));
    time.runReady();
    assertThat(told).containsExactly("took old", "took middle", "OutOfcpu young");
  }

  @Test
  void whatTerminatesMakesRoomAndWhatIsRejectedTakesNone() {
    intake.nodeIs(NodeFitTest.node());
    intake.offer(cpu("one", "2"));
    intake.offer(cpu("two", "1"));
    time.runReady();
    intake.terminated("one");
    intake.offer(cpu("three", "2"));
    time.runReady();
    assertThat(told).containsExactly("took one", "OutOfcpu two", "took three");
  }

  @Test
  void whoOnlyLacksTheRoomOfOneThatLeavesWaitsForIt() {
    intake.nodeIs(NodeFitTest.node());
    intake.offer(cpu("one", "2"));
    time.runReady();
    intake.release("one");
    intake.offer(cpu("two", "2"));
    intake.offer(cpu("huge", "9"));
    time.runReady();
    assertThat(told).containsExactly("took one", "OutOfcpu huge");
    intake.terminated("one");
    time.runReady();
    assertThat(told).containsExactly("took one", "OutOfcpu huge", "took two");
  }

  @Test
  void podsThatHaveEndedOrAreDeletedAreNotJudged() {
    intake.nodeIs(NodeFitTest.node());
    Pod failed = cpu("failed", "9");
    Pod deleted = cpu("deleted", "9");
    intake.offer(failed.withStatus(failed.status().withPhase("Failed")));
    intake.offer(deleted.withMetadata(deleted.metadata().withDeletionTimestamp(Scene.NOW)));
    time.runReady();
    assertThat(told).containsExactly("took failed", "took deleted");
    assertThat(intake.active()).isEmpty();
  }

  @Test
  @Row("K02-03")
  void aCriticalPodComesInWhenItsVictimsHaveEnded() {
    intake.nodeIs(NodeFitTest.node());
    intake.offer(cpu("victim", "2"));
    time.runReady();
    intake.offer(critical("critical", "1"));
    time.runReady();
    assertThat(told).containsExactly("took victim", "preempted victim");
    intake.offer(critical("critical", "1"));
    time.runReady();
    assertThat(told).as("it is not asked twice").hasSize(2);
    intake.terminated("victim");
    time.runReady();
    assertThat(told).containsExactly("took victim", "preempted victim", "took critical");
  }

  @Test
  @Row("K02-03")
  void aCriticalPodThatNoRoomHelpsIsTurnedAwayForWhatStandsInItsWay() {
    intake.nodeIs(NodeFitTest.node());
    Pod pod = critical("critical", "3");
    intake.offer(pod.withSpec(pod.spec().withNodeSelector(Map.of("disk", "tape"))));
    time.runReady();
    assertThat(told).containsExactly("NodeAffinity critical");
  }

  @Test
  @Row("K02-03")
  void aCriticalPodThatFitsOnNoNodeMakesNobodyLeave() {
    intake.nodeIs(NodeFitTest.node());
    intake.offer(cpu("other", "2"));
    intake.offer(critical("critical", "3"));
    time.runReady();
    assertThat(told).containsExactly("took other", "UnexpectedAdmissionError critical");
  }

  @Test
  @Row("K01-08")
  void aStaticPodWaitsForTheEndOfItsPredecessor() {
    Pod pod = cpu("static", "1");
    Pod manifest =
        pod.withMetadata(
            pod.metadata().withAnnotations(java.util.Map.of(StaticPods.SOURCE, "file")));
    nameTaken = true;
    intake.offer(manifest);
    time.runReady();
    assertThat(told).isEmpty();
    nameTaken = false;
    intake.lookAgain();
    time.runReady();
    assertThat(told).containsExactly("took static");
  }

  @Test
  @Row({"K02-07", "K11-10"})
  void aNodeThatShutsDownTakesNothing() {
    intake.shutDown();
    intake.offer(cpu("late", "1"));
    time.runReady();
    assertThat(told).containsExactly("NodeShutdown late");
    assertThat(words).containsExactly("Pod was rejected as the node is shutting down.");
  }

  @Test
  void whatItsSourceTakesBackIsForgotten() {
    intake.offer(cpu("gone", "1"));
    intake.withdraw("gone");
    time.runReady();
    assertThat(told).isEmpty();
  }
}
