package io.kubelette.pod;

import io.kubelette.benchmarks.Quartiles;
import io.kubelette.loop.ManualEventLoop;
import io.kubelette.loop.ManualIoPool;
import io.kubelette.loop.ManualTime;
import io.kubelette.manifest.Manifests;
import io.kubelette.model.Pod;
import io.kubelette.model.PodStatus;
import io.kubelette.runtime.PodIdentity;
import io.kubelette.runtime.PodObservation;
import io.kubelette.runtime.fake.FakeRuntime;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long one turn of the plan takes on a pod that is as it should be. In the package of the plan,
 * which nobody else may see.
 */
public final class PlanTurns {

  private static final int BATCHES = 30;
  private static final int WARM_UP = 10;
  private static final int TURNS = 20_000;
  private static final String PLAIN =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: web, namespace: default, uid: uid-1}
      spec:
        containers: [{name: web, image: "example.org/web:1"}]
      """;
  private static final String RICH =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: web, namespace: default, uid: uid-1}
      spec:
        initContainers:
        - {name: mesh, image: "example.org/mesh:1", restartPolicy: Always}
        containers:
        - name: web
          image: example.org/web:1
          lifecycle: {preStop: {exec: {command: [stop]}}}
          livenessProbe: {tcpSocket: {port: 80}, initialDelaySeconds: 60}
          readinessProbe: {tcpSocket: {port: 80}, initialDelaySeconds: 60}
        - {name: log, image: "example.org/log:1"}
      """;

  /** Keeps what a turn makes from being optimised away. */
  private static volatile int sink;

  private PlanTurns() {}

  /** Microseconds of CPU time of a turn, by what pod it was for. */
  public static Map<String, Quartiles> measure() {
    Map<String, Quartiles> measured = new LinkedHashMap<>();
    measured.put("one turn of the plan, pod of one container      ", measure(PLAIN));
    measured.put("one turn of the plan, two, a sidecar, two probes", measure(RICH));
    return measured;
  }

  private static Quartiles measure(String manifest) {
    PodTurn turn = converged((Pod) Manifests.parse("benchmark", manifest).get(0).object());
    List<Double> micros = new ArrayList<>();
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    for (int batch = -WARM_UP; batch < BATCHES; batch++) {
      long began = threads.getCurrentThreadCpuTime();
      int made = 0;
      for (int i = 0; i < TURNS; i++) {
        made += System.identityHashCode(PodPlan.plan(turn).memory()) & 1;
      }
      sink = made;
      if (batch >= 0) {
        micros.add((threads.getCurrentThreadCpuTime() - began) / 1e3 / TURNS);
      }
    }
    return Quartiles.of(micros);
  }

  /** Does what the plan asks, turn after turn, until it asks for nothing. */
  private static PodTurn converged(Pod pod) {
    ManualTime time = ManualTime.at(Instant.parse("2026-01-01T00:00:00Z"));
    ManualEventLoop loop = ManualEventLoop.on(time);
    FakeRuntime runtime = FakeRuntime.builder().loop(loop).pretendedAddresses().build();
    PodManagerConfig config = PodManagerConfig.defaults();
    PodIdentity identity = new PodIdentity("benchmark", "uid-1", "default", "web");
    PodTurn.Context context =
        new PodTurn.Context(identity, new PodNode("benchmark", "node", "10.0.0.1", "fake"), config);
    Workshop workshop =
        new Workshop(
            loop,
            ManualIoPool.on(time),
            runtime,
            new Nowhere(),
            Surroundings.none(),
            new ReactorCalls(
                ManualIoPool.on(time), config.probes(), new PodDials(Optional.empty())),
            uid -> {});
    ActionExecutor executor = new ActionExecutor(context, workshop);
    PodMemory memory = PodMemory.NONE;
    PodObservation seen = PodObservation.none(identity);
    while (true) {
      PodTurn turn =
          new PodTurn(context, Desire.of(pod), seen, PodTurn.Sight.FRESH, memory, time.now());
      PodPlan plan = PodPlan.plan(turn);
      memory = plan.memory();
      if (plan.actions().isEmpty()) {
        return turn;
      }
      for (PodAction action : plan.actions()) {
        Outcome outcome = executor.execute(action);
        memory = Landings.land(memory, outcome, time.now(), config);
      }
      seen = runtime.observe("benchmark", "uid-1");
      time.advance(Duration.ofMillis(1));
    }
  }

  /** Takes every report. */
  private static final class Nowhere implements PodReports {

    @Override
    public Receipt write(PodIdentity pod, PodStatus status) {
      return Receipt.TAKEN;
    }

    @Override
    public Receipt delete(PodIdentity pod) {
      return Receipt.TAKEN;
    }

    @Override
    public void event(PodIdentity pod, Event event) {}
  }
}
