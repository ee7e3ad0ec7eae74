package io.kubelette.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.model.Pod;
import io.kubelette.model.ResourceType;
import io.kubelette.store.MemoryStore;
import org.junit.jupiter.api.Test;

final class UidSourceTest {

  @Test
  void theSameManifestOfTheSameOwnerHasTheSameUidAfterAStart() {
    assertThat(uidAt("mine", "web:1")).isEqualTo(uidAt("mine", "web:1"));
  }

  @Test
  void anotherOwnerOrManifestHasAnotherUid() {
    assertThat(uidAt("mine", "web:1"))
        .isNotEqualTo(uidAt("other", "web:1"))
        .isNotEqualTo(uidAt("mine", "web:2"));
  }

  @Test
  void aPodThatIsMadeAgainHasAnotherUidAndTheSameAfterAStart() {
    assertThat(twice("mine")).doesNotHaveDuplicates().containsExactly(twice("mine"));
  }

  @Test
  void theTimeOfItsCreationDoesNotCount() {
    UidSource one = UidSource.derivedFor("mine");
    UidSource other = UidSource.derivedFor("mine");
    Pod pod = pod("web:1");
    assertThat(one.uidOf(pod))
        .isEqualTo(
            other.uidOf(pod.withMetadata(pod.metadata().withCreationTimestamp(TestCluster.START))));
  }

  @Test
  void generatedNamesHaveRandomUids() {
    Pod pod = pod("web:1");
    Pod generated = pod.withMetadata(pod.metadata().withGenerateName("web-"));
    assertThat(UidSource.derivedFor("mine").uidOf(generated))
        .isNotEqualTo(UidSource.derivedFor("mine").uidOf(generated));
  }

  private static String[] twice(String owner) {
    ApiServer api = start(owner);
    String first = String.valueOf(api.create(pod("web:1")).metadata().uid());
    api.delete(ResourceType.POD, "default", "web", DeleteOptions.now());
    return new String[] {first, String.valueOf(api.create(pod("web:1")).metadata().uid())};
  }

  private static String uidAt(String owner, String image) {
    return String.valueOf(start(owner).create(pod(image)).metadata().uid());
  }

  private static ApiServer start(String owner) {
    return ApiServer.over(
        MemoryStore.create(), ApiConfig.defaults().withUids(UidSource.derivedFor(owner)));
  }

  private static Pod pod(String image) {
    return TestCluster.object(
        Pod.class,
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec: {containers: [{name: main, image: "%s"}]}
        """
            .formatted(image));
  }
}
