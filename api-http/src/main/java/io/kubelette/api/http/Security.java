package io.kubelette.api.http;

import io.kubelette.api.Access;
import io.kubelette.loop.Clock;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Who may come in, and how the server shows who it is.
 *
 * <p>Thread-safe because it is immutable.
 */
public final class Security {

  private final @Nullable SslContext tls;
  private final @Nullable Authority authority;
  private final List<String> hosts;
  private final Map<String, Client> tokens;

  private Security(
      @Nullable SslContext tls,
      @Nullable Authority authority,
      List<String> hosts,
      Map<String, Client> tokens) {
    this.tls = tls;
    this.authority = authority;
    this.hosts = List.copyOf(hosts);
    this.tokens = Map.copyOf(tokens);
  }

  /** Anyone on this machine, in clear text; refuses to listen anywhere but on loopback. */
  public static Security none() {
    return new Security(null, null, List.of(), Map.of());
  }

  /**
   * TLS and client certificates by an authority that is made here and now: {@link
   * ApiHttpServer#kubeconfig} has what a client needs. Whoever has no certificate and no token
   * stays outside.
   *
   * @param hosts names and addresses by which clients call the server, beside those of loopback
   */
  public static Security selfSigned(String... hosts) {
    Authority authority = new Authority(Clock.system().now());
    Authority.Identity server = authority.server(List.of(hosts));
    try {
      SslContext tls =
          SslContextBuilder.forServer(server.key(), server.certificate())
              .trustManager(authority.certificate())
              .clientAuth(ClientAuth.OPTIONAL)
              .build();
      return new Security(tls, authority, List.of(hosts), Map.of());
    } catch (SSLException impossible) {
      throw new IllegalStateException("this JVM cannot do TLS", impossible);
    }
  }

  /**
   * TLS with a certificate of your own; clients come in by {@link #withToken tokens}.
   *
   * @param certificates a chain in PEM
   * @param key its key in PEM, PKCS#8, not encrypted
   * @throws IllegalArgumentException if they cannot be read
   */
  public static Security certificate(Path certificates, Path key) {
    try {
      SslContext tls = SslContextBuilder.forServer(certificates.toFile(), key.toFile()).build();
      return new Security(tls, null, List.of(), Map.of());
    } catch (SSLException | IllegalArgumentException unreadable) {
      throw new IllegalArgumentException(
          "no certificate and key in PEM: " + certificates + ", " + key, unreadable);
    }
  }

  /**
   * Whoever bears this token may do so much; who bears none stays outside.
   *
   * @throws IllegalArgumentException if it is no token as headers carry them: letters, digits and
   *     {@code -._~+/=}
   */
  public Security withToken(String token, Access access) {
    if (!token.matches("[A-Za-z0-9._~+/=-]+")) {
      throw new IllegalArgumentException("a token is made of letters, digits and -._~+/=");
    }
    Map<String, Client> more = new HashMap<>(tokens);
    String name = access == Access.FULL ? "token-admin" : "token-viewer";
    more.put(token, new Client(name, access));
    return new Security(tls, authority, hosts, more);
  }

  Doorman doorman() {
    return new Doorman(tokens, !authenticates());
  }

  Optional<SslHandler> tls(ByteBufAllocator allocator) {
    return Optional.ofNullable(tls).map(context -> context.newHandler(allocator));
  }

  private boolean authenticates() {
    return authority != null || !tokens.isEmpty();
  }

  void check(InetSocketAddress address) {
    if (address.isUnresolved()) {
      throw new IllegalStateException("nobody knows the address of " + address.getHostString());
    }
    boolean local = address.getAddress().isLoopbackAddress();
    if (!local && (tls == null || !authenticates())) {
      throw new IllegalStateException(
          address
              + " can be reached from elsewhere: give the server TLS and authentication first, for"
              + " instance security(Security.selfSigned(\"my.host\"))");
    }
    if (local && tls != null && !authenticates()) {
      throw new IllegalStateException("TLS without authentication: add withToken(...)");
    }
  }

  String url(InetSocketAddress address) {
    String host =
        !address.getAddress().isAnyLocalAddress()
            ? address.getAddress().getHostAddress()
            : hosts.isEmpty() ? "127.0.0.1" : hosts.get(0);
    String name = host.contains(":") ? "[" + host + "]" : host;
    return (tls == null ? "http://" : "https://") + name + ":" + address.getPort();
  }

  String kubeconfig(String url, Access access) {
    StringBuilder cluster = new StringBuilder("    server: " + url + "\n");
    StringBuilder user = new StringBuilder();
    if (authority != null) {
      Authority.Identity client = authority.client(access);
      line(cluster, "certificate-authority-data", Authority.pem(authority.certificate()));
      line(user, "client-certificate-data", Authority.pem(client.certificate()));
      line(user, "client-key-data", Authority.keyPem(client));
    } else {
      tokens.entrySet().stream()
          .filter(token -> token.getValue().access() == access)
          .findFirst()
          .ifPresent(token -> user.append("    token: \"").append(token.getKey()).append("\"\n"));
    }
    return """
        apiVersion: v1
        kind: Config
        clusters:
        - name: kubelette
          cluster:
        %scontexts:
        - name: kubelette
          context:
            cluster: kubelette
            user: kubelette
        current-context: kubelette
        users:
        - name: kubelette
          user:%s
        """
        .formatted(cluster, user.isEmpty() ? " {}" : "\n" + user.toString().stripTrailing());
  }

  private static void line(StringBuilder yaml, String name, String pem) {
    String value = Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8));
    yaml.append("    ").append(name).append(": ").append(value).append('\n');
  }
}
