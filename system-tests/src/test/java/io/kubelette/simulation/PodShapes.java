package io.kubelette.simulation;

import io.kubelette.model.Container;
import io.kubelette.model.ContainerBuilder;
import io.kubelette.model.ObjectMetaBuilder;
import io.kubelette.model.Pod;
import io.kubelette.model.PodBuilder;
import io.kubelette.model.PodSpecBuilder;
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
    return PodBuilder.builder()
        .metadata(
            ObjectMetaBuilder.builder()
                .name(name)
                .namespace(World.NAMESPACE)
                .labels(Map.of("round", "0"))
                .build())
        .spec(
            PodSpecBuilder.builder()
                .nodeName(World.NODE)
                .restartPolicy(chance.pick(POLICIES))
                .terminationGracePeriodSeconds((long) chance.between(0, 60))
                .initContainers(init)
                .containers(apps)
                .build())
        .build();
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
