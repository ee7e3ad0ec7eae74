package io.kubelette.simulation;

import io.kubelette.model.ConfigMapVolumeSource;
import io.kubelette.model.Container;
import io.kubelette.model.ContainerBuilder;
import io.kubelette.model.ContainerRestartRule;
import io.kubelette.model.ContainerRestartRuleOnExitCodes;
import io.kubelette.model.EmptyDirVolumeSource;
import io.kubelette.model.ExecAction;
import io.kubelette.model.IntOrString;
import io.kubelette.model.Lifecycle;
import io.kubelette.model.LifecycleHandler;
import io.kubelette.model.ObjectMetaBuilder;
import io.kubelette.model.Pod;
import io.kubelette.model.PodBuilder;
import io.kubelette.model.PodSpecBuilder;
import io.kubelette.model.Probe;
import io.kubelette.model.ProbeBuilder;
import io.kubelette.model.SleepAction;
import io.kubelette.model.TCPSocketAction;
import io.kubelette.model.Volume;
import io.kubelette.model.VolumeBuilder;
import io.kubelette.model.VolumeMount;
import io.kubelette.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Pods of every kind that the simulation knows. */
final class PodShapes {

  static final String GOOD_INIT = "init:good";
  static final String BAD_INIT = "init:bad";

  /** Images whose containers run until they are told to end. */
  static final List<String> SERVERS = List.of("app:1", "app:2", "app:3", "app");

  /** Images whose containers end by themselves, until the script is mended. */
  static final List<String> ENDING = List.of("job:done", "job:fails", "job:greedy");

  /** What is no image's name at all. */
  static final String NO_IMAGE = "app:no such tag";

  private static final List<String> POLICIES =
      List.of("Always", "Always", "Always", "OnFailure", "Never");
  private static final List<String> PULLS =
      List.of("IfNotPresent", "IfNotPresent", "Always", "Never");

  private PodShapes() {}

  static Pod pod(String name, Chance chance) {
    List<Container> init = new ArrayList<>();
    if (chance.percent(20)) {
      init.add(container("i0", GOOD_INIT, chance));
    }
    if (chance.percent(15)) {
      Container sidecar = container("s", chance.pick(SERVERS), chance);
      init.add(sidecar.withRestartPolicy("Always"));
    }
    if (chance.percent(15)) {
      init.add(container("i1", chance.percent(70) ? GOOD_INIT : BAD_INIT, chance));
    }
    List<Container> apps = new ArrayList<>();
    for (String app : List.of("a", "b", "c").subList(0, chance.between(1, 3))) {
      apps.add(container(app, image(chance), chance));
    }
    List<Volume> volumes = volumes(chance);
    List<VolumeMount> mounts = volumes.stream().map(PodShapes::mount).toList();
    int grace = chance.between(0, 60);
    apps.replaceAll(app -> attended(app, grace, chance).withVolumeMounts(mounts));
    return PodBuilder.builder()
        .metadata(
            ObjectMetaBuilder.builder()
                .name(name)
                .namespace(World.NAMESPACE)
                .labels(Map.of("round", "0", "all", "true"))
                .build())
        .spec(
            PodSpecBuilder.builder()
                .nodeName(World.NODE)
                .restartPolicy(chance.pick(POLICIES))
                .terminationGracePeriodSeconds((long) grace)
                .initContainers(init)
                .containers(apps)
                .volumes(volumes)
                .build())
        .build();
  }

  private static List<Volume> volumes(Chance chance) {
    List<Volume> volumes = new ArrayList<>();
    if (chance.percent(30)) {
      volumes.add(
          VolumeBuilder.builder()
              .name("scratch")
              .emptyDir(new EmptyDirVolumeSource(null, null))
              .build());
    }
    if (chance.percent(40)) {
      String settings = Disk.SETTINGS.name();
      volumes.add(
          VolumeBuilder.builder()
              .name("settings")
              .configMap(new ConfigMapVolumeSource(settings, List.of(), null, null))
              .build());
    }
    return volumes;
  }

  private static VolumeMount mount(Volume volume) {
    return VolumeMountBuilder.builder().name(volume.name()).mountPath("/" + volume.name()).build();
  }

  /** With probes and hooks, or some of them. */
  private static Container attended(Container app, int grace, Chance chance) {
    Container attended = app;
    if (chance.percent(15)) {
      attended = attended.withLivenessProbe(probe(app, Sickness.LIVE, chance));
      if (chance.percent(30)) {
        attended = attended.withStartupProbe(probe(app, Sickness.STARTED, chance));
      }
    }
    if (chance.percent(20)) {
      attended = attended.withReadinessProbe(probe(app, Sickness.READY, chance));
    }
    LifecycleHandler after = chance.percent(10) ? command(Sickness.AFTER_START) : null;
    LifecycleHandler before =
        chance.percent(15)
            ? command(Sickness.BEFORE_STOP)
            : chance.percent(5) && grace > 5 ? pause(chance.between(1, 5)) : null;
    if (after != null || before != null) {
      attended = attended.withLifecycle(new Lifecycle(after, before, null));
    }
    return chance.percent(12) ? ruled(attended, chance) : attended;
  }

  /** With a restart policy of its own, and mostly a rule that departs from it. */
  private static Container ruled(Container app, Chance chance) {
    Container ruled = app.withRestartPolicy(chance.pick(List.of("Never", "OnFailure", "Always")));
    if (!chance.percent(60)) {
      return ruled;
    }
    ContainerRestartRuleOnExitCodes codes =
        chance.percent(50)
            ? new ContainerRestartRuleOnExitCodes("In", List.of(3, 42))
            : new ContainerRestartRuleOnExitCodes("NotIn", List.of(0, 1, 137));
    return ruled.withRestartPolicyRules(List.of(new ContainerRestartRule("Restart", codes)));
  }

  /** By a command, or by a port that stands for it. */
  private static Probe probe(Container app, String command, Chance chance) {
    ProbeBuilder probe = ProbeBuilder.builder();
    if (chance.percent(40)) {
      int port = WatchedPorts.port(String.valueOf(app.name()), command);
      probe.tcpSocket(new TCPSocketAction(IntOrString.of(port), null));
    } else {
      probe.exec(new ExecAction(List.of(command)));
    }
    return probe
        .initialDelaySeconds(chance.between(0, 10))
        .periodSeconds(chance.between(20, 60))
        .timeoutSeconds(20)
        .failureThreshold(chance.between(1, 4))
        .build();
  }

  private static LifecycleHandler command(String name) {
    return new LifecycleHandler(new ExecAction(List.of(name)), null, null, null);
  }

  private static LifecycleHandler pause(long seconds) {
    return new LifecycleHandler(null, null, null, new SleepAction(seconds));
  }

  static String image(Chance chance) {
    return chance.percent(75) ? chance.pick(SERVERS) : chance.pick(ENDING);
  }

  private static Container container(String name, String image, Chance chance) {
    return ContainerBuilder.builder()
        .name(name)
        .image(image)
        .imagePullPolicy(chance.pick(PULLS))
        .build();
  }
}
