package io.kubelette.runtime.docker;

import com.github.dockerjava.transport.SSLConfig;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.ClosedByInterruptException;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Opens exchanges with the engine, and ends all of them when the runtime is closed.
 *
 * <p>Thread-safe because its set is.
 */
final class EngineExchanges implements AutoCloseable {

  private final URI engine;
  private final @Nullable SSLConfig tls;
  private final Set<EngineExchange> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  EngineExchanges(URI engine, @Nullable SSLConfig tls) {
    this.engine = engine;
    // A unix socket is never encrypted, also where the environment names certificates.
    this.tls = "unix".equals(engine.getScheme()) ? null : tls;
  }

  /** Sends a request; the caller closes what is returned. */
  EngineExchange begin(String call, EngineRequest request) {
    return saying(
        call,
        () -> {
          EngineExchange exchange =
              new EngineExchange(
                  EngineWire.open(engine, tls == null ? null : tls.getSSLContext()), open::remove);
          open.add(exchange);
          boolean begun = false;
          try {
            if (closed) {
              throw new ContainerRuntimeException(Kind.REJECTED, call + ": this runtime is closed");
            }
            exchange.begin(call, request);
            begun = true;
            return exchange;
          } finally {
            if (!begun) {
              exchange.close();
            }
          }
        });
  }

  /** Says what happens on the way in the words of the SPI. */
  static <T> T saying(String call, Body<T> body) {
    try {
      return body.run();
    } catch (ClosedByInterruptException interrupted) {
      throw new ContainerRuntimeException(Kind.CANCELLED, call + ": interrupted", interrupted);
    } catch (IOException | GeneralSecurityException failure) {
      if (Thread.currentThread().isInterrupted()) {
        throw new ContainerRuntimeException(Kind.CANCELLED, call + ": interrupted", failure);
      }
      throw new ContainerRuntimeException(
          Kind.TRANSIENT, call + ": the engine's stream broke: " + failure.getMessage(), failure);
    }
  }

  /** Something that reads or writes, perhaps with keys to load. */
  @FunctionalInterface
  interface Body<T> {
    T run() throws IOException, GeneralSecurityException;
  }

  @Override
  public void close() {
    closed = true;
    open.forEach(EngineExchange::close);
  }
}
