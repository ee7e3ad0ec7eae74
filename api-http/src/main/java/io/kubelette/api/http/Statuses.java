package io.kubelette.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kubelette.api.ApiException;
import io.kubelette.api.ApiException.Kind;
import io.kubelette.api.ErrorDetails;
import io.kubelette.manifest.ManifestException;
import io.kubelette.model.SyntaxException;
import io.kubelette.runtime.ContainerRuntimeException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Failures as the Status that Kubernetes answers with. Pure but for the log of what is unknown. */
final class Statuses {

  private static final Logger LOG = LoggerFactory.getLogger(Statuses.class);

  private Statuses() {}

  /** The answer to a request that failed. */
  static Reply reply(Throwable failure) {
    ObjectNode status = of(failure);
    return Reply.json(status.path("code").asInt(), Json.bytes(status));
  }

  /** The answer to what is not HTTP, or more of it than this server reads. */
  static Reply unreadable(Throwable malformed) {
    String message = "the request is not HTTP as this server reads it: " + malformed.getMessage();
    if (malformed instanceof TooLongHttpHeaderException) {
      return unreadable(431, message);
    }
    if (malformed instanceof TooLongHttpLineException) {
      return unreadable(414, message);
    }
    return reply(
        malformed instanceof TooLongFrameException
            ? Refusals.tooLarge(malformed.getMessage())
            : Refusals.badRequest(message));
  }

  /** Codes of HTTP for which Kubernetes knows no reason. */
  private static Reply unreadable(int code, String message) {
    ObjectNode status = failure(Kind.BAD_REQUEST, message, ErrorDetails.NONE).put("code", code);
    status.remove("reason");
    return Reply.json(code, Json.bytes(status));
  }

  /** What broke here, as an answer of the API. */
  static ApiException broken(Throwable failure) {
    LOG.error("an answer that was under way broke", failure);
    return ApiException.of(Kind.INTERNAL, "Internal error occurred: " + failure, ErrorDetails.NONE);
  }

  /** Its Status. */
  static ObjectNode of(Throwable failure) {
    if (failure instanceof ApiException answer) {
      return failure(answer.kind(), answer.getMessage(), answer.details());
    }
    if (failure instanceof SyntaxException || failure instanceof ManifestException) {
      return failure(Kind.BAD_REQUEST, failure.getMessage(), ErrorDetails.NONE);
    }
    if (failure instanceof ContainerRuntimeException refused) {
      return failure(kind(refused.kind()), refused.getMessage(), ErrorDetails.NONE);
    }
    LOG.error("a request failed for a reason that has no Status of its own", failure);
    return failure(Kind.INTERNAL, "Internal error occurred: " + failure, ErrorDetails.NONE);
  }

  private static Kind kind(ContainerRuntimeException.Kind kind) {
    return switch (kind) {
      case NOT_FOUND -> Kind.NOT_FOUND;
      case REJECTED, CONFLICT -> Kind.BAD_REQUEST;
      case TRANSIENT, CANCELLED -> Kind.UNAVAILABLE;
    };
  }

  private static ObjectNode failure(Kind kind, @Nullable String message, ErrorDetails details) {
    ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    status
        .put("status", "Failure")
        .put("message", String.valueOf(message))
        .put("reason", kind.reason());
    if (!details.equals(ErrorDetails.NONE)) {
      status.set("details", details(details));
    }
    return status.put("code", kind.code());
  }

  private static ObjectNode details(ErrorDetails given) {
    ObjectNode details = Json.object();
    put(details, "name", given.name());
    put(details, "group", given.group());
    put(details, "kind", given.kind());
    put(details, "uid", given.uid());
    if (!given.causes().isEmpty()) {
      ArrayNode causes = details.putArray("causes");
      for (ErrorDetails.Cause cause : given.causes()) {
        ObjectNode one = causes.addObject().put("reason", cause.reason());
        one.put("message", cause.message());
        put(one, "field", cause.field());
      }
    }
    if (!given.retryAfter().isZero()) {
      details.put("retryAfterSeconds", given.retryAfter().toSeconds());
    }
    return details;
  }

  private static void put(ObjectNode node, String name, String value) {
    if (!value.isEmpty()) {
      node.put(name, value);
    }
  }

  /** The Status of a success, such as that of a deletion whose object is gone. */
  static ObjectNode success(ErrorDetails about) {
    ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    status.put("status", "Success");
    status.set("details", details(about));
    return status;
  }
}
