package io.kubelette;

import io.kubelette.service.ServicePortName;
import io.kubelette.service.ServiceRouting;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The services of a node, as its proxy serves them.
 *
 * <p>Thread-safe because the routing is.
 */
public final class Services {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ServiceRouting routing;

  Services(ServiceRouting routing) {
    this.routing = routing;
  }

  /**
   * Where to connect to a service's port. Blocks until the proxy serves it and it has a ready
   * endpoint, for ten seconds at most.
   *
   * @param port the port's name; "" for the only port of a service, if it has no name
   * @throws IllegalStateException if that does not happen; the message says what is missing
   */
  public InetSocketAddress address(String namespace, String service, String port) {
    ServicePortName name = new ServicePortName(namespace, service, port);
    CompletableFuture<InetSocketAddress> reachable = routing.reachable(name).toCompletableFuture();
    try {
      return reachable.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new IllegalStateException(shortfall(name));
    } catch (ExecutionException failure) {
      throw new IllegalStateException("service " + name + " cannot be reached", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for service " + name);
    } finally {
      reachable.cancel(false);
    }
  }

  private String shortfall(ServicePortName name) {
    boolean served = find(name.namespace(), name.service(), name.port()).isPresent();
    return served
        ? "service "
            + name
            + " has no ready endpoint: do its pods match the selector, are they ready?"
        : "service "
            + name
            + " is not served: is it applied, has it a port of that name, and is it"
            + " neither headless nor of type ExternalName?";
  }

  /** Where to connect to a service's port, if the proxy serves it. */
  public Optional<InetSocketAddress> find(String namespace, String service, String port) {
    return routing.address(namespace, service, port);
  }
}
