package io.kubelette.simulation;

import io.kubelette.api.ApiConfig;
import io.kubelette.api.ApiServer;
import io.kubelette.loop.ManualEventLoop;
import io.kubelette.loop.ManualTime;
import io.kubelette.model.Pod;
import io.kubelette.model.ResourceType;
import io.kubelette.pod.PodManagerConfig;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.PodIdentity;
import io.kubelette.runtime.PodObservation;
import io.kubelette.runtime.fake.FakeRuntime;
import io.kubelette.store.MemoryStore;
import io.kubelette.store.StoreException;
import io.kubelette.store.WatchEvent;
import io.kubelette.store.WatchListener;
import io.kubelette.store.WatchRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is simulated, and the invariants that watch it.
 *
 * <p>Owned by the simulation's thread.
 */
final class World {

  static final String OWNER = "simulation";
  static final String NODE = "node";
  static final String NAMESPACE = "default";

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00.250Z");

  final Chance chance;
  final ManualTime time = ManualTime.at(BEGIN);
  final Trace trace = new Trace(time);
  final Disk disk = new Disk(time);
  final Sickness sickness = new Sickness(this);
  final Weather weather;
  final PodManagerConfig config;
  final Users users;
  final FakeRuntime engine;
  final Script script;
  final Duration adoptionWindow;

  /** Whether the engine makes a pod's first container together with its sandbox. */
  final boolean createsEarly;

  int storeTrouble;

  /** How many sessions with containers are open. */
  int sessions;

  /** The world's own: the ends of spells, and the engine's timers. */
  final ManualEventLoop loop = ManualEventLoop.on(time);

  private final MemoryStore store = MemoryStore.create();
  private final List<Invariant> invariants;
  private int created;
  private boolean engineUp = true;
  private @Nullable SimulatedNode node;
  private @Nullable Desires desires;
  private @Nullable Broken broken;
  private String actsFor = "";

  World(long seed) {
    chance = Chance.of(seed);
    weather = new Weather(chance);
    // Every other run has no relist to fall back on: events alone must do.
    Duration relist = seed % 2 == 0 ? Duration.ofSeconds(10) : Duration.ofDays(1);
    config = PodManagerConfig.defaults().withRelist(relist);
    createsEarly = chance.percent(50);
    adoptionWindow = chance.percent(50) ? Duration.ZERO : Duration.ofSeconds(30);
    ApiConfig api =
        ApiConfig.defaults()
            .withClock(time)
            .withUids(object -> object.metadata().name() + "-u" + created++);
    users = new Users(ApiServer.over(store, api), this);
    engine = FakeRuntime.builder().loop(loop).pretendedAddresses().recordedCalls(1).build();
    script = new Script(engine, this);
    invariants =
        List.of(
            new RestartKeepsContainers(this),
            new NoStopWithoutCause(this),
            new NoStartAfterTheEnd(this),
            new AtMostOneAttemptRunning(this),
            new BackoffHonoured(this),
            new RulesDecideRestarts(this),
            new GraceHonoured(this),
            new OneTripAtATime(this),
            new NoNewsIsLost(this),
            new StatusNeverRegresses(this),
            new ForeignConditionsStay(this),
            new EveryPodConverges(this),
            new NoOrphanAfterQuiet(this),
            new NoFilesAfterPods(this),
            new SickAreRestarted(this),
            new BusyAreNoEndpoints(this),
            new HookedOnceBeforeStop(this),
            new QuietIsQuiet(this),
            new NothingLeftToRun(this));
    store.watch(
        new WatchRequest<>(ResourceType.POD, NAMESPACE, store.revision()), loop, new Listener());
  }

  /** Records the first invariant that breaks; what follows from it is of no interest. */
  void broken(Invariant invariant, String subject, String why) {
    broken(new Broken(invariant.getClass().getSimpleName(), subject, why));
  }

  void broken(Broken found) {
    if (broken == null) {
      broken = found;
      trace.add("BROKEN %s %s: %s", found.invariant(), found.subject(), found.why());
    }
  }

  Optional<Broken> broken() {
    return Optional.ofNullable(broken);
  }

  void pass(Duration by) {
    time.advance(by);
    tell(Invariant::step);
  }

  /** A time that waits between two disturbances. */
  void passSome() {
    int kind = chance.below(100);
    Duration limit =
        kind < 20
            ? Duration.ZERO
            : kind < 55
                ? Duration.ofMillis(200)
                : kind < 85
                    ? Duration.ofSeconds(5)
                    : kind < 97 ? Duration.ofMinutes(1) : Duration.ofMinutes(6);
    pass(chance.upTo(limit));
  }

  void reached(Invariant.Stage stage) {
    trace.add("stage %s", stage);
    tell(invariant -> invariant.reached(stage));
  }

  void before(RuntimeAct act) {
    tell(invariant -> invariant.before(act));
  }

