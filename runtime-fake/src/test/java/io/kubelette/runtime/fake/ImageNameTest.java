package io.kubelette.runtime.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNameTest {

  private static final String DIGEST =
      "@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  @ParameterizedTest
  @CsvSource({
    "web, web:latest",
    "web:1, web:1",
    "library/web:1, web:1",
    "docker.io/web, web:latest",
    "docker.io/library/web:1.2-rc_3, web:1.2-rc_3",
    "team/web, team/web:latest",
    "localhost/web:1, localhost/web:1",
    "registry:5000/team/my--web.x:V1, registry:5000/team/my--web.x:V1",
    "registry.example.com/library/web:1, registry.example.com/library/web:1",
    "web" + DIGEST + ", web" + DIGEST,
    "web:1" + DIGEST + ", web:1" + DIGEST
  })
  void differentSpellingsOfOneImageAreOne(String reference, String name) {
    assertThat(ImageName.parse(reference).text()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "Web",
        "web:",
        ":1",
        "web:1:2",
        "/web",
        "web/",
        "team//web",
        "web@sha256:12",
        "web 1",
        "-web",
        "web-",
        "registry:port/web",
        "we..b",
        "web:.1"
      })
  void malformedReferencesAreRejected(String reference) {
    assertThatThrownBy(() -> ImageName.parse(reference))
        .isInstanceOfSatisfying(
            ContainerRuntimeException.class,
            failure -> assertThat(failure.kind()).isEqualTo(Kind.REJECTED));
  }
}
