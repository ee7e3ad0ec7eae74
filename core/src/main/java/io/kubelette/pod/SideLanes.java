package io.kubelette.pod;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What of a pod is under way beside its life-cycle lane, at most one on each lane.
 *
 * <p>A plan asks again, turn after turn, for what is to be done: what is under way and not asked
 * for any more is called back. What writes statuses and files alone always goes to its end.
 *
 * <p>Owned by: pod loop.
 */
final class SideLanes {

  /** One action on its way. */
  private static final class Flight {
    private final PodAction action;
    private Runnable recall = () -> {};

    Flight(PodAction action) {
      this.action = action;
    }
  }

  private final SideTrips trips;
  private final Consumer<Outcome> onLanding;
  private final Map<Lane, Flight> flights = new HashMap<>();

  SideLanes(SideTrips trips, Consumer<Outcome> onLanding) {
    this.trips = trips;
    this.onLanding = onLanding;
  }

  boolean isBusy(Lane lane) {
    return flights.containsKey(lane);
  }

  /** Calls back what is not asked for any more, and begins what is. */
  void follow(PodPlan plan) {
    if (!flights.isEmpty()) {
      callBack(plan);
    }
    for (PodAction action : plan.actions()) {
      if (!action.lane().equals(Lane.LIFECYCLE) && !isBusy(action.lane())) {
        begin(action);
      }
    }
  }

  /** Calls everything back. */
  void stop() {
    flights.values().forEach(flight -> flight.recall.run());
    flights.clear();
  }

  private void callBack(PodPlan plan) {
    Iterator<Flight> each = flights.values().iterator();
    while (each.hasNext()) {
      Flight flight = each.next();
      boolean asked =
          flight.action.lane().goesToItsEnd()
              || plan.actions().stream().anyMatch(action -> action.isDoneBy(flight.action));
      if (!asked) {
        each.remove();
        flight.recall.run();
      }
    }
  }

  private void begin(PodAction action) {
    Flight flight = new Flight(action);
    flights.put(action.lane(), flight);
    flight.recall = trips.begin(action, outcome -> land(flight, outcome));
  }

  /** What was called back lands for nobody. */
  private void land(Flight flight, Outcome outcome) {
    if (flights.remove(flight.action.lane(), flight)) {
      onLanding.accept(outcome);
    }
  }
}
