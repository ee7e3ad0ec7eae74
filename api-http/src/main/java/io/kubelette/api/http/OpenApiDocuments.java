package io.kubelette.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kubelette.api.http.openapi.OpenApi;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The OpenAPI documents by their paths, made when the first is asked for.
 *
 * <p>Thread-safe because what it keeps is guarded by this object.
 */
final class OpenApiDocuments {

  private static final String ROOT = "/openapi/v3";
  private static final String SECOND = "/openapi/v2";
  private static final String SECOND_TYPE =
      "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

  private @Nullable Map<String, byte[]> documents;

  /** The document of a path, if there is one. */
  Optional<Reply> find(String path, Request request) {
    if (path.equals(SECOND)) {
      return Optional.of(second(request.headers().get("Accept", "")));
    }
    return path.startsWith(ROOT)
        ? Optional.ofNullable(documents().get(path)).map(json -> Reply.json(200, json))
        : Optional.empty();
  }

  /**
   * The older document, which kubectl reads before it sends a List, or a kind that is not in the
   * newer ones: that it has no schemas is all that kubectl needs to know.
   */
  private static Reply second(String accept) {
    if (!accept.contains("protobuf")) {
      ObjectNode document = Json.object().put("swagger", "2.0");
      document.putObject("info").put("title", "Kubelette").put("version", "v1");
      document.putObject("paths");
      return Reply.json(200, Json.bytes(document));
    }
    // Fields of openapi.v2.Document: 1 is swagger, 2 is info with 1 for title and 2 for version.
    byte[] document =
        "\n\0032.0\022\017\n\011Kubelette\022\002v1".getBytes(StandardCharsets.US_ASCII);
    return new Reply(200, SECOND_TYPE, List.of(document), List.of());
  }

  private synchronized Map<String, byte[]> documents() {
    if (documents == null) {
      documents = made();
    }
    return documents;
  }

  private static Map<String, byte[]> made() {
    Map<String, byte[]> documents = new HashMap<>();
    ObjectNode index = Json.object();
    ObjectNode paths = index.putObject("paths");
    Catalog.byVersion()
        .forEach(
            (version, types) -> {
              byte[] document = Json.bytes(OpenApi.document(version, types));
              String name = (version.contains("/") ? "apis/" : "api/") + version;
              String path = ROOT + "/" + name;
              documents.put(path, document);
              paths.putObject(name).put("serverRelativeURL", path + "?hash=" + hash(document));
            });
    documents.put(ROOT, Json.bytes(index));
    return Map.copyOf(documents);
  }

  private static String hash(byte[] document) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(document);
      return HexFormat.of().withUpperCase().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
