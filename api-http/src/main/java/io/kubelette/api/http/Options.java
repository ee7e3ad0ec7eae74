package io.kubelette.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.kubelette.api.DeleteOptions;
import io.kubelette.api.DeleteOptions.Propagation;
import io.kubelette.api.Paging;
import io.kubelette.api.Paging.VersionMatch;
import io.kubelette.api.WriteOptions;
import io.kubelette.api.WriteOptions.Conflicts;
import io.kubelette.api.WriteOptions.DryRun;
import io.kubelette.api.WriteOptions.FieldValidation;
import io.kubelette.model.Opaque;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the parameters and bodies of requests ask for, as the API names it. Pure. */
final class Options {

  /** What follows the name of a program in its {@code User-Agent}. */
  private static final Pattern PROGRAM = Pattern.compile("[/ ]");

  private Options() {}

  static WriteOptions write(Request request) {
    Parameters given = request.parameters();
    String manager =
        given
            .text("fieldManager")
            .orElseGet(() -> PROGRAM.split(request.headers().get("User-Agent", ""), 2)[0]);
    return new WriteOptions(
        dryRun(given.all("dryRun")),
        manager,
        given.text("fieldValidation").map(Options::validation).orElse(FieldValidation.WARN),
        given.flag("force") ? Conflicts.FORCE : Conflicts.REFUSE);
  }

  /** A server-side apply says who applies; others may leave it to the name of the program. */
  static WriteOptions apply(Request request) {
    if (request.parameters().text("fieldManager").isEmpty()) {
      throw Refusals.badRequest(
          "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for"
              + " apply patch");
    }
    return write(request);
  }

  private static DryRun dryRun(List<String> given) {
    for (String value : given) {
      if (!value.equals("All") && !value.isEmpty()) {
        throw Refusals.badRequest(
            "dryRun: Unsupported value: \"" + value + "\": supported: \"All\"");
      }
    }
    return given.contains("All") ? DryRun.ALL : DryRun.NONE;
  }

  private static FieldValidation validation(String given) {
    return switch (given) {
      case "Strict" -> FieldValidation.STRICT;
      case "Warn" -> FieldValidation.WARN;
      case "Ignore" -> FieldValidation.IGNORE;
      default ->
          throw Refusals.badRequest(
              "fieldValidation: Unsupported value: \""
                  + given
                  + "\": supported values: \"Ignore\", \"Strict\", \"Warn\"");
    };
  }

  static Paging paging(Parameters given) {
    long limit = given.number("limit").orElse(0);
    String version = given.text("resourceVersion").orElse("");
    VersionMatch match =
        switch (given.text("resourceVersionMatch").orElse("")) {
          case "" -> VersionMatch.UNSET;
          case "NotOlderThan" -> VersionMatch.NOT_OLDER_THAN;
          case "Exact" -> VersionMatch.EXACT;
          default -> throw Refusals.badRequest("resourceVersionMatch: Unsupported value");
        };
    return new Paging(
        (int) Math.max(0, Math.min(limit, Integer.MAX_VALUE)),
        given.text("continue").orElse(""),
        version,
        match);
  }

  /** What a deletion is asked for: the query counts where the body says nothing. */
  static DeleteOptions delete(Request request, JsonNode body) {
    Parameters given = request.parameters();
    DeleteOptions options = DeleteOptions.defaults();
    Optional<Long> grace = number(body, "gracePeriodSeconds");
    if (grace.isEmpty() && given.number("gracePeriodSeconds").isPresent()) {
      grace = Optional.of(given.number("gracePeriodSeconds").getAsLong());
    }
    if (grace.isPresent()) {
      if (grace.get() < 0) {
        throw Refusals.badRequest("gracePeriodSeconds: Invalid value: must be zero or more");
      }
      // Longer than a life is as good as for ever, and is still a time.
      options =
          options.withGracePeriod(Duration.ofSeconds(Math.min(grace.get(), Integer.MAX_VALUE)));
    }
    Optional<String> policy =
        text(body, "propagationPolicy").or(() -> given.text("propagationPolicy"));
    if (policy.isPresent()) {
      options = options.propagating(propagation(policy.get()));
    } else if (body.path("orphanDependents").asBoolean() || given.flag("orphanDependents")) {
      options = options.propagating(Propagation.ORPHAN);
    }
    JsonNode conditions = body.path("preconditions");
    Optional<String> uid = text(conditions, "uid");
    if (uid.isPresent()) {
      options = options.ifUid(uid.get());
    }
    Optional<String> version = text(conditions, "resourceVersion");
    return version.isPresent() ? options.ifResourceVersion(version.get()) : options;
  }

  /** Whether a deletion is only tried: the query or the body says so. */
  static DryRun dryRun(Request request, JsonNode body) {
    boolean said = false;
    for (JsonNode value : body.path("dryRun")) {
      said |= value.asText().equals("All");
    }
    return said ? DryRun.ALL : dryRun(request.parameters().all("dryRun"));
  }

  /** Whether an eviction is only tried: the query or the options of its deletion say so. */
  static DryRun dryRun(Request request, @Nullable Opaque deletion) {
    boolean said =
        deletion != null
            && deletion.fields().get("dryRun") instanceof List<?> values
            && values.contains("All");
    return said ? DryRun.ALL : dryRun(request.parameters().all("dryRun"));
  }

  private static Propagation propagation(String given) {
    return switch (given) {
      case "Background" -> Propagation.BACKGROUND;
      case "Foreground" -> Propagation.FOREGROUND;
      case "Orphan" -> Propagation.ORPHAN;
      default ->
          throw Refusals.badRequest(
              "propagationPolicy: Unsupported value: \""
                  + given
                  + "\": supported values: \"Background\", \"Foreground\", \"Orphan\"");
    };
  }

  private static Optional<String> text(JsonNode body, String name) {
    return Optional.of(body.path(name).asText("")).filter(value -> !value.isEmpty());
  }

  private static Optional<Long> number(JsonNode body, String name) {
    return body.path(name).isIntegralNumber()
        ? Optional.of(body.path(name).asLong())
        : Optional.empty();
  }
}
