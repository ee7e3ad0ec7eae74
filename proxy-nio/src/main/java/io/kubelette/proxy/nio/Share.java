package io.kubelette.proxy.nio;

import io.kubelette.service.Drain;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One loop's part of an endpoint: what it counts, and what is attached to the endpoint there.
 *
 * <p>Owned by: the loop, except for the number of all that is attached, which all loops share.
 */
final class Share {

  private final Traffic traffic = new Traffic();
  private final AtomicInteger load;
  private @Nullable Attached first;

  Share(AtomicInteger load) {
    this.load = load;
  }

  Traffic traffic() {
    return traffic;
  }

  void add(Attached member) {
    Attached head = first;
    member.next = head;
    if (head != null) {
      head.previous = member;
    }
    first = member;
    load.incrementAndGet();
  }

  void remove(Attached member) {
    Attached before = member.previous;
    Attached after = member.next;
    if (before == null) {
      first = after;
    } else {
      before.next = after;
    }
    if (after != null) {
      after.previous = before;
    }
    member.previous = null;
    member.next = null;
    load.decrementAndGet();
  }

  /** The endpoint has left the route: everything that is attached learns when it must end. */
  void leave(Drain drain) {
    List<Attached> members = new ArrayList<>();
    for (Attached member = first; member != null; member = member.next) {
      members.add(member);
    }
    long time = drain.time().toNanos();
    for (int i = 0; i < members.size(); i++) {
      members
          .get(i)
          .endpointLeft(
              switch (drain.mode()) {
                case KEEP -> Attached.NEVER;
                case CLOSE_AFTER -> time;
                case STAGGER -> time / members.size() * (i + 1);
              });
    }
  }
}
