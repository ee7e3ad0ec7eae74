package io.kubelette.proxy.nio;

import java.io.IOException;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;

/**
 * What one client address exchanges with one endpoint, over a socket of its own.
 *
 * <p>The socket is connected: so answers from elsewhere are not taken for the endpoint's, and a
 * closed port at the endpoint is reported, which ends the flow. Its timer looks at when something
 * moved last, so that a datagram costs no work on the wheel. Owned by: the loop of its service's
 * socket.
 */
final class UdpFlow extends Attached implements ChannelHandler {

  private final UdpSocket socket;
  private final DatagramChannel channel;
  private final SocketAddress client;
  private final Backend backend;
  private final Traffic endpoint;
  private final long openedAt;
  private final WheelTimer timer = new WheelTimer(this::check);
  private boolean open = true;
  private boolean replied;
  private int answers;
  private long lastMove;
  private long endsAt;
  private boolean ending;

  private UdpFlow(
      UdpSocket socket, DatagramChannel channel, SocketAddress client, Backend backend) {
    this.socket = socket;
    this.channel = channel;
    this.client = client;
    this.backend = backend;
    this.endpoint = backend.shares().of(socket.loop()).traffic();
    this.openedAt = socket.loop().nanoTime();
  }

  /** A flow to the endpoint, registered with its loop. */
  static UdpFlow open(UdpSocket socket, SocketAddress client, Backend backend) throws IOException {
    DatagramChannel channel = DatagramChannel.open(Channels.family(backend.address()));
    UdpFlow flow = new UdpFlow(socket, channel, client, backend);
    try {
      channel.configureBlocking(false);
      channel.connect(backend.address());
      channel.register(socket.loop().selector(), SelectionKey.OP_READ, flow);
    } catch (IOException failure) {
      socket.loop().retire(channel);
      throw failure;
    }
    flow.attach(backend.shares().of(socket.loop()));
    flow.endpoint.opened++;
    socket.service().opened++;
    flow.lastMove = socket.loop().turnTime();
    socket.loop().setTimer(flow.timer, socket.port().rules().unreplied());
    return flow;
  }

  /** The socket knows which of its flows are stranded: it may have other endpoints than others. */
  @Override
  void endpointLeft(long delay) {}

  /** Ends after that many nanoseconds, unless it ends before. */
  void endAfter(long nanos) {
    if (nanos == 0) {
      abandon();
    } else if (!ending) {
      ending = true;
      endsAt = socket.loop().nanoTime() + nanos;
      socket.loop().setTimer(timer, nanos);
    }
  }

  /** On the clock that all loops share, in nanoseconds. */
  long openedAt() {
    return openedAt;
  }

  SocketAddress client() {
    return client;
  }

  Backend backend() {
    return backend;
  }

  /** Sends a client's datagram to the endpoint. */
  void send(ByteBuffer datagram) {
    int size = datagram.remaining();
    boolean sent = false;
    try {
      lastMove = socket.loop().turnTime();
      // The JDK sends no empty datagram on a connected socket, and says so with a zero as well.
      sent = size > 0 && channel.write(datagram) == size;
    } catch (PortUnreachableException unreachable) {
      unreachable();
    } catch (IOException failure) {
      abandon();
    }
    if (sent) {
      endpoint.datagramsUp++;
      socket.sent();
    } else {
      endpoint.datagramsDropped++;
      socket.dropped();
    }
  }

  @Override
  public void ready(SelectionKey key) {
    ByteBuffer scratch = socket.loop().scratch();
    try {
      for (int i = 0; i < UdpSocket.BUDGET && open; i++) {
        scratch.clear();
        // Unlike read, receive tells an empty datagram from none.
        if (channel.receive(scratch) == null) {
          break;
        }
        answered();
        endpoint.datagramsDown++;
        socket.reply(scratch.flip(), client);
        endIfAnswered();
      }
    } catch (PortUnreachableException unreachable) {
      unreachable();
    } catch (IOException failure) {
      abandon();
    }
  }

  @Override
  public void abandon() {
    if (open) {
      open = false;
      timer.cancel();
      detach();
      endpoint.ended++;
      socket.service().ended++;
      socket.forget(this);
      socket.loop().retire(channel);
    }
  }

  private void answered() {
    lastMove = socket.loop().turnTime();
    if (!replied) {
      replied = true;
      backend.succeeded();
    }
  }

  private void endIfAnswered() {
    int enough = socket.port().rules().settings().limits().answers();
    if (enough > 0 && ++answers >= enough) {
      abandon();
    }
  }

  private void unreachable() {
    endpoint.failures++;
    backend.failed(socket.loop().nanoTime());
    socket.lost(this);
    abandon();
  }

  private void check() {
    PortState.Rules rules = socket.port().rules();
    long now = socket.loop().nanoTime();
    long left = (replied ? rules.replied() : rules.unreplied()) - (now - lastMove);
    if (ending) {
      left = Math.min(left, endsAt - now);
    }
    if (left <= 0) {
      abandon();
    } else {
      socket.loop().setTimer(timer, left);
    }
  }
}
