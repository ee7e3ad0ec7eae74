package io.kubelette.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who holds a lease, and until when.
 *
 * @param leaseDurationSeconds seconds after renewTime at which the lease has lapsed
 * @param leaseTransitions how often the holder changed
 */
@Shape
public record LeaseSpec(
    @Nullable String holderIdentity,
    @Nullable Integer leaseDurationSeconds,
    @MicroTime @Nullable Instant acquireTime,
    @MicroTime @Nullable Instant renewTime,
    @Nullable Integer leaseTransitions,
    @Carried @Nullable String strategy,
    @Carried @Nullable String preferredHolder)
    implements LeaseSpecBuilder.With {
  /** Nothing set. */
  public static final LeaseSpec EMPTY = LeaseSpecBuilder.builder().build();
}
