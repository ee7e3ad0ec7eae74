package io.kubelette.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kubelette.api.http.openapi.OpenApi;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
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

  private @Nullable Map<String, byte[]> documents;

  /** The document of a path, if there is one. */
  Optional<Reply> find(String path) {
    return path.startsWith(ROOT)
        ? Optional.ofNullable(documents().get(path)).map(json -> Reply.json(200, json))
        : Optional.empty();
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
