package io.kubelette.pod.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.kubelette.conformance.Row;
import io.kubelette.model.Container;
import io.kubelette.model.Pod;
import io.kubelette.model.VolumeMountBuilder;
import io.kubelette.pod.reference.Samples;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a running container could subvert the start of another. */
@Row("K14-07")
final class MountRacesTest {

  /** {@code name=part}, {@code name=part:ro} or {@code name=$part} for a part by variables. */
  private static Container container(String text) {
    String name = text.substring(0, text.indexOf('='));
    String part = text.substring(text.indexOf('=') + 1);
    boolean readOnly = part.endsWith(":ro");
    String path = part.replace(":ro", "");
    var mount = VolumeMountBuilder.builder().name("v").mountPath("/v").readOnly(readOnly);
    var made = path.startsWith("$") ? mount.subPathExpr(path) : mount.subPath(path);
    return Samples.container().withName(name).withVolumeMounts(List.of(made.build()));
  }

  @ParameterizedTest(name = "{0} with {1} running, starting at {2}: {3}")
  @CsvSource({
    "a= b=x, '', x, sure",
    "a= b=x, a, x, refused",
    "a=:ro b=x, a, x, sure",
    "a=y b=x, a, x, sure",
    "a=x b=x, a, x, sure",
    "a=x b=x/y, a, x/y, refused",
    "a=x b=x/y/z, '', x/y/z, sure",
    "a=x/y b=x/z, a, x/z, sure",
    "a=x/y b=x/z c=, a, x/z, refused",
    "a=x/y b=x/z c=, '', x/z, sure",
    "a=x/y b=x/z c=:ro, a, x/z, sure",
    "a=y b=x c=, a, x, sure",
    "a=$(E) b=x, a, x, refused",
    "a=$(E) b=x, '', x, sure",
    "a=y b=$(E), a, x/z, refused"
  })
  void depends(String containers, String running, String part, String expected) {
    List<Container> all =
        Arrays.stream(containers.split(" ")).map(MountRacesTest::container).toList();
    Pod pod = Samples.pod(spec -> spec.withContainers(all));
    MountRaces races = new MountRaces(pod, running.isEmpty() ? Set.of() : Set.of(running));

    Throwable refusal = catchThrowable(() -> races.refuse("v", List.of(part.split("/")), false));

    assertThat(refusal == null ? "sure" : "refused").isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"'', sure", "a, refused"})
  void aLinkMayLeadToAnyPart(String running, String expected) {
    Pod pod = Samples.pod(spec -> spec.withContainers(List.of(container("a=y"), container("b=x"))));
    MountRaces races = new MountRaces(pod, running.isEmpty() ? Set.of() : Set.of(running));

    Throwable refusal = catchThrowable(() -> races.refuse("v", List.of("x"), true));

    assertThat(refusal == null ? "sure" : "refused").isEqualTo(expected);
  }
}
