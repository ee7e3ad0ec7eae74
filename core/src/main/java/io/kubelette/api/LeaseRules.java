package io.kubelette.api;

import io.kubelette.model.Lease;
import io.kubelette.model.LeaseSpec;

/** The rules of leases. */
final class LeaseRules implements KindRules<Lease> {

  @Override
  public void validate(Lease lease, Violations violations) {
    LeaseSpec spec = lease.spec();
    Violations at = violations.at("spec");
    Integer seconds = spec.leaseDurationSeconds();
    if (seconds != null && seconds <= 0) {
      at.at("leaseDurationSeconds").invalid(seconds, "must be greater than 0");
    }
    Checks.notNegative(spec.leaseTransitions(), at.at("leaseTransitions"));
  }
}
