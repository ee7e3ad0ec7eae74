package io.kubelette.api;

import io.kubelette.loop.EventLoop;
import io.kubelette.model.Binding;
import io.kubelette.model.Eviction;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ObjectReference;
import io.kubelette.model.Opaque;
import io.kubelette.model.Pod;
import io.kubelette.model.PodKey;
import io.kubelette.model.ResourceType;
import io.kubelette.model.Scale;
import io.kubelette.model.SelfSubjectAccessReview;
import io.kubelette.model.SelfSubjectRulesReview;
import io.kubelette.model.SyntaxException;
import io.kubelette.store.Listing;
import io.kubelette.store.Revision;
import io.kubelette.store.Watch;
import io.kubelette.store.WatchListener;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
  private final ApiParts parts;
  private final ObjectRequests objects;
  private final PatchRequests patches;
  private final ListPages pages;
  private final Evictions evictions;

  ApiRequests(ApiServer api, ApiParts parts) {
    this.api = api;
    this.parts = parts;
    this.objects = new ObjectRequests(api, parts);
    this.patches = new PatchRequests(api, parts, objects);
    this.pages = new ListPages(api, new PastLists(api, parts.config().clock()));
    this.evictions = new Evictions(api, parts);
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
    return Bodies.decode(type, body, validation);
  }

  /**
   * The options in the body of a deletion; an empty body means the defaults.
   *
   * @throws ApiException {@code BAD_REQUEST}
   */
  public DeleteOptions deleteOptions(byte[] body) {
    if (body.length == 0) {
      return DeleteOptions.defaults();
    }
    Object tree = Bodies.patch(new String(body, StandardCharsets.UTF_8));
    return DeleteBodies.of(tree instanceof Map<?, ?> fields ? Opaque.of(fields) : null);
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
    try {
      return Query.of(type).in(namespace).labels(labels).fields(fields);
    } catch (SyntaxException flawed) {
      throw ApiException.badRequest("unable to parse requirement: " + flawed.getMessage());
    }
  }

  /**
   * An object as it is now, which is never older than what a client has seen.
   *
   * @param resourceVersion that it must not be older than; "" for any
   * @throws ApiException {@code NOT_FOUND}; {@code TIMEOUT} if the resourceVersion is of the future
   */
  public <T extends KubernetesObject> T get(Place<T> place, String resourceVersion) {
    if (!resourceVersion.isEmpty() && !resourceVersion.equals("0")) {
      Revision wanted = Versions.parse(resourceVersion);
      Revision now = api.revision();
      if (now.isBefore(wanted)) {
        throw Versions.tooLarge(wanted, now);
      }
    }
    return api.get(place.type(), place.namespace(), place.name());
  }

  /**
   * A part of the objects of a query. Pages that continue one another show the same state; that of
   * an exact resourceVersion is told for as long as the store's log knows what has changed since.
   *
   * @throws ApiException {@code GONE} if the state that the token or the resourceVersion means is
   *     no longer known, {@code TIMEOUT} if the resourceVersion is of the future
   */
  public <T extends KubernetesObject> Page<T> list(Query<T> query, Paging paging) {
    return pages.list(query, paging);
  }

  /**
   * Follows the objects of a query. What is there at the start comes as additions, in the order of
   * a list. An object that a change lets out of the query is told as deleted, in its last state
   * within.
   *
   * <p>Bookmarks come when {@link Watch#bookmark} asks for them; with {@link
   * WatchStart.InitialEvents#SEND} one more comes right after the initial events.
   *
   * @throws ApiException {@code BAD_REQUEST} if the resourceVersion is none; one whose changes are
   *     not kept, or to come, is told to the listener as compacted
   */
  public <T extends KubernetesObject> Watch watch(
      Query<T> query, WatchStart start, EventLoop loop, WatchListener<T> listener) {
    String version = start.resourceVersion();
    boolean fromNow = version.isEmpty() || version.equals("0");
    boolean tellsState = fromNow || start.initialEvents() == WatchStart.InitialEvents.SEND;
    if (!tellsState) {
      return api.watch(query, Versions.parse(version), loop, listener);
    }
    Listing<T> state = api.list(query);
    if (!fromNow && state.revision().isBefore(Versions.parse(version))) {
      throw Versions.tooLarge(Versions.parse(version), state.revision());
    }
    InitialEvents<T> watch = new InitialEvents<>(api, query, loop, listener).from(state);
    if (start.initialEvents() == WatchStart.InitialEvents.SEND) {
      watch.bookmark();
    }
    return watch;
  }

  /**
   * Creates an object at a place whose name is "".
   *
   * @throws ApiException {@code ALREADY_EXISTS}; {@code BAD_REQUEST} if the object says that it
   *     belongs into another namespace
   */
  public <T extends KubernetesObject> Answer<T> create(
      Place<T> place, T object, WriteOptions options) {
    return objects.create(place, object, options);
  }

  /**
   * Replaces an object, or the part of it that the place names.
   *
   * @throws ApiException {@code BAD_REQUEST} if the object has another name or namespace
   */
  public <T extends KubernetesObject> Answer<T> update(
      Place<T> place, T object, WriteOptions options) {
    return objects.update(place, object, options);
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
    return patches.patch(place, patch, options);
  }

  /** Deletes an object: see {@link ApiServer#delete}. */
  public <T extends KubernetesObject> Answer<T> delete(
      Place<T> place, DeleteOptions options, WriteOptions.DryRun dryRun) {
    return objects.delete(place, options, dryRun);
  }

  /** Deletes all objects of a query, one by one; what vanishes meanwhile is left out. */
  public <T extends KubernetesObject> List<Answer<T>> deleteAll(
      Query<T> query, DeleteOptions options, WriteOptions.DryRun dryRun) {
    List<Answer<T>> answers = new ArrayList<>();
    for (T object : api.items(query)) {
      try {
        answers.add(delete(placeOf(object), options, dryRun));
      } catch (ApiException answer) {
        if (answer.kind() != ApiException.Kind.NOT_FOUND) {
          throw answer;
        }
      }
    }
    return answers;
  }

  /** How many replicas an object wants and has; only types with a subresource {@code scale}. */
  public Scale scale(Place<?> place) {
    return Scales.of(present(place));
  }

  /** Sets how many replicas an object wants. */
  public Answer<Scale> updateScale(Place<?> place, Scale scale, WriteOptions options) {
    return scaled(place, scale, options);
  }

  /** Patches how many replicas an object wants; any patch but a server-side apply. */
  public Answer<Scale> patchScale(Place<?> place, Patch patch, WriteOptions options) {
    return patchedScale(place, patch, options);
  }

  /** Assigns a pod to the node that the binding names. */
  public Answer<Pod> bind(PodKey pod, Binding binding, WriteOptions.DryRun dryRun) {
    ObjectReference target = binding.target();
    String node = target == null || target.name() == null ? "" : target.name();
    Place<Pod> place = Place.of(ResourceType.POD, pod.namespace(), pod.name());
    WriteOptions options = WriteOptions.defaults().in(dryRun);
    Instant now = parts.config().clock().now();
    return objects.changed(place, options, present -> PodBinding.bound(present, node, now));
  }

  /**
   * Deletes a pod unless a disruption budget forbids it now.
   *
   * @throws ApiException {@code TOO_MANY_REQUESTS} while it is forbidden
   */
  public Answer<Pod> evict(PodKey pod, Eviction eviction, WriteOptions.DryRun dryRun) {
    evictions.claim(pod, dryRun);
    Place<Pod> place = Place.of(ResourceType.POD, pod.namespace(), pod.name());
    return delete(place, DeleteBodies.of(eviction.deleteOptions()), dryRun);
  }

  /** The review with its answer in the status. */
  public SelfSubjectAccessReview review(SelfSubjectAccessReview review, Access access) {
    return AccessReviews.answered(review, access);
  }

  /** The review with all that the access allows in the status. */
  public SelfSubjectRulesReview review(SelfSubjectRulesReview review, Access access) {
    return AccessReviews.answered(review, access);
  }

  private <T extends KubernetesObject> T present(Place<T> place) {
    return api.get(place.type(), place.namespace(), place.name());
  }

  private <T extends KubernetesObject> Answer<Scale> scaled(
      Place<T> place, Scale scale, WriteOptions options) {
    return scaleOf(objects.changed(place, options, now -> rescaled(place, now, scale, options)));
  }

  private <T extends KubernetesObject> Answer<Scale> patchedScale(
      Place<T> place, Patch patch, WriteOptions options) {
    return scaleOf(
        objects.changed(
            place,
            options,
            now -> rescaled(place, now, ScalePatch.of(place, Scales.of(now), patch), options)));
  }

  private <T extends KubernetesObject> T rescaled(
      Place<T> place, T now, Scale scale, WriteOptions options) {
    String version = scale.metadata().resourceVersion();
    KubernetesObject wanted = Scales.scaled(now, scale);
    if (version != null && !version.isEmpty()) {
      wanted = wanted.withMetadata(wanted.metadata().withResourceVersion(version));
    }
    T next = objects.part(place, now, place.type().javaType().cast(wanted));
    return objects.managed(place, now, next, options);
  }

  private static Answer<Scale> scaleOf(Answer<?> answer) {
    return new Answer<>(Scales.of(answer.object()), answer.change(), List.of());
  }

  private static <T extends KubernetesObject> Place<T> placeOf(T object) {
    Writes.Target<T> target = Writes.Target.of(object);
    return Place.of(target.type(), target.namespace(), target.name());
  }
}