  void after(RuntimeAct act) {
    tell(invariant -> invariant.after(act));
  }

  /** The task under way looks at that pod, and at no other. */
  void actsFor(String podUid) {
    actsFor = podUid;
    tell(invariant -> invariant.looks(podUid));
  }

  /** The node saw this of a pod. */
  void seen(PodObservation pod) {
    tell(invariant -> invariant.sees(pod));
  }

  /** The node runs a command in a container. */
  void asked(Invariant.Command command) {
    trace.add("%s/%s runs %s", command.pod().name(), command.container().name(), command.name());
    tell(invariant -> invariant.asked(command));
  }

  /** Whether nothing keeps the node from noticing what it should. */
  boolean isCalm() {
    return engineUp && node != null && storeTrouble == 0 && weather.isQuick();
  }

  /** How long a container has been running. */
  Duration runsFor(ObservedContainer container) {
    Instant began = Objects.requireNonNullElse(container.startedAt(), container.createdAt());
    return Duration.between(began, time.now());
  }

  /** The engine tells the node of a change. */
  void event(String podUid) {
    tell(invariant -> invariant.event(podUid));
  }

  /** The task under way has done its part. */
  void acted(Duration answerTakes) {
    if (!actsFor.isEmpty()) {
      trace.add("%s is looked at, the answer takes %s", actsFor, answerTakes);
      String uid = actsFor;
      tell(invariant -> invariant.trip(uid, answerTakes));
    }
    actsFor = "";
  }

  /** What the engine holds; only to be asked while it is up. */
  List<PodObservation> observe() {
    return engine.observe(OWNER);
  }

  PodObservation observe(String podUid) {
    return engine.observe(OWNER, podUid);
  }

  PodObservation observe(Pod pod) {
    String uid = String.valueOf(pod.metadata().uid());
    return observe().stream()
        .filter(seen -> seen.pod().uid().equals(uid))
        .findFirst()
        .orElseGet(
            () ->
                PodObservation.none(
                    new PodIdentity(OWNER, uid, NAMESPACE, String.valueOf(pod.metadata().name()))));
  }

  /** How many pods there have been. */
  int created() {
    return created;
  }

  /** How many writes the store has seen. */
  long writes() {
    return store.revision().value();
  }

  boolean engineIsUp() {
    return engineUp;
  }

  void stopEngine() {
    trace.add("the engine stops");
    sickness.unrest();
    engineUp = false;
    engine.stopEngine();
  }

  void startEngine() {
    trace.add("the engine is up");
    sickness.unrest();
    engineUp = true;
    engine.startEngine();
  }

  /** What the manager of this life, or of the last one, was told. */
  Desires desires() {
    return Objects.requireNonNull(desires);
  }

  Optional<SimulatedNode> node() {
    return Optional.ofNullable(node);
  }

  void startNode() {
    if (node == null) {
      trace.add("the node starts");
      sickness.unrest();
      tell(Invariant::nodeBegins);
      int trouble = storeTrouble;
      // An application that cannot reach its store does not start: here it starts.
      storeTrouble = 0;
      node = SimulatedNode.start(this, store, engine.connect());
      desires = node.desires;
      storeTrouble = trouble;
    }
  }

  /** Ends the node's life at once, as kill -9 does. */
  void killNode() {
    if (node != null) {
      trace.add("the node is killed");
      // What a dead node makes of a pod that is gone, only a relist can find.
      boolean relists = config.relist().compareTo(Duration.ofMinutes(1)) < 0;
      if (relists && chance.percent(60)) {
        node.dieMidCall();
      } else {
        node.die();
      }
      node = null;
      tell(Invariant::nodeEnded);
    }
  }

  void closeNode() {
    if (node != null) {
      trace.add("the node is closed");
      node.close();
      time.runReady();
      node.die();
      node = null;
      tell(Invariant::nodeEnded);
    }
  }

  /** Closes all, and lets what was under way run out before it counts what waits. */
  void close() {
    SimulatedNode last = node().orElseThrow();
    last.close();
    pass(Duration.ofMinutes(1));
    reached(Invariant.Stage.CLOSED);
    last.die();
    engine.close();
    store.close();
    loop.close();
  }

  private void tell(Consumer<Invariant> news) {
    invariants.forEach(news);
  }

  private final class Listener implements WatchListener<Pod> {

    @Override
    public void changed(WatchEvent<Pod> event) {
      Pod pod = event.object();
      trace.add(
          "%s is %s at %s: %s",
          pod.metadata().name(),
          event.type(),
          pod.metadata().resourceVersion(),
          new Object() {
            @Override
            public String toString() {
              return Brief.status(pod.status());
            }
          });
      tell(invariant -> invariant.changed(event));
    }

    @Override
    public void ended(StoreException reason) {}
  }
}
