package io.kubelette.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.model.ResourceType;
import org.junit.jupiter.api.Test;

class LocationTest {

  @Test
  void pathsOfObjectsAreUnderstood() {
    assertThat(Location.of("/api/v1/namespaces/shop/pods/web/log"))
        .contains(new Location(ResourceType.POD, "shop", "web", "log"));
    assertThat(Location.of("/apis/apps/v1/namespaces/shop/deployments"))
        .contains(new Location(ResourceType.DEPLOYMENT, "shop", "", ""));
    assertThat(Location.of("/api/v1/pods")).contains(new Location(ResourceType.POD, "", "", ""));
    assertThat(Location.of("/api/v1/nodes/here/status"))
        .contains(new Location(ResourceType.NODE, "", "here", "status"));
  }

  @Test
  void aNamespaceIsAnObjectAndAPlaceForOthers() {
    assertThat(Location.of("/api/v1/namespaces/shop"))
        .contains(new Location(ResourceType.NAMESPACE, "", "shop", ""));
    assertThat(Location.of("/api/v1/namespaces/shop/finalize"))
        .contains(new Location(ResourceType.NAMESPACE, "", "shop", "finalize"));
    assertThat(Location.of("/api/v1/namespaces/status/pods"))
        .contains(new Location(ResourceType.POD, "status", "", ""));
  }

  @Test
  void metricsOfPodsAreNotPods() {
    assertThat(Location.of("/apis/metrics.k8s.io/v1beta1/namespaces/shop/pods"))
        .contains(new Location(ResourceType.POD_METRICS, "shop", "", ""));
  }

  @Test
  void whatIsNotServedHasNoPlace() {
    assertThat(Location.of("/api/v1")).isEmpty();
    assertThat(Location.of("/api/v1/gadgets")).isEmpty();
    assertThat(Location.of("/api/v2/pods")).isEmpty();
    assertThat(Location.of("/api/v1/pods/web")).as("pods live in namespaces").isEmpty();
    assertThat(Location.of("/api/v1/namespaces/shop/nodes")).isEmpty();
    assertThat(Location.of("/api/v1/namespaces/shop/pods/web/log/more")).isEmpty();
  }
}
