package io.kubelette.proxy.nio;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closing of what may be gone already. */
final class Channels {

  private static final Logger LOG = LoggerFactory.getLogger(Channels.class);

  private Channels() {}

  static void closeQuietly(@Nullable AutoCloseable channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (Exception alreadyGone) {
      LOG.debug("closing failed: {}", alreadyGone.toString());
    }
  }
}
