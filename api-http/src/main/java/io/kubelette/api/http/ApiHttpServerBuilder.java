package io.kubelette.api.http;

import io.kubelette.api.ApiServer;
import io.kubelette.api.PodAccess;
import io.kubelette.loop.Clock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Says how an API is served; nothing must be said.
 *
 * <p>Not thread-safe: used by one thread, once.
 */
public final class ApiHttpServerBuilder {

  /** The release of Kubernetes whose API this is. */
  private static final String RELEASE = "1.32.0";

  private final ApiServer api;
  private final Map<String, PodAccess> nodes = new ConcurrentHashMap<>();
  private InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private HttpLimits limits = HttpLimits.defaults();
  private Security security = Security.none();
  private Supplier<String> metrics = () -> "";
  private int threads = 2;

  ApiHttpServerBuilder(ApiServer api) {
    this.api = api;
  }

  /**
   * A node whose pods can be reached: their logs, commands, ports and usage. May be called several
   * times; of a pod on another node only the object is served.
   */
  public ApiHttpServerBuilder node(String name, PodAccess pods) {
    nodes.put(name, pods);
    return this;
  }

  /** Where it listens; a free port of loopback unless it is said. */
  public ApiHttpServerBuilder address(InetSocketAddress value) {
    address = value;
    return this;
  }

  /** Which port of loopback it listens on; 0 for a free one. */
  public ApiHttpServerBuilder port(int value) {
    return address(new InetSocketAddress(InetAddress.getLoopbackAddress(), value));
  }

  /** How much a client may ask for; {@link HttpLimits#defaults} unless it is said. */
  public ApiHttpServerBuilder limits(HttpLimits value) {
    limits = value;
    return this;
  }

  /** Who may come in, and under which certificate; anyone on loopback unless it is said. */
  public ApiHttpServerBuilder security(Security value) {
    security = value;
    return this;
  }

  /**
   * What {@code /metrics} answers beside what the server tells of itself, in the text form of
   * Prometheus; read at each request.
   */
  public ApiHttpServerBuilder metrics(Supplier<String> value) {
    metrics = value;
    return this;
  }

  /** How many threads carry the connections; 2 unless it is said. */
  public ApiHttpServerBuilder threads(int value) {
    threads = value;
    return this;
  }

  /**
   * Begins to serve.
   *
   * @throws IllegalStateException if it would be reached from elsewhere without TLS, or by anyone
   * @throws java.io.UncheckedIOException if the address cannot be had, for instance since another
   *     program listens there
   */
  public ApiHttpServer start() {
    security.check(address);
    return new ApiHttpServer(this);
  }

  ApiServer api() {
    return api;
  }

  Map<String, PodAccess> nodes() {
    return nodes;
  }

  InetSocketAddress address() {
    return address;
  }

  HttpLimits limits() {
    return limits;
  }

  Security security() {
    return security;
  }

  Supplier<String> metrics() {
    return metrics;
  }

  int threads() {
    return threads;
  }

  String release() {
    return RELEASE;
  }

  Clock clock() {
    return Clock.system();
  }
}
