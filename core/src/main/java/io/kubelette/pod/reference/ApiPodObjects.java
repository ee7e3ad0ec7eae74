package io.kubelette.pod.reference;

import io.kubelette.api.ApiException;
import io.kubelette.api.ApiServer;
import io.kubelette.api.Informer;
import io.kubelette.api.InformerListener;
import io.kubelette.api.Query;
import io.kubelette.loop.Trip;
import io.kubelette.model.ConfigMap;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ResourceType;
import io.kubelette.model.Secret;
import io.kubelette.model.Service;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The objects of the API, read when they are asked for, and as last seen while the API is away.
 *
 * <p>One watch for each kind tells of changes: of ConfigMaps and Secrets to the listener, so that
 * who waits for one goes on at once. Thread-safe because what was seen lies in concurrent maps,
 * which the loop of the route writes.
 */
public final class ApiPodObjects implements PodObjects, AutoCloseable {

  private final ApiServer api;
  private final ServiceAddresses addresses;
  private final Map<PodObject, KubernetesObject> seen = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Service>> services = new ConcurrentHashMap<>();
  private volatile Consumer<PodObject> onChange = any -> {};
  private final Informer<ConfigMap> configMaps;
  private final Informer<Secret> secrets;
  private final Informer<Service> allServices;
  private volatile boolean servicesRead;

  private ApiPodObjects(ApiServer api, Trip.Route route, ServiceAddresses addresses) {
    this.api = api;
    this.addresses = addresses;
    this.configMaps =
        Informer.create(
            api,
            Query.of(ResourceType.CONFIG_MAP),
            route,
            new Follower<>(PodObject.Kind.CONFIG_MAP));
    this.secrets =
        Informer.create(
            api, Query.of(ResourceType.SECRET), route, new Follower<>(PodObject.Kind.SECRET));
    this.allServices =
        Informer.create(api, Query.of(ResourceType.SERVICE), route, new ServiceFollower());
  }

  /**
   * Objects that are read when they are asked for; nothing is followed yet.
   *
   * @param route the loop on which a listener is called
   */
  public static ApiPodObjects of(ApiServer api, Trip.Route route) {
    return of(api, route, ServiceAddresses.OWN);
  }

  /**
   * The same, where containers reach services elsewhere than at their own addresses.
   *
   * @param addresses where they do
   */
  public static ApiPodObjects of(ApiServer api, Trip.Route route, ServiceAddresses addresses) {
    return new ApiPodObjects(api, route, addresses);
  }

  /**
   * Begins to follow them; called once.
   *
   * @param listener hears, on the loop, of each ConfigMap and Secret that was made, changed or
   *     removed
   */
  public void follow(Consumer<PodObject> listener) {
    onChange = listener;
    allServices.follow();
    configMaps.follow();
    secrets.follow();
  }

  @Override
  public Optional<ConfigMap> configMap(String namespace, String name) {
    return read(new PodObject(PodObject.Kind.CONFIG_MAP, namespace, name), ResourceType.CONFIG_MAP);
  }

  @Override
  public Optional<Secret> secret(String namespace, String name) {
    return read(new PodObject(PodObject.Kind.SECRET, namespace, name), ResourceType.SECRET);
  }

  private <T extends KubernetesObject> Optional<T> read(PodObject object, ResourceType<T> type) {
    try {
      return api.find(type, object.namespace(), object.name());
    } catch (ApiException away) {
      return Optional.of(
          Optional.ofNullable(seen.get(object))
              .map(type.javaType()::cast)
              .orElseThrow(
                  () ->
                      new ReferenceException(
                          "failed to sync %s cache: timed out waiting for the condition"
                              .formatted(object.kind().word()))));
    }
  }

  @Override
  public List<Service> services(String namespace) {
    if (!servicesRead) {
      throw new ReferenceException(
          "services have not yet been read at least once, cannot construct envvars");
    }
    return services.getOrDefault(namespace, Map.of()).values().stream()
        .sorted(Comparator.comparing(service -> String.valueOf(service.metadata().name())))
        .toList();
  }

  @Override
  public ServiceAddresses addresses() {
    return addresses;
  }

  @Override
  public void close() {
    configMaps.close();
    secrets.close();
    allServices.close();
  }

  /** Keeps what it hears of one kind, and passes it on. */
  private final class Follower<T extends KubernetesObject> implements InformerListener<T> {
    private final PodObject.Kind kind;

    Follower(PodObject.Kind kind) {
      this.kind = kind;
    }

    @Override
    public void added(T object) {
      changed(object, object);
    }

    @Override
    public void modified(T before, T now) {
      changed(now, now);
    }

    @Override
    public void deleted(T last) {
      changed(last, null);
    }

    private void changed(T named, @Nullable T now) {
      PodObject object =
          new PodObject(
              kind,
              String.valueOf(named.metadata().namespace()),
              String.valueOf(named.metadata().name()));
      if (now == null) {
        seen.remove(object);
      } else {
        seen.put(object, now);
      }
      onChange.accept(object);
    }
  }

  private final class ServiceFollower implements InformerListener<Service> {

    @Override
    public void added(Service service) {
      namespaceOf(service).put(String.valueOf(service.metadata().name()), service);
    }

    @Override
    public void modified(Service before, Service now) {
      added(now);
    }

    @Override
    public void deleted(Service last) {
      namespaceOf(last).remove(String.valueOf(last.metadata().name()));
    }

    @Override
    public void synced() {
      servicesRead = true;
    }

    private Map<String, Service> namespaceOf(Service service) {
      return services.computeIfAbsent(
          String.valueOf(service.metadata().namespace()), any -> new ConcurrentHashMap<>());
    }
  }
}
