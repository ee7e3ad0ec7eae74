package io.kubelette.simulation;

import io.kubelette.model.Container;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A container is killed only after it was asked to end, and not before its grace is over: counted
 * from the question, or from the end of its pod where that came first, but at least a second.
 */
final class GraceHonoured implements Invariant {

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final World world;
  private final Map<String, Long> askedAt = new HashMap<>();

  GraceHonoured(World world) {
    this.world = world;
  }

  @Override
  public void nodeBegins() {
    askedAt.clear();
  }

  @Override
  public void before(RuntimeAct act) {
    if (!act.stops()) {
      return;
    }
    long now = world.time.nanoTime();
    if (act.deed() == RuntimeAct.Deed.TERMINATE) {
      askedAt.putIfAbsent(act.id(), now);
    } else if (act.deed() == RuntimeAct.Deed.KILL) {
      Long asked = askedAt.get(act.id());
      if (asked == null) {
        broken(act, "was never asked to end");
      } else if (now - asked < SHORTEST.toNanos() || now < graceEnds(act, asked)) {
        broken(act, "after " + Duration.ofNanos(now - asked) + " of " + grace(act));
      }
    }
  }

  private long graceEnds(RuntimeAct act, long asked) {
    long since = Math.min(asked, world.desires().endsSince(act.uid()));
    // When a pod that is complete began to end is known to its plan alone.
    // So is what its hook took of its grace.
    if (isHooked(act)) {
      return asked;
    }
    boolean ended = Cause.of(act, world).filter(Cause.POD_IS_COMPLETE::equals).isPresent();
    return ended ? asked : since + grace(act).toNanos();
  }

  private boolean isHooked(RuntimeAct act) {
    Desires.Told told = world.desires().of(act.uid());
    Container definition =
        told == null || told.latest == null ? null : Sickness.container(told.latest, act.name());
    return definition != null
        && definition.lifecycle() != null
        && definition.lifecycle().preStop() != null;
  }

  private Duration grace(RuntimeAct act) {
    Desires.Told told = world.desires().of(act.uid());
    Duration grace =
        told == null || told.grace == null
            ? Objects.requireNonNull(act.container()).terminationGrace()
            : told.grace;
    return grace;
  }

  private void broken(RuntimeAct act, String why) {
    world.broken(this, act.pod() == null ? "" : act.pod().name(), act + " " + why);
  }
}
