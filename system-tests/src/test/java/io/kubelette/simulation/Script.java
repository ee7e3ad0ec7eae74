package io.kubelette.simulation;

import io.kubelette.model.Container;
import io.kubelette.model.Pod;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.fake.FakeRuntime;
import io.kubelette.runtime.fake.PodFaults;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The script of the engine, and which pods cannot be well as long as it stands.
 *
 * <p>Owned by the simulation's thread.
 */
final class Script {

  private static final List<Kind> KINDS = List.of(Kind.NOT_FOUND, Kind.REJECTED, Kind.TRANSIENT);

  private final FakeRuntime engine;
  private final World world;
  private final Set<String> brokenPods = new HashSet<>();
  private final Set<String> brokenImages = new HashSet<>();
  private final Set<String> lostContainers = new HashSet<>();

  Script(FakeRuntime engine, World world) {
    this.engine = engine;
    this.world = world;
    Chance chance = world.chance;
    engine
        .whenImage(PodShapes.GOOD_INIT)
        .exitsAfter(chance.between(Duration.ofMillis(10), Duration.ofSeconds(8)), 0);
    engine.whenImage(PodShapes.BAD_INIT).exitsAfter(chance.upTo(Duration.ofSeconds(8)), 1);
    Duration life = Duration.ofMinutes(11);
    engine.whenImage("job:done").exitsAfter(chance.upTo(Duration.ofSeconds(20)), 0);
    engine.whenImage("job:fails").times(9).exitsAfter(chance.upTo(Duration.ofSeconds(5)), 3);
    engine.whenImage("job:fails").times(2).exitsAfter(life, 3);
    engine.whenImage("job:fails").exitsAfter(chance.upTo(Duration.ofSeconds(20)), 3);
    engine.whenImage("job:greedy").oomKilledAfter(chance.upTo(Duration.ofSeconds(20)));
    brokenImages.addAll(PodShapes.ENDING);
    brokenImages.addAll(List.of(PodShapes.BAD_INIT, PodShapes.NO_IMAGE));
  }

  /** Whether the script keeps the pod from being well. */
  boolean breaks(Pod pod) {
    return brokenPods.contains(pod.metadata().name())
        || world.sickness.isSick(String.valueOf(pod.metadata().name()))
        || containers(pod)
            .anyMatch(
                each ->
                    brokenImages.contains(each.image()) || "Never".equals(each.imagePullPolicy()));
  }

  /** Whether a container of the pod was removed behind everyone's back. */
  boolean hasLostContainers(Pod pod) {
    return lostContainers.contains(pod.metadata().uid());
  }

  void lostContainer(Pod pod) {
    lostContainers.add(String.valueOf(pod.metadata().uid()));
  }

  void breakPulls(String image) {
    Kind kind = world.chance.pick(KINDS);
    int times = world.chance.between(0, 4);
    world.trace.add("pulls of %s fail as %s, times %d", image, kind, times);
    brokenImages.add(image);
    if (times == 0) {
      engine.whenImage(image).pullFails(kind, "no pull");
    } else {
      engine.whenImage(image).times(times).pullFails(kind, "no pull");
    }
  }

  /** Breaks something of a pod, mostly for a few times, sometimes for good. */
  void breakPod(String pod) {
    int times = world.chance.between(1, 3);
    if (world.chance.percent(10)) {
      times = Integer.MAX_VALUE;
      brokenPods.add(pod);
    }
    PodFaults faults = engine.whenPod(World.NAMESPACE, pod).times(times);
    int what = world.chance.below(9);
    world.trace.add("%s gets fault %d, times %d", pod, what, times);
    Kind kind = world.chance.pick(KINDS);
    switch (what) {
      case 0 -> faults.sandboxFails(kind, "no sandbox");
      case 1 -> faults.sandboxLosesAnswer();
      case 2 -> faults.createFails(kind, "no container");
      case 3 -> faults.createLosesAnswer();
      case 4 -> faults.startFails(kind, "no start");
      case 5 -> faults.startLosesAnswer();
      case 6 -> faults.cannotRun(world.chance.pick(List.of(126, 127)), "no such program");
      case 7 -> faults.exitsAfter(world.chance.upTo(Duration.ofSeconds(30)), 1);
      default -> faults.oomKilledAfter(world.chance.upTo(Duration.ofSeconds(30)));
    }
  }

  void makeDeaf(String pod) {
    world.trace.add("%s ignores SIGTERM", pod);
    engine.whenPod(World.NAMESPACE, pod).times(world.chance.between(1, 3)).ignoresTerm();
  }

  void removeImage(String image) {
    world.trace.add("image %s is removed", image);
    engine.absent(image);
  }

  /** Mends everything: what stood broken works, and all images are there. */
  void mend() {
    world.trace.add("the script is mended");
    engine.clearFaults();
    world.sickness.healAll();
    brokenPods.clear();
    brokenImages.clear();
    for (String image : List.of(PodShapes.GOOD_INIT, PodShapes.BAD_INIT)) {
      engine.whenImage(image).exitsAfter(Duration.ofSeconds(1), 0);
    }
    Stream.of(PodShapes.SERVERS, PodShapes.ENDING, List.of(PodShapes.GOOD_INIT, PodShapes.BAD_INIT))
        .flatMap(List::stream)
        .forEach(engine::present);
    for (Pod pod : world.users.pods()) {
      containers(pod)
          .filter(each -> PodShapes.NO_IMAGE.equals(each.image()))
          .forEach(
              each ->
                  world.users.changeImage(
                      String.valueOf(pod.metadata().name()), String.valueOf(each.name()), "app:1"));
    }
  }

  private static Stream<Container> containers(Pod pod) {
    return Stream.concat(pod.spec().initContainers().stream(), pod.spec().containers().stream());
  }
}
