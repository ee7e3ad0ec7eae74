package io.kubelette.pod;

import java.net.URI;
import java.util.Map;

/**
 * A URL that serves the manifests of static pods.
 *
 * @param uri {@code http} or {@code https}
 * @param headers sent with each request; {@code Host} cannot be replaced
 */
public record ManifestUrl(URI uri, Map<String, String> headers) {

  /** Refuses a URL that is not HTTP's. */
  public ManifestUrl {
    headers = Map.copyOf(headers);
    String scheme = String.valueOf(uri.getScheme());
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("manifests are read by http or https, not " + uri);
    }
  }

  /** Without headers of its own. */
  public static ManifestUrl of(URI uri) {
    return new ManifestUrl(uri, Map.of());
  }

  /** Names the headers, never a value: some are credentials. */
  @Override
  public String toString() {
    return "ManifestUrl[" + uri + ", headers=" + headers.keySet() + "]";
  }
}
