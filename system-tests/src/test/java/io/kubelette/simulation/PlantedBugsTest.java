package io.kubelette.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulation bites: bugs that are planted into core break the invariants they should. */
class PlantedBugsTest {

  private static final long RUNS = 40;

  @TempDir private Path folder;

  @Test
  void findsALostDirtyFlag() throws Exception {
    PlantedBug bug =
        inCore(
            "io.kubelette.pod.PodWorker",
            "hinted = observed == null || hints.remainAfter(observed, hintsBefore);",
            "");

    assertThat(bug.broken(RUNS, folder, "NoNewsIsLost")).contains("NoNewsIsLost");
  }

  @Test
  void findsThatThereIsNoBackoff() throws Exception {
    PlantedBug bug =
        inCore(
            "io.kubelette.pod.Landings",
            "action.nextDelay(), now)",
            "java.time.Duration.ZERO, now)");

    assertThat(bug.broken(RUNS, folder, "BackoffHonoured")).contains("BackoffHonoured");
  }

  @Test
  void findsATripThatLandsTwice() throws Exception {
    PlantedBug bug = inCore("io.kubelette.loop.Trip", "if (landed) {\n      return;\n    }", "");

    assertThat(bug.broken(RUNS, folder, "OneTripAtATime")).contains("OneTripAtATime");
  }

  @Test
  void findsThatSickContainersAreLeftAlone() throws Exception {
    PlantedBug bug =
        inCore(
            "io.kubelette.pod.Healths",
            "return fails(container, running, ProbeKind.LIVENESS)",
            "return false && fails(container, running, ProbeKind.LIVENESS)");

    assertThat(bug.broken(RUNS, folder, "SickAreRestarted")).contains("SickAreRestarted");
  }

  @Test
  void findsThatTheOwnPolicyOfAContainerIsForgotten() throws Exception {
    PlantedBug bug =
        inCore(
            "io.kubelette.pod.RestartRules",
            "switch (own == null ? container.podPolicy() : own)",
            "switch (container.podPolicy())");

    assertThat(bug.broken(RUNS, folder, "RulesDecideRestarts")).contains("RulesDecideRestarts");
  }

  @Test
  void findsThatTheRulesOfAContainerAreForgotten() throws Exception {
    PlantedBug bug =
        inCore("io.kubelette.pod.RestartRules", "if (RESTART.equals(action) ||", "if (");

    assertThat(bug.broken(RUNS, folder, "RulesDecideRestarts")).contains("RulesDecideRestarts");
  }

  @Test
  void findsThatEveryPodIsAnEndpoint() throws Exception {
    PlantedBug bug =
        inCore(
            "io.kubelette.controller.EndpointSliceDerivation",
            "boolean serving = Pods.isReady(pod);",
            "boolean serving = true;");

    assertThat(bug.broken(RUNS, folder, "BusyAreNoEndpoints")).contains("BusyAreNoEndpoints");
  }

  @Test
  void findsThatHooksAreLeftOut() throws Exception {
    PlantedBug bug =
        inCore(
            "io.kubelette.pod.Stopping",
            "boolean hookless = order.defined() == null || order.defined().preStop() == null;",
            "boolean hookless = true;");

    assertThat(bug.broken(RUNS, folder, "HookedOnceBeforeStop")).contains("HookedOnceBeforeStop");
  }

  @Test
  void findsThatAFullDiskKeepsWhatWasNotFinished() throws Exception {
    PlantedBug bug =
        inCore(
            "io.kubelette.pod.volume.AtomicFolder",
            "// Where the disk is full, each try would leave its part.\n"
                + "      Folders.remove(made);",
            "");

    assertThat(bug.broken(RUNS, folder, "NoFilesAfterPods")).contains("NoFilesAfterPods");
  }

  @Test
  void findsASessionThatStaysOpen() throws Exception {
    PlantedBug bug =
        inCore(
            "io.kubelette.pod.Commands",
            "try (ContainerSession session =\n        source.exec(ExecSpec.of(containerId,"
                + " asked.command()), Outputs.merged(output))) {",
            "try {\n      ContainerSession session =\n        source.exec(ExecSpec.of(containerId,"
                + " asked.command()), Outputs.merged(output));");

    assertThat(bug.broken(RUNS, folder, "NothingLeftToRun")).contains("NothingLeftToRun");
  }

  @Test
  void findsAConnectionThatStaysOpen() throws Exception {
    PlantedBug bug =
        inCore(
            "io.kubelette.pod.Knocks",
            "source.connect(pod.sandboxId(), endpoint.port()).close();",
            "source.connect(pod.sandboxId(), endpoint.port());");

    assertThat(bug.broken(RUNS, folder, "NothingLeftToRun")).contains("NothingLeftToRun");
  }

  @Test
  void findsThatAConnectionPassesForARefusal() throws Exception {
    PlantedBug bug =
        inCore(
            "io.kubelette.pod.Knocks",
            "return ProbeAnswer.success(\"\");",
            "return ProbeAnswer.failure(\"\");");

    assertThat(bug.broken(RUNS, folder, "NoStopWithoutCause")).contains("NoStopWithoutCause");
  }

  @Test
  void findsNothingInCoreAsItIs() throws Exception {
    PlantedBug none =
        inCore("io.kubelette.loop.Trip", "private boolean landed;", "private boolean landed;");

    assertThat(none.broken(2, folder, "")).isEmpty();
  }

  private static PlantedBug inCore(String type, String right, String wrong)
      throws ClassNotFoundException {
    return new PlantedBug(Class.forName(type), right, wrong);
  }
}
