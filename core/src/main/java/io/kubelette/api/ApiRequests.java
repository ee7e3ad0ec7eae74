package io.kubelette.api;

import io.kubelette.loop.EventLoop;
import io.kubelette.model.Binding;
import io.kubelette.model.Eviction;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.Pod;
import io.kubelette.model.PodKey;
import io.kubelette.model.ResourceType;
import io.kubelette.model.Scale;
import io.kubelette.model.SelfSubjectAccessReview;
import io.kubelette.store.Watch;
import io.kubelette.store.WatchListener;
import java.util.List;

/**
 * An {@link ApiServer} as clients over a network ask it: with the options of Kubernetes' requests,
 * patches, subresources, pages of lists and bodies of text.
 *
 * <p>What a request may answer beside its own errors: {@code NOT_FOUND}, {@code CONFLICT}, {@code
 * INVALID}, {@code FORBIDDEN}, {@code BAD_REQUEST}, all as {@link ApiException} in Kubernetes'
 * words, with {@link ApiException#details}.
 *
 * <p>Thread-safe. Calls run on the caller's thread and may block as long as the store does. One is
 * had from {@link ApiServer#requests}.
 */
public final class ApiRequests {

  private final ApiServer api;

  ApiRequests(ApiServer api) {
    this.api = api;
  }

  /**
   * The object in a body of JSON or YAML in UTF-8. A body without apiVersion and kind means the
   * type; one with others is refused.
   *
   * @throws ApiException {@code BAD_REQUEST} for what is no such object, and for unknown and
   *     duplicate fields if the validation is strict
   */
  public <T extends KubernetesObject> Decoded<T> decode(
      ResourceType<T> type, byte[] body, WriteOptions.FieldValidation validation) {
    throw later();
  }

  /**
   * The objects that selectors accept.
   *
   * @param labels in the grammar of {@code kubectl -l}; "" for all
   * @param fields in the grammar of {@code kubectl --field-selector}; "" for all
   * @throws ApiException {@code BAD_REQUEST} for what follows no grammar, or a field by which
   *     objects of the type cannot be selected
   */
  public <T extends KubernetesObject> Query<T> query(
      ResourceType<T> type, String namespace, String labels, String fields) {
    return Query.of(type).in(namespace).labels(labels).fields(fields);
  }

  /**
   * A part of the objects of a query. Pages that continue one another show the same state.
   *
   * @throws ApiException {@code GONE} if the state that the token or the resourceVersion means is
   *     no longer kept, {@code TIMEOUT} if the resourceVersion is of the future
   */
  public <T extends KubernetesObject> Page<T> list(Query<T> query, Paging paging) {
    throw later();
  }

  /**
   * Follows the objects of a query. What is there at the start comes as additions, in the order of
   * a list. An object that a change lets out of the query is told as deleted, in its last state
   * within.
   *
   * <p>Bookmarks come when {@link Watch#bookmark} asks for them; with {@link
   * WatchStart.InitialEvents#SEND} one more comes right after the initial events.
   *
   * @throws ApiException {@code TIMEOUT} if the resourceVersion is of the future, {@code
   *     BAD_REQUEST} if it is none; one that is too old is told to the listener
   */
  public <T extends KubernetesObject> Watch watch(
      Query<T> query, WatchStart start, EventLoop loop, WatchListener<T> listener) {
    throw later();
  }

  /**
   * Creates an object at a place whose name is "".
   *
   * @throws ApiException {@code ALREADY_EXISTS}; {@code BAD_REQUEST} if the object says that it
   *     belongs into another namespace
   */
  public <T extends KubernetesObject> Answer<T> create(
      Place<T> place, T object, WriteOptions options) {
    throw later();
  }

  /**
   * Replaces an object, or the part of it that the place names.
   *
   * @throws ApiException {@code BAD_REQUEST} if the object has another name or namespace
   */
  public <T extends KubernetesObject> Answer<T> update(
      Place<T> place, T object, WriteOptions options) {
    throw later();
  }

  /**
   * Patches an object, or the part of it that the place names. A server-side apply creates what is
   * not there, and needs a field manager.
   *
   * @throws ApiException {@code CONFLICT} for a resourceVersion in the patch that is not the
   *     object's, and for fields that others manage, each a cause {@code FieldManagerConflict};
   *     {@code BAD_REQUEST} and {@code INVALID} for a patch that does not fit
   */
  public <T extends KubernetesObject> Answer<T> patch(
      Place<T> place, Patch patch, WriteOptions options) {
    throw later();
  }

  /** Deletes an object: see {@link ApiServer#delete}. */
  public <T extends KubernetesObject> Answer<T> delete(
      Place<T> place, DeleteOptions options, WriteOptions.DryRun dryRun) {
    throw later();
  }

  /** Deletes all objects of a query, one by one; what vanishes meanwhile is left out. */
  public <T extends KubernetesObject> List<Answer<T>> deleteAll(
      Query<T> query, DeleteOptions options, WriteOptions.DryRun dryRun) {
    throw later();
  }

  /** How many replicas an object wants and has; only types with a subresource {@code scale}. */
  public Scale scale(Place<?> place) {
    throw later();
  }

  /** Sets how many replicas an object wants. */
  public Answer<Scale> updateScale(Place<?> place, Scale scale, WriteOptions options) {
    throw later();
  }

  /** Patches how many replicas an object wants; any patch but a server-side apply. */
  public Answer<Scale> patchScale(Place<?> place, Patch patch, WriteOptions options) {
    throw later();
  }

  /** Assigns a pod to the node that the binding names. */
  public Answer<Pod> bind(PodKey pod, Binding binding, WriteOptions.DryRun dryRun) {
    throw later();
  }

  /**
   * Deletes a pod unless a disruption budget forbids it now.
   *
   * @throws ApiException {@code TOO_MANY_REQUESTS} while it is forbidden
   */
  public Answer<Pod> evict(PodKey pod, Eviction eviction, WriteOptions.DryRun dryRun) {
    throw later();
  }

  /** The review with its answer in the status. */
  public SelfSubjectAccessReview review(SelfSubjectAccessReview review, Access access) {
    throw later();
  }

  private ApiException later() {
    return new ApiException(ApiException.Kind.INTERNAL, "not built yet: " + api);
  }
}
