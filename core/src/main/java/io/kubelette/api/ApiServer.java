package io.kubelette.api;

import io.kubelette.loop.EventLoop;
import io.kubelette.manifest.Document;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.Namespace;
import io.kubelette.model.Pod;
import io.kubelette.model.PodKey;
import io.kubelette.model.ResourceType;
import io.kubelette.store.Listing;
import io.kubelette.store.Revision;
import io.kubelette.store.Store;
import io.kubelette.store.Watch;
import io.kubelette.store.WatchListener;
import io.kubelette.store.WatchRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The API of a cluster, called in process: typed, without serialisation, with Kubernetes' rules.
 *
 * <p>It is the only writer to its store, but several API servers may share one. Objects without a
 * namespace, of a kind that needs one, are in {@code default}; the namespaces {@code default},
 * {@code kube-system}, {@code kube-public} and {@code kube-node-lease} always exist, and so do the
 * priority classes {@code system-node-critical} and {@code system-cluster-critical}.
 *
 * <p>What is stored is immutable and shared: callers get the very instances. A request that breaks
 * a rule throws {@link ApiException} and changes nothing.
 *
 * <p>Thread-safe because it keeps no state but the store. Calls run on the caller's thread and may
 * block as long as the store does, so event loops make them by a trip to the I/O pool; only {@link
 * #watch} may be called on any loop.
 */
public final class ApiServer {

  private final Store store;
  private final ApiConfig config;
  private final Admission admission;
  private final Writes writes;
  private final Namespaces namespaces;
  private final ApiRequests requests;

  private ApiServer(Store store, ApiConfig config) {
    this.store = store;
    this.config = config;
    this.admission = new Admission(config.podPolicy(), new PriorityClasses(store));
    this.writes = new Writes(store, config);
    this.namespaces = new Namespaces(store);
    this.requests = new ApiRequests(this, new ApiParts(store, config, admission, writes));
  }

  /**
   * The API over a store, which stays the caller's to close. Creates the initial namespaces and
   * priority classes where they are missing.
   */
  public static ApiServer over(Store store, ApiConfig config) {
    ApiServer api = new ApiServer(store, config);
    api.namespaces.initial().forEach(api::createIfAbsent);
    PriorityClasses.SYSTEM.forEach(api::createIfAbsent);
    return api;
  }

  /** The same API with all that clients over a network may ask for; always the same instance. */
  public ApiRequests requests() {
    return requests;
  }

  /**
   * Creates an object: its metadata, defaults and, for services, address are filled in; a status is
   * ignored.
   *
   * @return the object as it is stored
   * @throws ApiException {@code ALREADY_EXISTS}, {@code INVALID}, {@code NOT_FOUND} for its
   *     namespace, {@code FORBIDDEN} with every field by which a pod breaks the policy for pods, or
   *     for a priority class that is not there
   */
  public <T extends KubernetesObject> T create(T object) {
    return create(object, writes);
  }

  <T extends KubernetesObject> T create(T object, Writer writer) {
    T admitted = admission.created(object, config.clock().now());
    namespaces.checkPresent(admitted);
    return writer.create(admitted);
  }

  /**
   * What {@link #create} would store, but for the uid, allocated addresses and the priority that a
   * class gives; nothing is stored, and no store is asked.
   *
   * @throws ApiException {@code INVALID}, {@code FORBIDDEN}
   */
  public <T extends KubernetesObject> T check(T object) {
    return admission.checked(object, config.clock().now());
  }

  /**
   * The object of that name.
   *
   * @param namespace "" for kinds without namespaces
   * @throws ApiException {@code NOT_FOUND}
   */
  public <T extends KubernetesObject> T get(ResourceType<T> type, String namespace, String name) {
    return find(type, namespace, name).orElseThrow(() -> ApiException.notFound(type, name));
  }

  /** The object of that name, if it exists. */
  public <T extends KubernetesObject> Optional<T> find(
      ResourceType<T> type, String namespace, String name) {
    return StoreAnswers.asked(type, name, () -> store.get(type, namespace, name));
  }

  /** The objects that the query is about, as of one revision, ordered by namespace and name. */
  public <T extends KubernetesObject> Listing<T> list(Query<T> query) {
    Listing<T> all =
        StoreAnswers.asked(query.type(), "", () -> store.list(query.type(), query.namespace()));
    return new Listing<>(all.items().stream().filter(query.filter()).toList(), all.revision());
  }

  /** The objects of {@link #list}, for whoever does not go on to watch. */
  public <T extends KubernetesObject> List<T> items(Query<T> query) {
    return list(query).items();
  }

  /**
   * Replaces metadata and spec of an object; its status stays as it is. What only the API sets
   * (uid, timestamps, generation) is ignored. With a {@code resourceVersion} the object must still
   * be at it; without one the last writer wins. An update that changes nothing writes nothing. The
   * removal of the last finalizer of a deleted object lets it vanish.
   *
   * @return the object as it is stored, or was when it vanished
   * @throws ApiException {@code NOT_FOUND}, {@code CONFLICT}, {@code INVALID}
   */
  public <T extends KubernetesObject> T update(T object) {
    return writes.change(object, now -> admission.updated(now, object));
  }

  /**
   * Replaces the status of an object; all else stays as it is. {@code resourceVersion} counts as in
   * {@link #update}, and a {@code uid} must be the object's.
   *
   * @throws ApiException {@code NOT_FOUND}, {@code CONFLICT}, {@code BAD_REQUEST} for a kind
   *     without status
   */
  public <T extends KubernetesObject> T updateStatus(T object) {
    return writes.change(object, now -> admission.statusUpdated(now, object));
  }

  /**
   * Changes how much cpu and memory the containers and sidecars of a pod ask for and may use, while
   * they run: the resize subresource. All else of the given pod is ignored. Its node says in the
   * conditions {@code PodResizePending} and {@code PodResizeInProgress} what becomes of it.
   *
   * @throws ApiException {@code NOT_FOUND}, {@code CONFLICT}, {@code INVALID} if the pod's class of
   *     service would change, a request or limit would vanish, or the pod is a static one
   */
  public Pod resize(Pod pod) {
    return writes.change(pod, now -> admission.resized(now, pod));
  }

  /**
   * Deletes an object. A pod on a node is marked with the end of its grace period, and vanishes
   * when its node deletes it with grace zero; finalizers hold any object; a namespace stays,
   * terminating, until it is empty.
   *
   * @return the object as it is now, or was when it vanished
   * @throws ApiException {@code NOT_FOUND}, {@code CONFLICT} for a precondition, {@code FORBIDDEN}
   *     for a namespace that is needed, or a priority class of the system
   */
  public <T extends KubernetesObject> T delete(
      ResourceType<T> type, String namespace, String name, DeleteOptions options) {
    checkDeletable(type, name);
    T deleted = writes.delete(new Writes.Target<>(type, namespace, name), options);
    if (type.equals(ResourceType.NAMESPACE) && namespaces.isEmpty(name)) {
      return type.javaType().cast(releaseNamespace(name).orElse((Namespace) deleted));
    }
    return deleted;
  }

  static void checkDeletable(ResourceType<?> type, String name) {
    if (type.equals(ResourceType.NAMESPACE)) {
      Namespaces.checkDeletable(name);
    }
    if (type.equals(ResourceType.PRIORITY_CLASS)) {
      PriorityClasses.checkDeletable(name);
    }
  }

  /**
   * Lets a deleted namespace go, if it is empty; for the controller that empties it.
   *
   * @return the namespace as it was last, or nothing if it is not empty, not deleted or not there
   */
  public Optional<Namespace> releaseNamespace(String name) {
    Optional<Namespace> present = find(ResourceType.NAMESPACE, "", name);
    if (present.isEmpty()
        || present.get().metadata().deletionTimestamp() == null
        || !namespaces.isEmpty(name)) {
      return Optional.empty();
    }
    return Optional.of(
        writes.change(new Writes.Target<>(ResourceType.NAMESPACE, "", name), Namespaces::released));
  }

  /**
   * Assigns a pod to a node: the binding subresource.
   *
   * @throws ApiException {@code NOT_FOUND}; {@code CONFLICT} if the pod is assigned or deleted
   */
  public Pod bind(PodKey pod, String nodeName) {
    return writes.change(
        new Writes.Target<>(ResourceType.POD, pod.namespace(), pod.name()),
        now -> PodBinding.bound(now, nodeName, config.clock().now()));
  }

  /**
   * Adds containers for debugging to a pod: the ephemeralcontainers subresource. The pod's other
   * fields are ignored; what it has of these containers already must be there unchanged.
   *
   * @throws ApiException {@code NOT_FOUND}, {@code CONFLICT}, {@code INVALID}, and {@code
   *     FORBIDDEN} for what the policy of pods refuses
   */
  public Pod updateEphemeralContainers(Pod pod) {
    return writes.change(pod, now -> admission.debugged(now, pod));
  }

  /**
   * Makes the objects be as given: creates the absent, updates the others. All are checked before
   * any is written, and they are written in an order in which each finds what it needs. Labels and
   * spec are replaced; annotations are laid over the present ones.
   *
   * @throws ApiException {@code INVALID} with the faults of all objects; any other from a write,
   *     after which the objects before it are written
   */
  public Applied apply(List<? extends KubernetesObject> objects) {
    return new Apply(this, admission, config.clock()).all(objects);
  }

  /**
   * Makes the objects be as their manifests say: {@link #apply}, with the manifest, document and
   * line of each faulty object in the message.
   */
  public Applied applyDocuments(List<Document> documents) {
    return new Apply(this, admission, config.clock()).documents(documents);
  }

  /**
   * Follows the changes of what the query is about, after a revision. An object that a change lets
   * into the query is {@code ADDED}, one that it lets out {@code DELETED}.
   *
   * @param after the revision of a {@link #list}
   */
  public <T extends KubernetesObject> Watch watch(
      Query<T> query, Revision after, EventLoop loop, WatchListener<T> listener) {
    return watch(query, new WatchRequest<>(query.type(), query.namespace(), after), loop, listener);
  }

  /** The same, by a filter that takes no time: the store may leave out what it does not accept. */
  <T extends KubernetesObject> Watch follow(
      Query<T> query, Revision after, EventLoop loop, WatchListener<T> listener) {
    return watch(
        query,
        new WatchRequest<>(query.type(), query.namespace(), after, query.filter()),
        loop,
        listener);
  }

  private <T extends KubernetesObject> Watch watch(
      Query<T> query, WatchRequest<T> request, EventLoop loop, WatchListener<T> listener) {
    return StoreAnswers.asked(
        query.type(),
        "",
        () -> store.watch(request, loop, new FilteredListener<>(query.filter(), listener)));
  }

  /**
   * Whether no call but {@link #await} ever blocks, since its store does not: then event loops may
   * make them.
   */
  public boolean neverBlocks() {
    return store.neverBlocks();
  }

  /**
   * The revision of the newest change.
   *
   * @throws ApiException {@code UNAVAILABLE} if the store is closed
   */
  public Revision revision() {
    return StoreAnswers.asked(ResourceType.NAMESPACE, "", store::revision);
  }

  /**
   * Blocks the calling thread, which is no event loop, until the expectation is met. It is looked
   * at when something that it concerns changes.
   *
   * @throws ApiException {@code TIMEOUT}, whose message says what is missing and why; {@code
   *     UNAVAILABLE} if the store is closed or the thread interrupted
   */
  public void await(Expectation expectation, Duration timeout) {
    new Await(this, config.clock(), expectation).within(timeout);
  }

  private void createIfAbsent(KubernetesObject object) {
    try {
      create(object);
    } catch (ApiException answer) {
      if (answer.kind() != ApiException.Kind.ALREADY_EXISTS) {
        throw answer;
      }
    }
  }
}
