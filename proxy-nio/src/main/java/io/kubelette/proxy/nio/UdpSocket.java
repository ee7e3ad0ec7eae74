package io.kubelette.proxy.nio;

import io.kubelette.service.Drain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A socket of a UDP service port, and the flows of its clients.
 *
 * <p>Owned by: one proxy loop.
 */
final class UdpSocket implements ChannelHandler {

  private static final Logger LOG = LoggerFactory.getLogger(UdpSocket.class);

  /** How many datagrams one readiness moves, before others have their turn. */
  static final int BUDGET = 32;

  private final ProxyLoop loop;
  private final DatagramChannel channel;
  private final PortEntry route;
  private final FlowRoom room;

  /** By client, the one that was idle longest first. */
  private final Map<SocketAddress, UdpFlow> flows = new LinkedHashMap<>(16, 0.75f, true);

  UdpSocket(ProxyLoop loop, DatagramChannel channel, PortEntry route, FlowRoom room) {
    this.loop = loop;
    this.channel = channel;
    this.route = route;
    this.room = room;
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
    List.copyOf(flows.values()).forEach(UdpFlow::abandon);
    loop.retire(channel);
  }

  /**
   * Ends the flows whose endpoint is gone, now or in a while: their next datagram finds another
   * one.
   */
  void backendsChanged(Drain drain) {
    Set<Backend> present = route.backends().get().asSet();
    List<UdpFlow> stranded =
        flows.values().stream().filter(flow -> !present.contains(flow.backend())).toList();
    long time = drain.time().toNanos();
    for (int i = 0; i < stranded.size(); i++) {
      boolean staggered = drain.mode() == Drain.Mode.STAGGER;
      stranded.get(i).endAfter(staggered ? time / stranded.size() * (i + 1) : time);
    }
  }

  /** Sends an endpoint's answer to the client. */
  void reply(ByteBuffer datagram, SocketAddress client) {
    if (vanishes()) {
      dropped();
      return;
    }
    boolean sent = false;
    try {
      int size = datagram.remaining();
      sent = channel.send(datagram, client) == size;
    } catch (IOException gone) {
      LOG.debug("client={} is gone: {}", client, gone.toString());
    }
    if (sent) {
      loop.counters().datagramsDown++;
      service().datagramsDown++;
    } else {
      dropped();
    }
  }

  /** A datagram is on its way to an endpoint. */
  void sent() {
    loop.counters().datagramsUp++;
    service().datagramsUp++;
  }

  /** The flow's endpoint has no such port: its client shall find another endpoint. */
  void lost(UdpFlow flow) {
    InetAddress client = ((InetSocketAddress) flow.client()).getAddress();
    route.backends().get().affinity().failed(client, flow.backend());
  }

  /** A datagram is lost. */
  void dropped() {
    loop.counters().datagramsDropped++;
    service().datagramsDropped++;
  }

  Traffic service() {
    return route.port().traffic().of(loop);
  }

  ProxyLoop loop() {
    return loop;
  }

  PortState port() {
    return route.port();
  }

  void forget(UdpFlow flow) {
    if (flows.remove(flow.client(), flow)) {
      room.left();
    }
  }

  /**
   * Ends the flow that was idle longest of those that were there before, where there are too many.
   *
   * @return whether there is room now
   */
  boolean makesRoom(long before) {
    if (!room.isOver(mostFlows())) {
      return true;
    }
    Optional<UdpFlow> earlier =
        flows.values().stream().filter(flow -> flow.openedAt() - before < 0).findFirst();
    earlier.ifPresent(UdpFlow::abandon);
    return earlier.isPresent();
  }

  private boolean vanishes() {
    double share = route.port().rules().settings().faults().drop();
    return share > 0 && ThreadLocalRandom.current().nextDouble() < share;
  }

  private void forward(SocketAddress client, ByteBuffer datagram) {
    if (vanishes()) {
      dropped();
      return;
    }
    UdpFlow flow = flows.get(client);
    if (flow == null) {
      flow = open(client);
    }
    if (flow == null) {
      dropped();
    } else {
      flow.send(datagram);
    }
  }

  private @Nullable UdpFlow open(SocketAddress client) {
    long now = loop.nanoTime();
    InetAddress address = ((InetSocketAddress) client).getAddress();
    Backends backends = route.backends().get();
    Backend backend = backends.pick(new Backends.Seeker(address, Set.of(), now));
    if (backend == null) {
      return null;
    }
    backend.tried(now);
    if (room.isFull(mostFlows()) && !flows.isEmpty()) {
      flows.values().iterator().next().abandon();
    }
    try {
      UdpFlow flow = UdpFlow.open(this, client, backend);
      flows.put(client, flow);
      room.entered();
      if (room.isOver(mostFlows())) {
        room.askOthers(this, flow.openedAt());
      }
      backends.affinity().succeeded(address, backend, now);
      return flow;
    } catch (IOException exhausted) {
      LOG.debug("no flow for client={}: {}", client, exhausted.toString());
      return null;
    }
  }

  private int mostFlows() {
    int limit = route.port().rules().settings().limits().connections();
    int most = route.port().udp().maxFlows();
    return limit == 0 ? most : Math.min(limit, most);
  }
}
