package io.kubelette.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What is served beside objects: discovery, the version, health, metrics.
 *
 * <p>Thread-safe because it is immutable; metrics are read when they are asked for.
 */
final class Documents {

  private static final Set<String> HEALTH = Set.of("/healthz", "/livez", "/readyz");
  private static final Set<String> PATHS =
      Set.of("/healthz", "/livez", "/metrics", "/openapi/v2", "/openapi/v3", "/readyz", "/version");

  private final OpenApiDocuments openApi = new OpenApiDocuments();
  private final Supplier<String> metrics;
  private final String release;

  /**
   * @param release of Kubernetes, whose API this is
   * @param metrics as Prometheus reads them
   */
  Documents(String release, Supplier<String> metrics) {
    this.metrics = metrics;
    this.release = release;
  }

  boolean has(String path) {
    String plain = plain(path);
    return plain.isEmpty() || PATHS.contains(plain) || Discovery.ofAll().has(plain);
  }

  /**
   * The document of a path.
   *
   * @throws io.kubelette.api.ApiException {@code NOT_FOUND}
   */
  Reply reply(Request request) {
    String path = plain(request.path());
    Optional<Reply> found =
        Discovery.ofAll().find(path, request).or(() -> openApi.find(path, request));
    if (found.isPresent()) {
      return found.get();
    }
    if (HEALTH.contains(path.replaceFirst("^(/[a-z]+)/.*", "$1"))) {
      return Reply.text(200, health(path, request.parameters()));
    }
    return switch (path) {
      case "" -> index();
      case "/version" -> Reply.json(200, version(release));
      case "/metrics" ->
          new Reply(
              200,
              "text/plain; version=0.0.4; charset=utf-8",
              List.of(metrics.get().getBytes(StandardCharsets.UTF_8)),
              List.of());
      default -> throw Refusals.notFound();
    };
  }

  /** What answers is well; who asks for more gets it in Kubernetes' form. */
  private static String health(String path, Parameters parameters) {
    boolean whole = HEALTH.contains(path);
    if (!whole || parameters.all("verbose").isEmpty()) {
      return "ok";
    }
    return "[+]ping ok\n" + path.substring(1) + " check passed\n";
  }

  private Reply index() {
    ObjectNode index = Json.object();
    ArrayNode all = index.putArray("paths");
    Stream.concat(Discovery.ofAll().paths().stream(), PATHS.stream()).sorted().forEach(all::add);
    return Reply.json(200, Json.bytes(index));
  }

  private static String plain(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static byte[] version(String release) {
    String[] numbers = release.split("\\.");
    ObjectNode version =
        Json.object()
            .put("major", numbers[0])
            .put("minor", numbers[1])
            .put("gitVersion", "v" + release + "+kubelette");
    Map.of(
            "gitCommit", "",
            "gitTreeState", "clean",
            "buildDate", "1970-01-01T00:00:00Z",
            "compiler", "javac")
        .forEach(version::put);
    version.put("goVersion", "java17").put("platform", "java/jvm");
    return Json.bytes(version);
  }
}
