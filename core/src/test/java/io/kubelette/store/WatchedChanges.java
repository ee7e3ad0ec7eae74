package io.kubelette.store;

import io.kubelette.model.ConfigMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Compares what a watch delivered with what a history wrote. */
final class WatchedChanges {

  private WatchedChanges() {}

  /** Every way in which the events are not each write after a revision, once, in order. */
  static List<String> faults(List<WatchEvent<ConfigMap>> events, List<Call> calls, Revision after) {
    Map<Revision, Call> writes = new TreeMap<>();
    calls.stream()
        .filter(Call::isWrite)
        .filter(call -> after.isBefore(call.outcome().revision()))
        .forEach(call -> writes.put(call.outcome().revision(), call));
    List<String> faults = new ArrayList<>();
    Revision last = after;
    for (WatchEvent<ConfigMap> event : events) {
      if (!last.isBefore(event.revision())) {
        faults.add("revision " + event.revision() + " after " + last);
      }
      last = event.revision();
      Call write = writes.remove(event.revision());
      if (write == null) {
        faults.add("no write, or not only one event, for " + event);
      } else if (!tells(event, write)) {
        faults.add(event + " does not tell " + write);
      }
    }
    writes.values().forEach(write -> faults.add("no event for " + write));
    return faults.isEmpty() ? breaks(events, after) : faults;
  }

  private static boolean tells(WatchEvent<ConfigMap> event, Call write) {
    WatchEvent.Type type =
        switch (write.step().verb()) {
          case CREATE -> WatchEvent.Type.ADDED;
          case UPDATE -> WatchEvent.Type.MODIFIED;
          default -> WatchEvent.Type.DELETED;
        };
    return event.type() == type
        && Objects.equals(event.object().metadata().name(), write.step().key())
        && History.cell(event.object()).equals(write.outcome().cell());
  }

  /** From the first event of a key on, each begins where the one before ended. */
  private static List<String> breaks(List<WatchEvent<ConfigMap>> events, Revision after) {
    List<String> faults = new ArrayList<>();
    Map<String, ConfigMap> states = new HashMap<>();
    for (WatchEvent<ConfigMap> event : events) {
      String key = String.valueOf(event.object().metadata().name());
      boolean known = after.equals(Revision.ZERO) || states.containsKey(key);
      if (known && !Objects.equals(states.get(key), event.before())) {
        faults.add(event + " does not follow on " + states.get(key));
      }
      states.put(key, event.type() == WatchEvent.Type.DELETED ? null : event.object());
    }
    return faults;
  }
}
