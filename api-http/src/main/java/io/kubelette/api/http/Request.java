package io.kubelette.api.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Locale;

/**
 * One request, read to its end.
 *
 * @param path decoded, without the query
 * @param body empty where there is none
 */
record Request(
    HttpMethod method, String path, Parameters parameters, HttpHeaders headers, byte[] body) {

  /** The media type of the body without its parameters, in lower case; empty if none is said. */
  String contentType() {
    String given = headers.get(HttpHeaderNames.CONTENT_TYPE, "");
    int end = given.indexOf(';');
    return (end < 0 ? given : given.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  boolean wantsWebSocket() {
    return headers.containsValue(HttpHeaderNames.CONNECTION, "upgrade", true)
        && "websocket".equalsIgnoreCase(headers.get(HttpHeaderNames.UPGRADE, ""));
  }

  boolean wantsSpdy() {
    return headers.containsValue(HttpHeaderNames.CONNECTION, "upgrade", true)
        && "SPDY/3.1".equalsIgnoreCase(headers.get(HttpHeaderNames.UPGRADE, ""));
  }
}
