package io.kubelette.service;

import io.kubelette.api.EventRecorder;
import io.kubelette.loop.Backoff;
import io.kubelette.loop.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where containers find services: tells of those that have all of their ports under their own
 * numbers, and of the endpoints of headless ones, and warns of the others.
 *
 * <p>An address that was taken may become free at any time, and a proxy does not tell: while a port
 * stands elsewhere it is looked at again. Owned by: the loop of the routing.
 */
final class ContainerPorts {

  private static final Backoff AGAIN =
      Backoff.doubling(Duration.ofSeconds(1), Duration.ofSeconds(30));

  private final ServiceProxy proxy;
  private final ProxyNode.Containers how;
  private final EventLoop loop;
  private List<Route> routes = List.of();
  private List<ContainerAddress> headless = List.of();
  private @Nullable ContainerPortNotices notices;
  private Consumer<List<ContainerAddress>> listener = nobody -> {};

  /** Null before the first table. */
  private @Nullable List<ContainerAddress> told;

  private EventLoop.@Nullable Timer again;

  /** Between the last two looks. */
  private Duration pause = Duration.ZERO;

  ContainerPorts(ServiceProxy proxy, ProxyNode.Containers how, EventLoop loop) {
    this.proxy = proxy;
    this.how = how;
    this.loop = loop;
  }

  void warnBy(EventRecorder events) {
    notices = new ContainerPortNotices(proxy, events);
    if (told != null) {
      look();
    }
  }

  void tell(Consumer<List<ContainerAddress>> hearer) {
    listener = hearer;
    if (told != null) {
      hearer.accept(told);
    }
  }

  /** The proxy has taken the table. */
  void follow(RoutingTable table) {
    if (how != ProxyNode.Containers.UNKNOWN) {
      boolean elsewhere = how == ProxyNode.Containers.AT_HOST;
      routes =
          table.routes().stream()
              .filter(route -> route.name().isForContainers() == elsewhere)
              .toList();
      pause = Duration.ZERO;
      look();
    }
  }

  /** The names of headless services, wherever they lead; no table is needed for them. */
  void headlessAre(List<ContainerAddress> names) {
    if (!names.equals(headless)) {
      headless = names;
      if (how == ProxyNode.Containers.UNKNOWN || told != null) {
        look();
      }
    }
  }

  void close() {
    routes = List.of();
    cancel();
  }

  private void look() {
    cancel();
    List<ContainerAddress> now = new ArrayList<>();
    Map<ServicePortName, InetAddress> outOfReach = new HashMap<>();
    boolean complete = true;
    for (int from = 0; from < routes.size(); ) {
      // A table is sorted: the ports of one service stand together.
      int to = from + 1;
      while (to < routes.size() && ofOneService(routes.get(from), routes.get(to))) {
        to++;
      }
      ServicePortName name = routes.get(from).name();
      InetAddress own = routes.get(from).frontend().getAddress();
      if (how == ProxyNode.Containers.AT_SERVICE && own.isLoopbackAddress()) {
        // Given to the service when the node had no range that containers reach.
        outOfReach.put(ServicePortName.of(name.namespace(), name.service()), own);
      } else {
        Optional<InetAddress> address = address(routes.subList(from, to));
        address.ifPresent(
            at -> now.add(new ContainerAddress(name.namespace(), name.service(), at)));
        complete = complete && address.isPresent();
      }
      from = to;
    }
    now.addAll(headless);
    if (!now.equals(told)) {
      told = now;
      listener.accept(List.copyOf(now));
    }
    if (notices != null) {
      notices.look(routes);
      notices.outOfReach(outOfReach);
    }
    if (!complete) {
      pause = AGAIN.after(pause);
      again = loop.schedule(pause, this::look);
    }
  }

  /** The one at which all ports stand under their own numbers. */
  private Optional<InetAddress> address(List<Route> ports) {
    InetSocketAddress first = ports.get(0).frontend();
    boolean all =
        ports.stream()
            .allMatch(
                port ->
                    port.frontend().getAddress().equals(first.getAddress())
                        && proxy.boundAddress(port.name()).equals(Optional.of(port.frontend())));
    return all ? Optional.of(first.getAddress()) : Optional.empty();
  }

  private static boolean ofOneService(Route one, Route other) {
    return one.name().namespace().equals(other.name().namespace())
        && one.name().service().equals(other.name().service());
  }

  private void cancel() {
    if (again != null) {
      again.cancel();
      again = null;
    }
  }
}
