package io.kubelette.simulation;

import io.kubelette.api.DeleteOptions;
import io.kubelette.model.Container;
import io.kubelette.model.Pod;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.ObservedContainer.State;
import io.kubelette.runtime.ObservedSandbox;
import io.kubelette.runtime.PodObservation;
import io.kubelette.runtime.fake.FakeContainer;
import io.kubelette.simulation.Sickness.Ailment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * All that happens to pods and to the world around them, each kind as often as its weight says.
 *
 * <p>Owned by the simulation's thread.
 */
final class Disturbances {

  static final int PODS = 20;

  private static final List<Integer> EXIT_CODES = List.of(0, 0, 1, 2, 42, 137, 143, 255);

  private final World world;
  private final Chance chance;
  private final List<Runnable> lots = new ArrayList<>();

  Disturbances(World world) {
    this.world = world;
    this.chance = world.chance;
    byUsers();
    byContainers();
    byScript();
    bySpells();
    byDisk();
  }

  /** One of them, drawn by weight; one that finds nothing to disturb does nothing. */
  void next() {
    chance.pick(lots).run();
  }

  private void add(int weight, Runnable disturbance) {
    for (int i = 0; i < weight; i++) {
      lots.add(disturbance);
    }
  }

  private void byUsers() {
    add(14, this::createOne);
    add(14, () -> onPod(Disturbances::isAlive, this::changeImage));
    add(8, () -> onPod(Disturbances::isAlive, pod -> delete(pod, DeleteOptions.defaults())));
    add(3, () -> onPod(Disturbances::isAlive, pod -> delete(pod, shorter(pod))));
    add(6, () -> onPod(pod -> !isAlive(pod), pod -> delete(pod, shorter(pod))));
    add(3, () -> onPod(pod -> true, pod -> delete(pod, DeleteOptions.now())));
    add(3, () -> onPod(pod -> true, this::replaceByForce));
    add(8, () -> onPod(pod -> true, world.users::touch));
    add(4, () -> onPod(Disturbances::isAlive, world.users::judge));
  }

  private void byContainers() {
    add(24, () -> onContainer(running -> running.exit(chance.pick(EXIT_CODES))));
    add(6, () -> onContainer(FakeContainer::oomKill));
    add(4, this::crashAllOfPod);
    add(5, this::loseContainer);
    add(6, this::loseSandbox);
  }

  private void byScript() {
    add(6, () -> world.script.breakPulls(chance.pick(PodShapes.SERVERS)));
    add(12, () -> world.script.breakPod(podName()));
    add(5, () -> world.script.makeDeaf(podName()));
    add(4, () -> world.script.removeImage(chance.pick(PodShapes.SERVERS)));
  }

  private void byDisk() {
    add(6, this::fallIll);
    add(3, () -> spell("disk full", world.disk::fill, world.disk::free));
    add(3, this::changeSettings);
  }

  private void changeSettings() {
    world.trace.add("the settings change");
    world.disk.change();
    world.node().ifPresent(node -> node.manager.objectChanged(Disk.SETTINGS));
  }

  /** For a while, or until all is mended. */
  private void fallIll() {
    onPod(
        Disturbances::isAlive,
        pod -> {
          String name = String.valueOf(pod.metadata().name());
          Container container = chance.pick(pod.spec().containers());
          String place = String.valueOf(container.name());
          boolean dead = isProbed(container) && chance.percent(60);
          world.sickness.befall(name, place, dead ? Ailment.DEAD : Ailment.BUSY);
          if (chance.percent(60)) {
            Duration lasts = chance.upTo(Duration.ofMinutes(20));
            world.loop.schedule(lasts, () -> world.sickness.heal(name, place));
          }
        });
  }

  private void bySpells() {
    add(5, () -> spell("storm", world.weather::storm, this::clearSky));
    add(4, () -> spell("trouble with the store", this::troubleStore, () -> world.storeTrouble = 0));
    add(3, () -> spell("events are lost", world.engine::loseEvents, this::restoreEvents));
    add(2, () -> spell("no engine", world::stopEngine, this::startEngine));
    add(3, () -> world.node().ifPresent(node -> cutWatches(node)));
    add(4, () -> spell("no node", world::killNode, world::startNode));
    add(2, () -> spell("no node", world::closeNode, world::startNode));
  }

  /** Ends all spells, and with them all disturbance; one container stays ill in the quiet. */
  void end() {
    clearSky();
    world.storeTrouble = 0;
    world.disk.free();
    world.sickness.unrest();
    startEngine();
    restoreEvents();
    world.startNode();
    letOneStayIll();
  }

  private void letOneStayIll() {
    List<Pod> probed =
        world.users.pods().stream()
            .filter(Disturbances::isAlive)
            .filter(pod -> pod.spec().containers().stream().anyMatch(Disturbances::isProbed))
            .toList();
    if (!probed.isEmpty()) {
      Pod pod = chance.pick(probed);
      List<Container> containers =
          pod.spec().containers().stream().filter(Disturbances::isProbed).toList();
      String container = String.valueOf(chance.pick(containers).name());
      world.sickness.befall(String.valueOf(pod.metadata().name()), container, Ailment.DEAD);
    }
  }

