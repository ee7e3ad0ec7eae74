package io.kubelette.proxy.nio;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many flows an address has, whichever loops they are on.
 *
 * <p>Thread-safe: all loops count in it.
 */
final class FlowRoom {

  private final AtomicInteger inside = new AtomicInteger();
  private final List<UdpSocket> sockets = new CopyOnWriteArrayList<>();

  void join(UdpSocket socket) {
    sockets.add(socket);
  }

  void entered() {
    inside.incrementAndGet();
  }

  void left() {
    inside.decrementAndGet();
  }

  boolean isFull(int limit) {
    return inside.get() >= limit;
  }

  boolean isOver(int limit) {
    return inside.get() > limit;
  }

  /**
   * A socket that had no flow to end has let in one too many: another one ends one.
   *
   * @param since when it did; who came in later shall not suffer for it
   */
  void askOthers(UdpSocket needy, long since) {
    ask(sockets.stream().filter(socket -> socket != needy).iterator(), since);
  }

  private static void ask(Iterator<UdpSocket> others, long since) {
    if (others.hasNext()) {
      UdpSocket socket = others.next();
      socket
          .loop()
          .execute(
              () -> {
                if (!socket.makesRoom(since)) {
                  ask(others, since);
                }
              });
    }
  }
}
