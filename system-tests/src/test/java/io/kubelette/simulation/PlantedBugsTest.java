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

    assertBreaks("NoNewsIsLost", bug);
  }

  @Test
  void findsThatThereIsNoBackoff() throws Exception {
    PlantedBug bug =
        inCore(
            "io.kubelette.pod.Landings",
            "action.nextDelay(), now)",
            "java.time.Duration.ZERO, now)");

    assertBreaks("BackoffHonoured", bug);
  }

  @Test
  void findsATripThatLandsTwice() throws Exception {
    PlantedBug bug = inCore("io.kubelette.loop.Trip", "if (landed) {\n      return;\n    }", "");

    assertBreaks("OneTripAtATime", bug);
  }

  @Test
  void findsThatSickContainersAreLeftAlone() throws Exception {
    PlantedBug bug =
        inCore(
            "io.kubelette.pod.Healths",
            "return fails(container, running, ProbeKind.LIVENESS)",
            "return false && fails(container, running, ProbeKind.LIVENESS)");

    assertBreaks("SickAreRestarted", bug);
  }

  @Test
  void findsThatTheOwnPolicyOfAContainerIsForgotten() throws Exception {
    PlantedBug bug =
        inCore(
            "io.kubelette.pod.RestartRules",
            "switch (own == null ? container.podPolicy() : own)",
            "switch (container.podPolicy())");

    assertBreaks("RulesDecideRestarts", bug);
  }

  @Test
  void findsThatTheRulesOfAContainerAreForgotten() throws Exception {
    PlantedBug bug =
        inCore("io.kubelette.pod.RestartRules", "if (RESTART.equals(action) ||", "if (");

    assertBreaks("RulesDecideRestarts", bug);
  }

  @Test
  void findsThatEveryPodIsAnEndpoint() throws Exception {
    PlantedBug bug =
        inCore(
            "io.kubelette.controller.EndpointSliceDerivation",
            "boolean serving = Pods.isReady(pod);",
            "boolean serving = true;");

    assertBreaks("BusyAreNoEndpoints", bug);
  }

  @Test
  void findsThatHooksAreLeftOut() throws Exception {
    PlantedBug bug =
        inCore(
            "io.kubelette.pod.Stopping",
            "boolean hookless = order.defined() == null || order.defined().preStop() == null;",
            "boolean hookless = true;");

    assertBreaks("HookedOnceBeforeStop", bug);
  }

  @Test
  void findsThatAFullDiskKeepsWhatWasNotFinished() throws Exception {
    PlantedBug bug =
        inCore(
            "io.kubelette.pod.volume.AtomicFolder",
            "// Where the disk is full, each try would leave its part.\n"
                + "      Folders.remove(made);",
            "");

    assertBreaks("NoFilesAfterPods", bug);
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

    assertBreaks("NothingLeftToRun", bug);
  }

  @Test
  void findsAConnectionThatStaysOpen() throws Exception {
    PlantedBug bug =
        inCore(
            "io.kubelette.pod.Knocks",
            "source.connect(pod.sandboxId(), endpoint.port()).close();",
            "source.connect(pod.sandboxId(), endpoint.port());");

    assertBreaks("NothingLeftToRun", bug);
  }

  @Test
  void findsThatAConnectionPassesForARefusal() throws Exception {
    PlantedBug bug =
        inCore(
            "io.kubelette.pod.Knocks",
            "return ProbeAnswer.success(\"\");",
            "return ProbeAnswer.failure(\"\");");

    assertBreaks("NoStopWithoutCause", bug);
  }

  @Test
  void findsNothingInCoreAsItIs() throws Exception {
    PlantedBug none =
        inCore("io.kubelette.loop.Trip", "private boolean landed;", "private boolean landed;");

    assertThat(none.broken(2, folder, "")).isEmpty();
  }

  private void assertBreaks(String invariant, PlantedBug bug) throws Exception {
    assertThat(bug.broken(RUNS, folder, invariant)).contains(invariant);
  }

  private static PlantedBug inCore(String type, String right, String wrong)
      throws ClassNotFoundException {
    return new PlantedBug(Class.forName(type), right, wrong);
  }
}
