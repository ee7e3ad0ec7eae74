package io.kubelette.api.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * A long body on its way: the next part is copied into a buffer when the one before it has left, so
 * a client holds two parts of it, however slowly it reads. Owned by the channel's event loop.
 */
final class Parts {

  private static final int SIZE = 128 << 10;

  private final Channel channel;
  private final Iterator<byte[]> pieces;
  private final Consumer<Future<?>> over;
  private byte[] piece = new byte[0];
  private int taken;

  Parts(Channel channel, List<byte[]> pieces, Consumer<Future<?>> over) {
    this.channel = channel;
    this.pieces = pieces.iterator();
    this.over = over;
  }

  void send() {
    ByteBuf part = channel.alloc().directBuffer(SIZE);
    while (part.writableBytes() > 0 && advance()) {
      int length = Math.min(part.writableBytes(), piece.length - taken);
      part.writeBytes(piece, taken, length);
      taken += length;
    }
    if (advance()) {
      channel.writeAndFlush(new DefaultHttpContent(part)).addListener(this::sent);
    } else {
      channel.write(new DefaultHttpContent(part));
      channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT).addListener(over::accept);
    }
  }

  private void sent(Future<?> written) {
    if (written.isSuccess()) {
      send();
    } else {
      over.accept(written);
    }
  }

  private boolean advance() {
    while (taken == piece.length && pieces.hasNext()) {
      piece = pieces.next();
      taken = 0;
    }
    return taken < piece.length;
  }
}
