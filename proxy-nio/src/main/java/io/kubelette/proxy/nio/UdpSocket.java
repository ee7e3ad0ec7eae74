package io.kubelette.proxy.nio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket of a UDP service port, and the flows of its clients.
 *
 * <p>Owned by: one proxy loop.
 */
final class UdpSocket implements ChannelHandler {

  private static final Logger LOG = LoggerFactory.getLogger(UdpSocket.class);

  /** How many datagrams one readiness moves, before others have their turn. */
  static final int BUDGET = 32;

  private final ProxyLoop loop;
  private final DatagramChannel channel;
  private final Supplier<Backends> backends;
  private final UdpSettings settings;

  /** By client, the one that was idle longest first. */
  private final Map<SocketAddress, UdpFlow> flows = new LinkedHashMap<>(16, 0.75f, true);

  UdpSocket(
      ProxyLoop loop, DatagramChannel channel, Supplier<Backends> backends, UdpSettings settings) {
    this.loop = loop;
    this.channel = channel;
    this.backends = backends;
    this.settings = settings;
  }

  void register() {
    try {
      channel.register(loop.selector(), SelectionKey.OP_READ, this);
    } catch (ClosedChannelException closed) {
      throw new UncheckedIOException(closed);
    }
  }

  @Override
  public void ready(SelectionKey key) {
    ByteBuffer scratch = loop.scratch();
    for (int i = 0; i < BUDGET; i++) {
      scratch.clear();
      try {
        SocketAddress client = channel.receive(scratch);
        if (client == null) {
          return;
        }
        forward(client, scratch.flip());
      } catch (IOException failure) {
        // What an earlier answer caused; the socket itself goes on.
        LOG.debug("receive failed: {}", failure.toString());
      }
    }
  }

  @Override
  public void abandon() {
    closeFlows(flow -> true);
    loop.retire(channel);
  }

  /** Ends the flows whose endpoint is gone: their next datagram finds another one. */
  void backendsChanged() {
    Set<Backend> present = backends.get().asSet();
    closeFlows(flow -> !present.contains(flow.backend()));
  }

  /** Sends an endpoint's answer to the client. */
  void reply(ByteBuffer datagram, SocketAddress client) {
    boolean sent = false;
    try {
      int size = datagram.remaining();
      sent = channel.send(datagram, client) == size;
    } catch (IOException gone) {
      LOG.debug("client={} is gone: {}", client, gone.toString());
    }
    if (sent) {
      loop.counters().datagramsDown++;
    } else {
      loop.counters().datagramsDropped++;
    }
  }

  void countUp(boolean sent) {
    if (sent) {
      loop.counters().datagramsUp++;
    } else {
      loop.counters().datagramsDropped++;
    }
  }

  ProxyLoop loop() {
    return loop;
  }

  UdpSettings settings() {
    return settings;
  }

  void forget(UdpFlow flow) {
    flows.remove(flow.client(), flow);
  }

  private void forward(SocketAddress client, ByteBuffer datagram) {
    UdpFlow flow = flows.get(client);
    if (flow == null) {
      flow = open(client);
    }
    if (flow == null) {
      countUp(false);
    } else {
      flow.send(datagram);
    }
  }

  private @Nullable UdpFlow open(SocketAddress client) {
    long now = loop.nanoTime();
    Backend backend = backends.get().pick(Set.of(), now);
    if (backend == null) {
      return null;
    }
    backend.tried(now);
    makeRoom();
    try {
      UdpFlow flow = UdpFlow.open(this, client, backend);
      flows.put(client, flow);
      return flow;
    } catch (IOException exhausted) {
      LOG.debug("no flow for client={}: {}", client, exhausted.toString());
      return null;
    }
  }

  private void makeRoom() {
    if (flows.size() >= settings.maxFlows()) {
      flows.values().iterator().next().abandon();
    }
  }

  private void closeFlows(Predicate<UdpFlow> which) {
    List<UdpFlow> ending = new ArrayList<>(flows.values());
    ending.removeIf(which.negate());
    ending.forEach(UdpFlow::abandon);
  }
}
