package io.kubelette.proxy.nio;

import java.nio.channels.SelectionKey;

/** What a selection key is for; called on the loop that owns the key. */
interface ChannelHandler {

  /** Acts on what the key is ready for. */
  void ready(SelectionKey key);

  /** Ends what the key belongs to: its handler failed, or its loop ends. May be called twice. */
  void abandon();
}
