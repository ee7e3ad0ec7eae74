package io.kubelette.proxy.nio;

import java.io.IOException;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.time.Duration;

/**
 * What one client address exchanges with one endpoint, over a socket of its own.
 *
 * <p>The socket is connected: so answers from elsewhere are not taken for the endpoint's, and a
 * closed port at the endpoint is reported, which ends the flow. Its timer looks at when something
 * moved last, so that a datagram costs no work on the wheel. Owned by: the loop of its service's
 * socket.
 */
final class UdpFlow implements ChannelHandler {

  private final UdpSocket socket;
  private final DatagramChannel channel;
  private final SocketAddress client;
  private final Backend backend;
  private final WheelTimer timer = new WheelTimer(this::check);
  private boolean open = true;
  private boolean replied;
  private long lastMove;

  private UdpFlow(
      UdpSocket socket, DatagramChannel channel, SocketAddress client, Backend backend) {
    this.socket = socket;
    this.channel = channel;
    this.client = client;
    this.backend = backend;
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
    flow.lastMove = socket.loop().nanoTime();
    socket.loop().setTimer(flow.timer, socket.settings().unrepliedTimeout().toNanos());
    return flow;
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
      lastMove = socket.loop().nanoTime();
      // The JDK sends no empty datagram on a connected socket, and says so with a zero as well.
      sent = size > 0 && channel.write(datagram) == size;
    } catch (PortUnreachableException unreachable) {
      unreachable();
    } catch (IOException failure) {
      abandon();
    }
    socket.countUp(sent);
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
        socket.reply(scratch.flip(), client);
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
      socket.forget(this);
      socket.loop().retire(channel);
    }
  }

  private void answered() {
    lastMove = socket.loop().nanoTime();
    if (!replied) {
      replied = true;
      backend.succeeded();
    }
  }

  private void unreachable() {
    backend.failed(socket.loop().nanoTime());
    abandon();
  }

  private void check() {
    UdpSettings settings = socket.settings();
    Duration limit = replied ? settings.repliedTimeout() : settings.unrepliedTimeout();
    long left = limit.toNanos() - (socket.loop().nanoTime() - lastMove);
    if (left <= 0) {
      abandon();
    } else {
      socket.loop().setTimer(timer, left);
    }
  }
}
