package io.kubelette.simulation;

import io.kubelette.api.ApiException;
import io.kubelette.api.ApiServer;
import io.kubelette.api.DeleteOptions;
import io.kubelette.api.Query;
import io.kubelette.model.Container;
import io.kubelette.model.EndpointSlice;
import io.kubelette.model.ObjectMetaBuilder;
import io.kubelette.model.Pod;
import io.kubelette.model.PodCondition;
import io.kubelette.model.PodConditionBuilder;
import io.kubelette.model.PodSpec;
import io.kubelette.model.ResourceType;
import io.kubelette.model.ServiceBuilder;
import io.kubelette.model.ServicePortBuilder;
import io.kubelette.model.ServiceSpecBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What people and other controllers ask of the API; their way to it is a good one.
 *
 * <p>Owned by the simulation's thread.
 */
final class Users {

  private final ApiServer api;
  private final World world;
  private final Map<String, PodCondition> verdicts = new HashMap<>();

  Users(ApiServer api, World world) {
    this.api = api;
    this.world = world;
  }

  /** All pods, by name. */
  List<Pod> pods() {
    return api.list(Query.of(ResourceType.POD)).items();
  }

  /** The endpoints of all pods. */
  List<EndpointSlice> slices() {
    return api.list(Query.of(ResourceType.ENDPOINT_SLICE)).items();
  }

  /** How many events are told of. */
  int events() {
    return api.list(Query.of(ResourceType.EVENT)).items().size();
  }

  /** Makes a service of all pods. */
  void createService() {
    api.create(
        ServiceBuilder.builder()
            .metadata(ObjectMetaBuilder.builder().name("all").namespace(World.NAMESPACE).build())
            .spec(
                ServiceSpecBuilder.builder()
                    .clusterIP("None")
                    .selector(Map.of("all", "true"))
                    .ports(List.of(ServicePortBuilder.builder().port(80).build()))
                    .build())
            .build());
  }

  Optional<Pod> pod(String name) {
    return api.find(ResourceType.POD, World.NAMESPACE, name);
  }

  void create(Pod pod) {
    Pod created = api.create(pod);
    world.trace.add(
        "%s is created as %s: %s",
        created.metadata().name(), created.metadata().uid(), Brief.spec(created));
  }

  /** Gives a container of the pod another image. */
  void changeImage(String pod, String container, String image) {
    world.trace.add("%s/%s gets image %s", pod, container, image);
    Pod now = pod(pod).orElseThrow();
    PodSpec spec = now.spec();
    api.update(
        now.withSpec(
            spec.withContainers(with(spec.containers(), container, image))
                .withInitContainers(with(spec.initContainers(), container, image))));
  }

  private static List<Container> with(List<Container> before, String name, String image) {
    List<Container> changed = new ArrayList<>(before);
    changed.replaceAll(each -> name.equals(each.name()) ? each.withImage(image) : each);
    return changed;
  }

  /** Writes what concerns the node not at all. */
  void touch(Pod pod) {
    world.trace.add("%s is labelled", pod.metadata().name());
    Map<String, String> labels = new LinkedHashMap<>(pod.metadata().labels());
    labels.put("round", String.valueOf(world.chance.below(1000)));
    api.update(pod.withMetadata(pod.metadata().withLabels(labels)));
  }

  /** Writes a condition that the node knows nothing of. */
  void judge(Pod pod) {
    world.trace.add("%s is judged", pod.metadata().name());
    PodCondition verdict =
        PodConditionBuilder.builder()
            .type(ForeignConditionsStay.TYPE)
            .status(world.chance.percent(50) ? "True" : "False")
            .build();
    List<PodCondition> conditions = new ArrayList<>(pod.status().conditions());
    conditions.removeIf(each -> ForeignConditionsStay.TYPE.equals(each.type()));
    conditions.add(verdict);
    verdicts.put(String.valueOf(pod.metadata().uid()), verdict);
    api.updateStatus(pod.withStatus(pod.status().withConditions(conditions)));
  }

  /** The condition that was written last. */
  Optional<PodCondition> verdictOn(Pod pod) {
    return Optional.ofNullable(verdicts.get(String.valueOf(pod.metadata().uid())));
  }

  void delete(Pod pod, DeleteOptions options) {
    world.trace.add(
        "%s is deleted, grace %s",
        pod.metadata().name(), options.gracePeriod().map(Duration::toString).orElse("its own"));
    try {
      api.delete(ResourceType.POD, World.NAMESPACE, String.valueOf(pod.metadata().name()), options);
    } catch (ApiException answer) {
      if (answer.kind() != ApiException.Kind.NOT_FOUND) {
        throw answer;
      }
    }
  }
}
