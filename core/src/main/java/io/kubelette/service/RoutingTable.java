package io.kubelette.service;

import java.util.Comparator;
import java.util.List;

/**
 * All routes that a proxy shall serve, as one value.
 *
 * <p>Immutable; two tables that say the same are equal, whatever the order in which their parts
 * were found, so that an unchanged table costs nothing to apply.
 *
 * @param routes sorted by service port name, one route for each name
 */
public record RoutingTable(List<Route> routes) {

  private static final RoutingTable EMPTY = new RoutingTable(List.of());

  /** Sorts the routes, and refuses two of one name. */
  public RoutingTable {
    routes = routes.stream().sorted(Comparator.comparing(Route::name)).toList();
    for (int i = 1; i < routes.size(); i++) {
      if (routes.get(i).name().equals(routes.get(i - 1).name())) {
        throw new IllegalArgumentException("two routes for " + routes.get(i).name());
      }
    }
  }

  /** The table without routes. */
  public static RoutingTable empty() {
    return EMPTY;
  }
}
