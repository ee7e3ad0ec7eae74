package io.kubelette.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.kubelette.model.EnvVar;
import io.kubelette.model.HTTPHeader;
import org.junit.jupiter.api.Test;

/** Records that are read by their own shapes, and those that are left to Jackson. */
final class RecordsTest {

  /** With a value that cannot be absent. */
  record Counted(String name, int count) {}

  /** Made by a constructor that says so. */
  record Marked(String name) {
    @JsonCreator
    Marked(@JsonProperty("called") String name) {
      this.name = name;
    }
  }

  /** Made by a method. */
  record Parsed(String name) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Parsed of(String text) {
      return new Parsed("parsed " + text);
    }
  }

  @Test
  void whatIsAbsentIsZeroWhereItCannotBeNull() {
    assertThat(Manifests.fromJson("{\"name\":\"a\"}", Counted.class))
        .isEqualTo(new Counted("a", 0));
    assertThat(Manifests.toJson(new Counted("a", 2))).isEqualTo("{\"name\":\"a\",\"count\":2}");
  }

  @Test
  void whatSaysHowItIsMadeIsMadeSo() {
    assertThat(Manifests.fromJson("{\"called\":\"a\"}", Marked.class)).isEqualTo(new Marked("a"));
    assertThat(Manifests.fromJson("\"a\"", Parsed.class)).isEqualTo(new Parsed("parsed a"));
  }

  /** Equal texts become one, but what may be a secret goes with its object. */
  @Test
  void valuesOfVariablesAndHeadersAreNotKept() {
    String text = "{\"name\":\"PASSWORD\",\"value\":\"swordfish\"}";
    EnvVar one = Manifests.fromJson(text, EnvVar.class);
    EnvVar other = Manifests.fromJson(text, EnvVar.class);
    assertThat(one.name()).isSameAs(other.name());
    assertThat(one.value()).isEqualTo("swordfish").isNotSameAs(other.value());
    assertThat(Manifests.fromJson(text, HTTPHeader.class).value())
        .isNotSameAs(Manifests.fromJson(text, HTTPHeader.class).value());
  }
}
