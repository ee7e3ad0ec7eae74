package io.kubelette.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.kubelette.api.Answer;
import io.kubelette.api.ApiRequests;
import io.kubelette.api.ApiServer;
import io.kubelette.api.Decoded;
import io.kubelette.api.ErrorDetails;
import io.kubelette.api.Page;
import io.kubelette.api.Patch;
import io.kubelette.api.Place;
import io.kubelette.api.Query;
import io.kubelette.api.WriteOptions;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ListMeta;
import io.kubelette.model.ResourceType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The requests for objects of one type: from HTTP to the API and back.
 *
 * <p>Thread-safe because it is immutable; calls block as long as the store does.
 */
final class ObjectRequests {

  /** Types whose deletion answers with what is gone, all others with a Status; as in Kubernetes. */
  private static final Set<ResourceType<?>> SHOWN_WHEN_DELETED =
      Set.of(
          ResourceType.POD,
          ResourceType.SERVICE,
          ResourceType.SERVICE_ACCOUNT,
          ResourceType.PERSISTENT_VOLUME_CLAIM,
          ResourceType.PERSISTENT_VOLUME,
          ResourceType.RESOURCE_QUOTA);

  private final ApiServer api;
  private final ApiRequests requests;
  private final Ground ground;

  ObjectRequests(Ground ground) {
    this.ground = ground;
    this.api = ground.api();
    this.requests = ground.api().requests();
  }

  /** Answers a request whose verb the type has. */
  <T extends KubernetesObject> Reply reply(
      ResourceType<T> type, Location location, Request request, Verb verb) {
    View<T> view = View.of(type, request, ground.encoded());
    return switch (verb) {
      case GET -> get(view, location, request.parameters());
      case LIST -> list(view, location, request.parameters());
      case CREATE -> create(view, location, request);
      case UPDATE -> update(view, location, request);
      case PATCH -> patch(view, location, request);
      case DELETE -> delete(view, location, request);
      case DELETECOLLECTION -> deleteAll(view, location, request);
      case WATCH -> throw new IllegalStateException("a watch is no single answer");
    };
  }

  private <T extends KubernetesObject> Reply get(
      View<T> view, Location location, Parameters parameters) {
    String version = parameters.text("resourceVersion").orElse("");
    T object = requests.get(place(view.type(), location), version);
    return view.one(200, object, ground.clock().now());
  }

  private <T extends KubernetesObject> Reply list(
      View<T> view, Location location, Parameters parameters) {
    Page<T> page =
        requests.list(query(view.type(), location, parameters), Options.paging(parameters));
    ListMeta meta = ListMeta.EMPTY.withResourceVersion(page.revision().toString());
    if (!page.continueToken().isEmpty()) {
      meta =
          meta.withContinueToken(page.continueToken())
              .withRemainingItemCount(page.remaining() > 0 ? page.remaining() : null);
    }
    return view.list(page.items(), meta, ground.clock().now());
  }

  /** The objects that the selectors of a list, watch or deletion are about. */
  <T extends KubernetesObject> Query<T> query(
      ResourceType<T> type, Location location, Parameters parameters) {
    String fields = parameters.text("fieldSelector").orElse("");
    String ofName = location.name().isEmpty() ? "" : "metadata.name=" + location.name();
    return requests.query(
        type.stored(),
        location.namespace(),
        parameters.text("labelSelector").orElse(""),
        String.join(",", Stream.of(fields, ofName).filter(one -> !one.isEmpty()).toList()));
  }

  private <T extends KubernetesObject> Reply create(
      View<T> view, Location location, Request request) {
    WriteOptions options = Options.write(request);
    Decoded<T> decoded =
        requests.decode(view.type(), Bodies.object(request), options.fieldValidation());
    Place<T> place = Place.of(view.type(), location.namespace(), "");
    return written(view, requests.create(place, decoded.object(), options), decoded.warnings());
  }

  private <T extends KubernetesObject> Reply update(
      View<T> view, Location location, Request request) {
    WriteOptions options = Options.write(request);
    Decoded<T> decoded =
        requests.decode(view.type(), Bodies.object(request), options.fieldValidation());
    Place<T> place = place(view.type(), location);
    return written(view, requests.update(place, decoded.object(), options), decoded.warnings());
  }

  private <T extends KubernetesObject> Reply patch(
      View<T> view, Location location, Request request) {
    Patch patch = patch(request);
    WriteOptions options =
        patch.type() == Patch.Type.APPLY ? Options.apply(request) : Options.write(request);
    return written(view, requests.patch(place(view.type(), location), patch, options), List.of());
  }

  /** The patch in a body. */
  static Patch patch(Request request) {
    Patch.Type type =
        Patch.Type.of(request.contentType())
            .orElseThrow(
                () ->
                    Refusals.unsupportedBody(
                        String.join(
                            ", ",
                            Stream.of(Patch.Type.values()).map(Patch.Type::mediaType).toList())));
    return new Patch(type, new String(request.body(), StandardCharsets.UTF_8));
  }

  private <T extends KubernetesObject> Reply delete(
      View<T> view, Location location, Request request) {
    JsonNode body = Bodies.options(request);
    Answer<T> answer =
        requests.delete(
            place(view.type(), location),
            Options.delete(request, body),
            Options.dryRun(request, body));
    boolean gone = answer.change() == Answer.Change.DELETED;
    if (gone && !SHOWN_WHEN_DELETED.contains(view.type())) {
      String uid = Objects.requireNonNullElse(answer.object().metadata().uid(), "");
      ErrorDetails about = ErrorDetails.of(view.type(), location.name());
      ErrorDetails whole =
          new ErrorDetails(
              about.kind(), about.group(), about.name(), uid, about.causes(), about.retryAfter());
      return Reply.json(200, Json.bytes(Statuses.success(whole)));
    }
    return written(view, answer, List.of());
  }

  private <T extends KubernetesObject> Reply deleteAll(
      View<T> view, Location location, Request request) {
    JsonNode body = Bodies.options(request);
    List<T> gone = new ArrayList<>();
    requests
        .deleteAll(
            query(view.type(), location, request.parameters()),
            Options.delete(request, body),
            Options.dryRun(request, body))
        .forEach(answer -> gone.add(answer.object()));
    ListMeta meta = ListMeta.EMPTY.withResourceVersion(api.revision().toString());
    return view.list(gone, meta, ground.clock().now());
  }

  private <T extends KubernetesObject> Reply written(
      View<T> view, Answer<T> answer, List<String> warnings) {
    int code = answer.change() == Answer.Change.CREATED ? 201 : 200;
    return view.written(code, answer.object(), ground.clock().now())
        .warning(Stream.concat(warnings.stream(), answer.warnings().stream()).toList());
  }

  private static <T extends KubernetesObject> Place<T> place(
      ResourceType<T> type, Location location) {
    Place<T> whole = Place.of(type, location.namespace(), location.name());
    return switch (location.subresource()) {
      case "status" -> whole.part(Place.Part.STATUS);
      case "ephemeralcontainers" -> whole.part(Place.Part.EPHEMERAL_CONTAINERS);
      case "resize" -> whole.part(Place.Part.RESIZE);
      default -> whole;
    };
  }
}
