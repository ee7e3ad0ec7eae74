package io.kubelette.pod;

import io.kubelette.manifest.Document;
import io.kubelette.manifest.ManifestException;
import io.kubelette.manifest.Manifests;
import io.kubelette.model.Pod;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Manifests that a URL serves: a pod, a list of pods, or nothing. What cannot be fetched or read
 * leaves everything as it was.
 *
 * <p>Thread-safe: the connection may be cut from any thread, the rest belongs to the one reader.
 */
final class ManifestPage implements ManifestShelf {

  private static final int LIMIT = 16 * 1024 * 1024;

  private final ManifestUrl url;
  private final ManifestConfig config;
  private volatile @Nullable HttpURLConnection underWay;

  ManifestPage(ManifestUrl url, ManifestConfig config) {
    this.url = url;
    this.config = config;
  }

  @Override
  public String name() {
    return url.uri().toString();
  }

  @Override
  public Duration poll() {
    return config.urls();
  }

  @Override
  public Content read() throws IOException {
    String body = fetch();
    StaticPods.Origin origin = StaticPods.Origin.url(url.uri());
    if (body.isBlank()) {
      return new Content(Map.of(), Map.of());
    }
    try {
      List<Document> documents = Manifests.parse(name(), body);
      if (documents.stream().anyMatch(document -> !(document.object() instanceof Pod))) {
        return new Content(Map.of(), Map.of(origin, "it serves something else than pods"));
      }
      return new Content(
          Map.of(origin, documents.stream().map(each -> (Pod) each.object()).toList()), Map.of());
    } catch (ManifestException fault) {
      return new Content(Map.of(), Map.of(origin, String.valueOf(fault.getMessage())));
    }
  }

  private String fetch() throws IOException {
    HttpURLConnection connection = (HttpURLConnection) url.uri().toURL().openConnection();
    underWay = connection;
    try {
      int millis = Math.toIntExact(config.answer().toMillis());
      connection.setConnectTimeout(millis);
      connection.setReadTimeout(millis);
      connection.setUseCaches(false);
      url.headers().forEach(connection::setRequestProperty);
      // A connection that is kept open would keep a thread of the JDK's with it.
      connection.setRequestProperty("Connection", "close");
      int status = connection.getResponseCode();
      if (status != HttpURLConnection.HTTP_OK) {
        throw new IOException(name() + " answered " + status);
      }
      try (InputStream body = connection.getInputStream()) {
        byte[] bytes = body.readNBytes(LIMIT + 1);
        if (bytes.length > LIMIT) {
          throw new IOException(name() + " answers with more than 16 MiB");
        }
        return new String(bytes, StandardCharsets.UTF_8);
      }
    } finally {
      connection.disconnect();
      underWay = null;
    }
  }

  @Override
  public void close() {
    HttpURLConnection connection = underWay;
    if (connection != null) {
      connection.disconnect();
    }
  }
}