  private static boolean isProbed(Container container) {
    return container.livenessProbe() != null;
  }

  void createAll() {
    for (int i = 0; i < PODS; i++) {
      world.users.create(PodShapes.pod("p" + i, chance));
    }
  }

  void deleteAll() {
    world.users.pods().forEach(pod -> delete(pod, DeleteOptions.defaults()));
  }

  void deleteAllByForce() {
    world.users.pods().forEach(pod -> delete(pod, DeleteOptions.now()));
  }

  private void createOne() {
    String name = podName();
    if (world.users.pod(name).isEmpty()) {
      world.users.create(PodShapes.pod(name, chance));
    }
  }

  private void replaceByForce(Pod pod) {
    delete(pod, DeleteOptions.now());
    world.users.create(PodShapes.pod(String.valueOf(pod.metadata().name()), chance));
  }

  private void changeImage(Pod pod) {
    String container = String.valueOf(chance.pick(pod.spec().containers()).name());
    String image = chance.percent(5) ? PodShapes.NO_IMAGE : PodShapes.image(chance);
    world.users.changeImage(String.valueOf(pod.metadata().name()), container, image);
  }

  private void delete(Pod pod, DeleteOptions options) {
    world.users.delete(pod, options);
  }

  private DeleteOptions shorter(Pod pod) {
    Long deletion = pod.metadata().deletionGracePeriodSeconds();
    Long own = pod.spec().terminationGracePeriodSeconds();
    long most = deletion != null ? deletion : own == null ? 30 : own;
    return DeleteOptions.defaults()
        .withGracePeriod(Duration.ofSeconds(chance.below((int) most + 1)));
  }

  private void onContainer(Consumer<FakeContainer> deed) {
    onObserved(
        (pod, container) -> {
          if (container.state() == State.RUNNING) {
            world.trace.add("%s/%s ends or is killed", pod.pod().name(), container.name());
            deed.accept(hand(pod, container));
          }
        });
  }

  private void loseContainer() {
    onObserved(
        (pod, container) -> {
          world.trace.add("%s/%s vanishes", pod.pod().name(), container.name());
          world.users.pod(pod.pod().name()).ifPresent(world.script::lostContainer);
          hand(pod, container).vanish();
        });
  }

  private void crashAllOfPod() {
    if (!world.engineIsUp() || world.observe().isEmpty()) {
      return;
    }
    PodObservation pod = chance.pick(world.observe());
    for (ObservedContainer container : pod.containers()) {
      if (container.state() == State.RUNNING) {
        world.trace.add("%s/%s crashes", pod.pod().name(), container.name());
        hand(pod, container).exit(1);
      }
    }
  }

  private void loseSandbox() {
    if (!world.engineIsUp() || world.observe().isEmpty()) {
      return;
    }
    PodObservation pod = chance.pick(world.observe());
    if (pod.sandboxes().stream().anyMatch(box -> box.state() == ObservedSandbox.State.READY)) {
      world.trace.add("%s loses its sandbox", pod.pod().name());
      world.engine.pod(World.NAMESPACE, pod.pod().name()).loseSandbox();
    }
  }

  private interface OnContainer {
    void strike(PodObservation pod, ObservedContainer container);
  }

  private void onObserved(OnContainer deed) {
    if (!world.engineIsUp()) {
      return;
    }
    List<PodObservation> pods =
        world.observe().stream().filter(pod -> !pod.containers().isEmpty()).toList();
    if (!pods.isEmpty()) {
      PodObservation pod = chance.pick(pods);
      deed.strike(pod, chance.pick(pod.containers()));
    }
  }

  private FakeContainer hand(PodObservation pod, ObservedContainer container) {
    return world.engine.pod(World.NAMESPACE, pod.pod().name()).container(container.name());
  }

  private void onPod(Predicate<Pod> which, Consumer<Pod> deed) {
    List<Pod> pods = world.users.pods().stream().filter(which).toList();
    if (!pods.isEmpty()) {
      deed.accept(chance.pick(pods));
    }
  }

  private static boolean isAlive(Pod pod) {
    return pod.metadata().deletionTimestamp() == null;
  }

  private String podName() {
    return "p" + chance.below(PODS);
  }

  /** Something that lasts for a while; what begins it and what ends it may be done twice. */
  private void spell(String name, Runnable begin, Runnable end) {
    Duration lasts =
        chance.percent(70)
            ? chance.upTo(Duration.ofSeconds(20))
            : chance.upTo(Duration.ofMinutes(5));
    world.trace.add("%s for %s", name, lasts);
    world.sickness.unrest();
    begin.run();
    world.loop.schedule(
        lasts,
        () -> {
          world.sickness.unrest();
          end.run();
        });
  }

  private void troubleStore() {
    world.storeTrouble = chance.pick(List.of(5, 20, 60, 100));
  }

  private void clearSky() {
    world.weather.clear();
  }

  private void cutWatches(SimulatedNode node) {
    world.trace.add("watches are cut");
    node.cutWatches();
  }

  private void startEngine() {
    if (!world.engineIsUp()) {
      world.startEngine();
    }
  }

  private void restoreEvents() {
    if (world.engineIsUp()) {
      world.trace.add("events arrive again");
      world.engine.restoreEvents();
    }
  }
}
