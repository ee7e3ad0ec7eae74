package io.kubelette.runtime.docker;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A request of the engine's API, by its unversioned path.
 *
 * @param method GET or POST
 * @param path path and query
 * @param json the body; null for none
 * @param upgrade whether the connection shall become a raw stream
 */
record EngineRequest(String method, String path, @Nullable String json, boolean upgrade) {

  static EngineRequest get(String path) {
    return new EngineRequest("GET", path, null, false);
  }

  static EngineRequest upgrade(String path, @Nullable String json) {
    return new EngineRequest("POST", path, json, true);
  }

  byte[] bytes() {
    String body = json == null ? "" : json;
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: docker\r\n");
    if (upgrade) {
      head.append("Connection: Upgrade\r\nUpgrade: tcp\r\n");
    }
    if (json != null) {
      head.append("Content-Type: application/json\r\n");
    }
    if (!method.equals("GET")) {
      int length = body.getBytes(StandardCharsets.UTF_8).length;
      head.append("Content-Length: ").append(length).append("\r\n");
    }
    return head.append("\r\n").append(body).toString().getBytes(StandardCharsets.UTF_8);
  }
}
