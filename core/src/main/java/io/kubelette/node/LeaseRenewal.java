package io.kubelette.node;

import io.kubelette.api.ApiServer;
import io.kubelette.loop.EventLoop;
import io.kubelette.loop.Landing;
import io.kubelette.loop.Trip;
import io.kubelette.model.Lease;
import io.kubelette.model.LeaseBuilder;
import io.kubelette.model.LeaseSpec;
import io.kubelette.model.Node;
import io.kubelette.model.ObjectMeta;
import io.kubelette.model.OwnerReferenceBuilder;
import io.kubelette.model.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the lease that shows a node to be alive, and lets it lapse when stopped.
 *
 * <pre>
 *   RENEWING ──► RESTING for the renewal interval, or after a failure for a back-off ──► RENEWING
 * </pre>
 *
 * <p>Owned by: the reporter's loop.
 */
final class LeaseRenewal {

  private static final Logger LOG = LoggerFactory.getLogger(LeaseRenewal.class);
  private static final String NAMESPACE = "kube-node-lease";

  private final ApiServer api;
  private final Trip.Route route;
  private final NodeConfig config;
  private final Supplier<Node> node;
  private Duration wait = Duration.ZERO;
  private boolean stopped;
  private @Nullable Trip<Lease> renewal;
  private EventLoop.@Nullable Timer rest;

  /** The supplier gives the Node that the lease belongs to, and is asked on the loop. */
  LeaseRenewal(ApiServer api, Trip.Route route, NodeConfig config, Supplier<Node> node) {
    this.api = api;
    this.route = route;
    this.config = config;
    this.node = node;
  }

  void renew() {
    if (stopped) {
      return;
    }
    Instant now = route.loop().clock().now();
    Node owner = node.get();
    renewal = Trip.begin(route, () -> write(owner, now), this::landed);
  }

  void stop() {
    stopped = true;
    if (renewal != null) {
      renewal.cancel();
    }
    if (rest != null) {
      rest.cancel();
    }
  }

  private void landed(Landing<Lease> landing) {
    renewal = null;
    if (stopped) {
      return;
    }
    if (landing.failure().isPresent()) {
      wait = config.timing().retry().after(wait);
      LOG.warn(
          "node={} cannot renew its lease, next try in {}: {}",
          config.name(),
          wait,
          landing.failure().get().toString());
      rest = route.loop().schedule(wait, this::renew);
    } else {
      wait = Duration.ZERO;
      rest = route.loop().schedule(config.timing().renew(), this::renew);
    }
  }

  /** On the I/O pool. */
  private Lease write(Node owner, Instant now) {
    return api.find(ResourceType.LEASE, NAMESPACE, config.name())
        .map(present -> api.update(renewed(present, owner, now)))
        .orElseGet(() -> api.create(renewed(fresh(), owner, now)));
  }

  private Lease fresh() {
    return LeaseBuilder.builder()
        .metadata(ObjectMeta.EMPTY.withNamespace(NAMESPACE).withName(config.name()))
        .build();
  }

  private Lease renewed(Lease lease, Node owner, Instant now) {
    LeaseSpec spec =
        lease
            .spec()
            .withHolderIdentity(config.name())
            .withLeaseDurationSeconds((int) config.timing().leaseDuration().toSeconds())
            .withRenewTime(now);
    return lease.withSpec(spec).withMetadata(owned(lease.metadata(), owner));
  }

  private ObjectMeta owned(ObjectMeta metadata, Node owner) {
    return metadata.withOwnerReferences(
        List.of(
            OwnerReferenceBuilder.builder()
                .apiVersion(owner.apiVersion())
                .kind(owner.kind())
                .name(config.name())
                .uid(owner.metadata().uid())
                .build()));
  }
}
