package io.kubelette.api.http;

import io.kubelette.api.Answer;
import io.kubelette.api.ApiRequests;
import io.kubelette.api.MetricsReader;
import io.kubelette.api.Place;
import io.kubelette.api.WriteOptions;
import io.kubelette.api.http.table.Tables;
import io.kubelette.manifest.Manifests;
import io.kubelette.model.Binding;
import io.kubelette.model.Eviction;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ListMeta;
import io.kubelette.model.NodeMetrics;
import io.kubelette.model.PodKey;
import io.kubelette.model.PodMetrics;
import io.kubelette.model.ResourceType;
import io.kubelette.model.Scale;
import io.kubelette.model.SelfSubjectAccessReview;
import io.kubelette.model.SelfSubjectReview;
import io.kubelette.model.SelfSubjectReviewStatus;
import io.kubelette.model.SelfSubjectRulesReview;
import io.kubelette.model.UserInfo;
import io.kubelette.model.UserInfoBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Requests for what is not stored as it is shown: scales, bindings, evictions, reviews, metrics.
 *
 * <p>Thread-safe because it is immutable; calls block as long as the store does, or a node.
 */
final class Subrequests {

  private final ApiRequests requests;
  private final MetricsReader metrics;
  private final Ground ground;

  Subrequests(Ground ground) {
    this.ground = ground;
    this.requests = ground.api().requests();
    this.metrics = new MetricsReader(ground.api(), ground.nodes(), ground.clock());
  }

  /** Reads or changes how many replicas an object wants. */
  Reply scale(Location location, Request request, Verb verb) {
    Place<?> place = Place.of(location.type(), location.namespace(), location.name());
    WriteOptions options = Options.write(request);
    return switch (verb) {
      case GET -> shown(requests.scale(place), request);
      case UPDATE -> reply(requests.updateScale(place, body(request, Scale.class), options), 200);
      case PATCH -> reply(requests.patchScale(place, ObjectRequests.patch(request), options), 200);
      default -> throw Refusals.notAllowed();
    };
  }

  /** In rows, if the client wants to see it in rows. */
  private Reply shown(Scale scale, Request request) {
    Accept accept = Accept.of(request.headers().get("Accept"));
    if (accept.form() != Accept.Form.TABLE) {
      return Reply.json(200, Manifests.toJsonBytes(scale));
    }
    Rows<Scale> rows = Rows.withMetadata(Tables.scales(), accept.metaVersion());
    return Reply.json(
        200,
        Json.bytes(
            rows.tree(List.of(scale), Rows.meta(scale), ground.clock().now(), Rows.Columns.SHOWN)));
  }

  /** Assigns a pod to a node. */
  Reply bind(Location location, Request request) {
    WriteOptions options = Options.write(request);
    requests.bind(pod(location), body(request, Binding.class), options.dryRun());
    return success();
  }

  /** Deletes a pod unless a disruption budget forbids it. */
  Reply evict(Location location, Request request) {
    Eviction eviction = body(request, Eviction.class);
    requests.evict(pod(location), eviction, Options.dryRun(request, eviction.deleteOptions()));
    return success();
  }

  private static Reply success() {
    return Reply.json(
        201,
        Json.bytes(
            Json.object()
                .put("kind", "Status")
                .put("apiVersion", "v1")
                .put("status", "Success")
                .put("code", 201)));
  }

  /** Says who the client is, what it may do, or whether it may do something. */
  Reply review(ResourceType<?> type, Request request, Client client) {
    if (type.equals(ResourceType.SELF_SUBJECT_REVIEW)) {
      SelfSubjectReview review = body(request, SelfSubjectReview.class);
      return created(review.withStatus(new SelfSubjectReviewStatus(user(client))));
    }
    if (type.equals(ResourceType.SELF_SUBJECT_RULES_REVIEW)) {
      SelfSubjectRulesReview review = body(request, SelfSubjectRulesReview.class);
      return created(requests.review(review, client.access()));
    }
    SelfSubjectAccessReview review = body(request, SelfSubjectAccessReview.class);
    return created(requests.review(review, client.access()));
  }

  private static UserInfo user(Client client) {
    return UserInfoBuilder.builder().username(client.name()).groups(client.groups()).build();
  }

  private static Reply created(KubernetesObject review) {
    return Reply.json(201, Manifests.toJsonBytes(review));
  }

  /** What pods or nodes use. */
  Reply metrics(Location location, Request request) {
    boolean pods = location.type().equals(ResourceType.POD_METRICS);
    if (!location.isCollection()) {
      KubernetesObject one = pods ? metrics.pod(pod(location)) : metrics.node(location.name());
      return Reply.json(200, Manifests.toJsonBytes(one));
    }
    if (pods) {
      String labels = request.parameters().text("labelSelector").orElse("");
      String fields = request.parameters().text("fieldSelector").orElse("");
      View<PodMetrics> view = View.of(ResourceType.POD_METRICS, request, ground.encoded());
      return list(
          view,
          metrics.pods(requests.query(ResourceType.POD, location.namespace(), labels, fields)));
    }
    View<NodeMetrics> view = View.of(ResourceType.NODE_METRICS, request, ground.encoded());
    return list(view, metrics.nodes());
  }

  private <T extends KubernetesObject> Reply list(View<T> view, List<T> items) {
    return view.list(items, ListMeta.EMPTY, ground.clock().now());
  }

  private static <T> T body(Request request, Class<T> type) {
    return Manifests.fromJson(new String(Bodies.object(request), StandardCharsets.UTF_8), type);
  }

  private static Reply reply(Answer<?> answer, int code) {
    return Reply.json(code, Manifests.toJsonBytes(answer.object())).warning(answer.warnings());
  }

  private static PodKey pod(Location location) {
    return PodKey.of(location.namespace(), location.name());
  }
}
