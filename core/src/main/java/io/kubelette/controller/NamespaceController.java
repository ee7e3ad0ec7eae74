package io.kubelette.controller;

import io.kubelette.api.ApiException;
import io.kubelette.api.ApiServer;
import io.kubelette.api.DeleteOptions;
import io.kubelette.api.Informer;
import io.kubelette.api.InformerListener;
import io.kubelette.api.Query;
import io.kubelette.loop.Clock;
import io.kubelette.loop.Trip;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.Namespace;
import io.kubelette.model.NamespaceCondition;
import io.kubelette.model.NamespaceConditionBuilder;
import io.kubelette.model.ObjectKey;
import io.kubelette.model.Pod;
import io.kubelette.model.ResourceType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Empties namespaces that are deleted, and lets them go.
 *
 * <p>What takes its time, such as a pod within its grace period, is waited for: the namespace is
 * looked at again when a pod goes, and after a growing delay.
 *
 * <p>Owned by: the loop of its route; {@link #close} may be called from any thread.
 */
public final class NamespaceController implements AutoCloseable {

  private static final String REMAINING = "NamespaceContentRemaining";

  private final ApiServer api;
  private final Trip.Route route;
  private final Clock clock;
  private final Reconciler<String> reconciler;
  private final Informer<Namespace> namespaces;
  private final Informer<Pod> pods;

  private NamespaceController(ApiServer api, Trip.Route route, Clock clock) {
    this.api = api;
    this.route = route;
    this.clock = clock;
    this.reconciler = new Reconciler<>("namespaces", route, name -> () -> empty(name));
    this.namespaces =
        Informer.create(
            api,
            Query.of(ResourceType.NAMESPACE),
            route,
            InformerListener.each(namespace -> mark(String.valueOf(namespace.metadata().name()))));
    this.pods =
        Informer.create(
            api,
            Query.of(ResourceType.POD),
            route,
            InformerListener.each(pod -> mark(String.valueOf(pod.metadata().namespace()))));
  }

  /** Begins to end namespaces that are deleted. */
  public static NamespaceController start(ApiServer api, Trip.Route route, Clock clock) {
    NamespaceController controller = new NamespaceController(api, route, clock);
    controller.namespaces.follow();
    controller.pods.follow();
    return controller;
  }

  @Override
  public void close() {
    namespaces.close();
    pods.close();
    route.loop().execute(reconciler::close);
  }

  private void mark(String name) {
    namespaces
        .find("", name)
        .filter(namespace -> namespace.metadata().deletionTimestamp() != null)
        .ifPresent(namespace -> reconciler.mark(name));
  }

  private void empty(String name) {
    Optional<Namespace> ending =
        api.find(ResourceType.NAMESPACE, "", name)
            .filter(namespace -> namespace.metadata().deletionTimestamp() != null);
    if (ending.isEmpty()) {
      return;
    }
    for (ResourceType<?> type : ResourceType.all()) {
      if (type.namespaced()) {
        api.items(Query.of(type).in(name).where(isAlive())).forEach(this::delete);
      }
    }
    if (api.releaseNamespace(name).isEmpty()) {
      List<String> left = left(name);
      if (!left.isEmpty()) {
        report(ending.get(), left);
        throw new IllegalStateException("namespace " + name + " still has " + left);
      }
    }
  }

  private static Predicate<KubernetesObject> isAlive() {
    return object -> object.metadata().deletionTimestamp() == null;
  }

  private void delete(KubernetesObject object) {
    ObjectKey key = ObjectKey.of(object);
    try {
      api.delete(key.type(), key.namespace(), key.name(), DeleteOptions.defaults());
    } catch (ApiException answer) {
      if (answer.kind() != ApiException.Kind.NOT_FOUND) {
        throw answer;
      }
    }
  }

  private List<String> left(String name) {
    List<String> left = new ArrayList<>();
    for (ResourceType<?> type : ResourceType.all()) {
      int count = type.namespaced() ? api.items(Query.of(type).in(name)).size() : 0;
      if (count > 0) {
        left.add("%s.%s has %d resource instances".formatted(type.plural(), type.group(), count));
      }
    }
    return left;
  }

  /** Says in the status what is waited for. */
  private void report(Namespace namespace, List<String> left) {
    String message = "Some resources are remaining: " + String.join(", ", left);
    List<NamespaceCondition> conditions = namespace.status().conditions();
    Optional<NamespaceCondition> present =
        conditions.stream().filter(each -> REMAINING.equals(each.type())).findFirst();
    if (present.isPresent() && message.equals(present.get().message())) {
      return;
    }
    Instant since =
        present
            .map(NamespaceCondition::lastTransitionTime)
            .orElse(clock.now().truncatedTo(ChronoUnit.SECONDS));
    List<NamespaceCondition> next =
        new ArrayList<>(
            conditions.stream().filter(each -> !REMAINING.equals(each.type())).toList());
    next.add(
        NamespaceConditionBuilder.builder()
            .type(REMAINING)
            .status("True")
            .reason("SomeResourcesRemain")
            .message(message)
            .lastTransitionTime(since)
            .build());
    api.updateStatus(
        namespace
            .withMetadata(namespace.metadata().withResourceVersion(null))
            .withStatus(namespace.status().withConditions(next)));
  }
}
