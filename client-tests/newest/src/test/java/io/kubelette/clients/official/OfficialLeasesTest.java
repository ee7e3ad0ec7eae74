package io.kubelette.clients.official;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.clients.ClientNode;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.models.V1Lease;
import io.kubernetes.client.openapi.models.V1LeaseList;
import io.kubernetes.client.openapi.models.V1LeaseSpec;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.util.generic.GenericKubernetesApi;
import io.kubernetes.client.util.generic.KubernetesApiResponse;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/**
 * Two candidates for one Lease, with the requests that the client's LeaderElector sends: its module
 * has no release for this line of the client.
 */
class OfficialLeasesTest {

  private static final OffsetDateTime BEGIN =
      OffsetDateTime.of(2026, 1, 2, 3, 4, 5, 678_901_000, ZoneOffset.UTC);

  @Test
  void ofTwoCandidatesWhoSawTheSameOneLeads() {
    try (ClientNode node = ClientNode.open()) {
      GenericKubernetesApi<V1Lease, V1LeaseList> alice = leases(Official.client(node));
      GenericKubernetesApi<V1Lease, V1LeaseList> bob = leases(Official.client(node));

      assertThat(alice.create(lease("alice", BEGIN)).isSuccess()).isTrue();
      KubernetesApiResponse<V1Lease> late = bob.create(lease("bob", BEGIN));
      assertThat(late.getHttpStatusCode()).isEqualTo(409);
      assertThat(late.getStatus().getReason()).isEqualTo("AlreadyExists");

      V1Lease seenByBoth = alice.get("default", "election").getObject();
      assertThat(seenByBoth.getSpec().getRenewTime()).isEqualTo(BEGIN);
      seenByBoth.getSpec().setRenewTime(BEGIN.plusSeconds(1));
      assertThat(alice.update(seenByBoth).isSuccess()).isTrue();
      seenByBoth.getSpec().setHolderIdentity("bob");
      KubernetesApiResponse<V1Lease> stale = bob.update(seenByBoth);
      assertThat(stale.getHttpStatusCode()).isEqualTo(409);
      assertThat(stale.getStatus().getReason()).isEqualTo("Conflict");

      V1Lease released = bob.get("default", "election").getObject();
      assertThat(released.getSpec().getHolderIdentity()).isEqualTo("alice");
      released.getSpec().holderIdentity("bob").leaseTransitions(1);
      assertThat(bob.update(released).getObject().getSpec().getHolderIdentity()).isEqualTo("bob");
    }
  }

  private static GenericKubernetesApi<V1Lease, V1LeaseList> leases(ApiClient client) {
    return new GenericKubernetesApi<>(
        V1Lease.class, V1LeaseList.class, "coordination.k8s.io", "v1", "leases", client);
  }

  private static V1Lease lease(String holder, OffsetDateTime time) {
    return new V1Lease()
        .apiVersion("coordination.k8s.io/v1")
        .kind("Lease")
        .metadata(new V1ObjectMeta().name("election").namespace("default"))
        .spec(
            new V1LeaseSpec()
                .holderIdentity(holder)
                .leaseDurationSeconds(15)
                .acquireTime(time)
                .renewTime(time));
  }
}
