package io.kubelette.clients.fabric8;

import static io.kubelette.clients.fabric8.Fabric8.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.kubelette.clients.ClientNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Two candidates for one Lease. */
class LeadersTest {

  private final List<String> told = new CopyOnWriteArrayList<>();

  @Test
  void theOtherCandidateLeadsWhenTheLeaderGoes() {
    try (ClientNode node = ClientNode.open();
        KubernetesClient one = Fabric8.client(node);
        KubernetesClient two = Fabric8.client(node)) {
      CompletableFuture<?> first = candidate(one, "alice");
      await().atMost(PATIENCE).until(() -> told.contains("alice leads"));
      CompletableFuture<?> second = candidate(two, "bob");
      await().atMost(PATIENCE).until(() -> told.contains("bob sees alice"));
      assertThat(told).doesNotContain("bob leads");

      first.cancel(true);
      await().atMost(PATIENCE).until(() -> told.contains("bob leads"));
      assertThat(one.leases().withName("election").get().getSpec().getHolderIdentity())
          .isEqualTo("bob");
      second.cancel(true);
      await().atMost(PATIENCE).until(() -> told.contains("bob stops"));
    }
  }

  private CompletableFuture<?> candidate(KubernetesClient client, String name) {
    return client
        .leaderElector()
        .withConfig(
            new LeaderElectionConfigBuilder()
                .withName("election")
                .withLock(new LeaseLock("default", "election", name))
                .withLeaseDuration(Duration.ofSeconds(5))
                .withRenewDeadline(Duration.ofSeconds(3))
                .withRetryPeriod(Duration.ofMillis(200))
                .withReleaseOnCancel(true)
                .withLeaderCallbacks(
                    new LeaderCallbacks(
                        () -> told.add(name + " leads"),
                        () -> told.add(name + " stops"),
                        leader -> told.add(name + " sees " + leader)))
                .build())
        .build()
        .start();
  }
}
