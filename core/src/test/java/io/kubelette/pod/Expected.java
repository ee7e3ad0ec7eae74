package io.kubelette.pod;

import io.kubelette.pod.PodAction.PullImage;
import io.kubelette.pod.PodAction.RemoveContainer;
import io.kubelette.pod.PodAction.RemoveSandbox;
import io.kubelette.pod.PodAction.RunSandbox;
import io.kubelette.pod.PodAction.Signal;
import io.kubelette.pod.PodAction.StartContainer;
import io.kubelette.runtime.SandboxSpec;
import io.kubelette.runtime.StopSignal;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The actions that tests expect of a {@link Scene}, written shortly. */
final class Expected {

  private Expected() {}

  static PodAction runSandbox(int attempt) {
    return new RunSandbox(new SandboxSpec(Scene.POD, attempt, Scene.POD.name()));
  }

  /** The first sandbox of a pod of which nothing exists, with the container that starts first. */
  static RunSandbox runFirstSandbox(Scene scene, String first) {
    DefinedContainer container = scene.outlook(first).container();
    PodTurn turn = scene.turn();
    return new RunSandbox(
        new SandboxSpec(Scene.POD, 0, Scene.POD.name()),
        new StartContainer(
            container.ref(),
            ContainerSpecs.of(turn, container, "", 0),
            new Setting(turn.pod().orElseThrow(), container.definition(), null, Set.of()),
            null,
            Duration.ZERO));
  }

  static PodAction removeSandbox(int attempt) {
    return new RemoveSandbox("sandbox-" + attempt);
  }

  static PodAction remove(String containerId) {
    return new RemoveContainer(containerId);
  }

  static PullImage pull(Scene scene, String name, int attempt) {
    DefinedContainer container = scene.outlook(name).container();
    String policy = String.valueOf(container.definition().imagePullPolicy());
    return new PullImage(container.ref(), attempt, container.image(), policy, List.of());
  }

  /** A first start: its successor waits for nothing. */
  static StartContainer start(Scene scene, String name, int attempt) {
    return start(scene, name, attempt, Duration.ZERO);
  }

  static StartContainer start(Scene scene, String name, int attempt, Duration nextDelay) {
    ContainerRef ref = scene.outlook(name).container().ref();
    return new StartContainer(
        ref, scene.specFor(name, attempt), scene.settingFor(name), null, nextDelay);
  }

  static StartContainer startCreated(Scene scene, String name, int attempt) {
    StartContainer start = start(scene, name, attempt);
    return new StartContainer(
        start.container(), start.spec(), start.setting(), name + "-" + attempt, Duration.ZERO);
  }

  static PodAction term(Scene scene, String name, int attempt, String why) {
    return signal(scene, name + "-" + attempt, StopSignal.TERMINATE, why);
  }

  static PodAction kill(Scene scene, String name, int attempt, String why) {
    return signal(scene, name + "-" + attempt, StopSignal.KILL, why);
  }

  /** What ends the containers of a pod that ends. */
  static PodAction stop(Scene scene, String name, int attempt) {
    return term(scene, name, attempt, "Stopping container " + name);
  }

  private static Signal signal(Scene scene, String id, StopSignal signal, String why) {
    String name = id.substring(0, id.lastIndexOf('-'));
    ContainerRef ref =
        scene.turn().pod().stream()
            .flatMap(pod -> DefinedContainer.of(pod.spec()).stream())
            .map(DefinedContainer::ref)
            .filter(defined -> defined.name().equals(name))
            .findFirst()
            .orElse(new ContainerRef(ContainerRole.APP, name));
    return new Signal(ref, id, signal, why);
  }
}
