package io.kubelette.api.http;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.ssl.SslHandler;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Who may come in: a browser that was led here by a web page may not, and beyond loopback nobody
 * without a token or a certificate.
 *
 * <p>Thread-safe because it is immutable.
 */
final class Doorman {

  private static final Set<String> USUAL = Set.of("", "127.0.0.1", "localhost");

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1\\]|[a-z0-9.-]+\\.localhost");

  private final Map<String, Client> tokens;
  private final boolean anonymous;

  /**
   * @param tokens the bearer tokens
   * @param anonymous whether who says nothing may come in; then the server answers to the names of
   *     loopback alone
   */
  Doorman(Map<String, Client> tokens, boolean anonymous) {
    this.tokens = Map.copyOf(tokens);
    this.anonymous = anonymous;
  }

  /**
   * Lets a request in, by its headers.
   *
   * @throws ApiException 401 or 403
   */
  Client admit(Channel channel, HttpHeaders headers) {
    String host = headers.get(HttpHeaderNames.HOST, "");
    String origin = headers.get(HttpHeaderNames.ORIGIN);
    if (origin != null && !origin.equals("null") && !host.equalsIgnoreCase(authority(origin))
        || "null".equals(origin)) {
      throw Refusals.forbidden("requests of web pages from elsewhere are refused: " + origin);
    }
    if (anonymous && !known(name(host))) {
      throw Refusals.forbidden("this server is not called \"" + host + "\"");
    }
    return byToken(headers)
        .or(() -> byCertificate(channel))
        .orElseGet(
            () -> {
              if (!anonymous) {
                throw Refusals.unauthorized();
              }
              return Client.LOCAL;
            });
  }

  private static boolean known(String host) {
    return USUAL.contains(host) || LOOPBACK.matcher(host).matches();
  }

  private static String authority(String origin) {
    try {
      return String.valueOf(URI.create(origin).getRawAuthority());
    } catch (IllegalArgumentException malformed) {
      return "";
    }
  }

  private static String name(String host) {
    int port = host.lastIndexOf(':');
    String name = port > host.lastIndexOf(']') ? host.substring(0, port) : host;
    return name.toLowerCase(Locale.ROOT);
  }

  private Optional<Client> byToken(HttpHeaders headers) {
    String given = headers.get(HttpHeaderNames.AUTHORIZATION, "");
    if (!given.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return Optional.empty();
    }
    byte[] token = given.substring(7).strip().getBytes(StandardCharsets.UTF_8);
    Client found = null;
    for (Map.Entry<String, Client> known : tokens.entrySet()) {
      // All are compared, in constant time: the answer tells nothing of how near a guess came.
      if (MessageDigest.isEqual(known.getKey().getBytes(StandardCharsets.UTF_8), token)) {
        found = known.getValue();
      }
    }
    if (found == null && !tokens.isEmpty()) {
      throw Refusals.unauthorized();
    }
    return Optional.ofNullable(found);
  }

  /** TLS has verified the chain; the organisation says the role, as in Kubernetes the group. */
  private static Optional<Client> byCertificate(Channel channel) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls == null) {
      return Optional.empty();
    }
    try {
      Certificate[] chain = tls.engine().getSession().getPeerCertificates();
      return chain.length > 0 && chain[0] instanceof X509Certificate certificate
          ? Subjects.client(certificate)
          : Optional.empty();
    } catch (SSLPeerUnverifiedException none) {
      return Optional.empty();
    }
  }
}
