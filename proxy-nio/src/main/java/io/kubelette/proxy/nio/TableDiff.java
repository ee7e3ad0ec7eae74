package io.kubelette.proxy.nio;

import io.kubelette.service.Route;
import io.kubelette.service.RoutingTable;
import io.kubelette.service.ServicePortName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What makes one table of another; pure.
 *
 * @param removed routes to take down; also those that come back under another address or protocol
 * @param added routes to set up, after those
 * @param changed routes that stay where they are, with other endpoints or balancing
 */
record TableDiff(List<ServicePortName> removed, List<Route> added, List<Route> changed) {

  static TableDiff between(RoutingTable before, RoutingTable after) {
    List<ServicePortName> removed = new ArrayList<>();
    List<Route> added = new ArrayList<>();
    List<Route> changed = new ArrayList<>();
    Map<ServicePortName, Route> old = new HashMap<>();
    before.routes().forEach(route -> old.put(route.name(), route));
    for (Route route : after.routes()) {
      Route earlier = old.remove(route.name());
      if (earlier == null) {
        added.add(route);
      } else if (moved(earlier, route)) {
        removed.add(route.name());
        added.add(route);
      } else if (!earlier.equals(route)) {
        changed.add(route);
      }
    }
    removed.addAll(old.keySet());
    return new TableDiff(removed, added, changed);
  }

  private static boolean moved(Route before, Route after) {
    return before.protocol() != after.protocol() || !before.frontend().equals(after.frontend());
  }
}
