package io.kubelette;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was opened, to be closed in the opposite order. One that fails to close is logged and does
 * not keep the others open.
 *
 * <p>Thread-safe because its methods are synchronized.
 */
final class CloseStack implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CloseStack.class);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /** Has it closed before all that was pushed earlier; returns it. */
  synchronized <T extends AutoCloseable> T push(T resource) {
    open.push(resource);
    return resource;
  }

  @Override
  public synchronized void close() {
    while (!open.isEmpty()) {
      AutoCloseable resource = open.pop();
      try {
        resource.close();
      } catch (Exception failure) {
        LOG.warn("not all was closed: {}", failure.getMessage(), failure);
      }
    }
  }
}
