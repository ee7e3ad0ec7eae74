package io.kubelette.pod.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.model.Pod;
import org.junit.jupiter.api.Test;

/** The names by which a pod knows itself. */
@Row("K16-01")
final class PodNamesTest {

  @Test
  void aPodIsCalledAsItSaysOrElseByItsName() {
    assertThat(PodNames.host(Samples.pod(spec -> spec))).isEqualTo("web");
    assertThat(PodNames.host(Samples.pod(spec -> spec.withHostname("db")))).isEqualTo("db");
    assertThat(PodNames.of(Samples.pod(spec -> spec))).containsExactly("web");
  }

  @Test
  void aLongNameIsCutToALabel() {
    Pod pod = Samples.pod(spec -> spec);
    String name = "x".repeat(61) + "-.y" + "z".repeat(40);

    assertThat(PodNames.host(pod.withMetadata(pod.metadata().withName(name))))
        .isEqualTo("x".repeat(61));
  }

  @Test
  void aSubdomainGivesItAFullName() {
    Pod pod = Samples.pod(spec -> spec.withHostname("db-0").withSubdomain("db"));

    assertThat(PodNames.of(pod)).containsExactly("db-0.db.default.svc.cluster.local", "db-0");
    assertThat(PodNames.hostname(pod)).isEqualTo("db-0");
    assertThat(PodNames.hostname(pod.withSpec(pod.spec().withSetHostnameAsFQDN(true))))
        .isEqualTo("db-0.db.default.svc.cluster.local");
  }
}
