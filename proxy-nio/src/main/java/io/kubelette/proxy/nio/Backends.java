package io.kubelette.proxy.nio;

import io.kubelette.service.Balancer;
import io.kubelette.service.SourceRange;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of an entrance at one moment, and how connections are spread over them.
 *
 * <p>Thread-safe: the list is immutable, and what it points to is shared by all loops.
 */
final class Backends {

  /**
   * How connections are spread.
   *
   * @param balancer over the endpoints, by their index
   * @param affinity which clients stay where they are
   * @param perEndpoint how many connections an endpoint may have
   * @param sources from where clients may come; empty is from anywhere
   */
  record Spread(Balancer balancer, Affinity affinity, int perEndpoint, List<SourceRange> sources) {

    boolean admits(InetAddress client) {
      for (SourceRange source : sources) {
        if (source.contains(client)) {
          return true;
        }
      }
      return sources.isEmpty();
    }
  }

  /**
   * Who looks for an endpoint.
   *
   * @param client its address
   * @param tried where it has been
   * @param now the time
   */
  record Seeker(InetAddress client, Set<Backend> tried, long now) {}

  private final Backend[] all;
  private final Spread spread;

  Backends(Backend[] all, Spread spread) {
    this.all = all;
    this.spread = spread;
  }

  boolean isEmpty() {
    return all.length == 0;
  }

  Balancer balancer() {
    return spread.balancer();
  }

  Affinity affinity() {
    return spread.affinity();
  }

  Set<Backend> asSet() {
    return Set.of(all);
  }

  /**
   * One that was not tried: where the client was before, or else of those that are not ejected, or
   * of all when every one is. The last endpoint is so never ejected.
   *
   * @return null when all were tried, or are full, or the client may not come in
   */
  @Nullable Backend pick(Seeker seeker) {
    if (all.length == 0 || !spread.admits(seeker.client)) {
      return null;
    }
    Backend familiar = spread.affinity.of(seeker.client, all, seeker.now);
    if (familiar != null && isOpen(familiar, seeker) && familiar.admits(seeker.now)) {
      return familiar;
    }
    int hash = mixed(seeker.client.hashCode());
    int index = spread.balancer.pick(new Trusted(seeker), hash);
    if (index < 0) {
      index = spread.balancer.pick(new Untried(seeker), hash);
    }
    return index < 0 ? null : all[index];
  }

  private boolean isOpen(Backend familiar, Seeker seeker) {
    return !seeker.tried.contains(familiar) && familiar.load() < spread.perEndpoint;
  }

  /** Addresses of one network differ in few bits, which must reach all others. */
  private static int mixed(int hash) {
    int mixed = (hash ^ hash >>> 16) * 0x85EBCA6B;
    mixed = (mixed ^ mixed >>> 13) * 0xC2B2AE35;
    return mixed ^ mixed >>> 16;
  }

  /** Those that have room and were not tried. */
  final class Untried implements Balancer.Candidates {

    private final Seeker seeker;

    Untried(Seeker seeker) {
      this.seeker = seeker;
    }

    @Override
    public boolean isOpen(int index) {
      return !seeker.tried.contains(all[index]) && all[index].load() < spread.perEndpoint;
    }

    @Override
    public boolean areAllOpen() {
      return false;
    }

    @Override
    public int load(int index) {
      return all[index].load();
    }
  }

  /** Of those, the ones that are not ejected. */
  final class Trusted implements Balancer.Candidates {

    private final Seeker seeker;
    private final Untried untried;
    private final boolean allOpen;

    Trusted(Seeker seeker) {
      this.seeker = seeker;
      this.untried = new Untried(seeker);
      boolean free = seeker.tried.isEmpty() && spread.perEndpoint == Integer.MAX_VALUE;
      for (int i = 0; free && i < all.length; i++) {
        free = all[i].isTrusted();
      }
      this.allOpen = free;
    }

    @Override
    public boolean isOpen(int index) {
      return untried.isOpen(index) && all[index].admits(seeker.now);
    }

    @Override
    public boolean areAllOpen() {
      return allOpen;
    }

    @Override
    public int load(int index) {
      return untried.load(index);
    }
  }
}
