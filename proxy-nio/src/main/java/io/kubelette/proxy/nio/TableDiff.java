package io.kubelette.proxy.nio;

import io.kubelette.service.Route;
import io.kubelette.service.RoutingTable;
import io.kubelette.service.ServicePortName;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What makes one table of another; pure.
 *
 * @param removed routes to take down; also those that come back with another protocol
 * @param added routes to set up, after those
 * @param changed routes with other entrances, endpoints or settings
 */
record TableDiff(List<ServicePortName> removed, List<Route> added, List<Route> changed) {

  static TableDiff between(RoutingTable before, RoutingTable after) {
    List<ServicePortName> removed = new ArrayList<>();
    List<Route> added = new ArrayList<>();
    List<Route> changed = new ArrayList<>();
    // Both are sorted by name: one walk along them tells all.
    Iterator<Route> earlier = before.routes().iterator();
    Route old = next(earlier);
    for (Route route : after.routes()) {
      while (old != null && old.name().compareTo(route.name()) < 0) {
        removed.add(old.name());
        old = next(earlier);
      }
      if (old == null || !old.name().equals(route.name())) {
        added.add(route);
        continue;
      }
      if (old.protocol() != route.protocol()) {
        removed.add(route.name());
        added.add(route);
      } else if (!old.equals(route)) {
        changed.add(route);
      }
      old = next(earlier);
    }
    for (; old != null; old = next(earlier)) {
      removed.add(old.name());
    }
    return new TableDiff(removed, added, changed);
  }

  private static @Nullable Route next(Iterator<Route> routes) {
    return routes.hasNext() ? routes.next() : null;
  }
}
