package io.kubelette.pod.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** References to variables, by the grammar of Kubernetes. */
final class VariableReferencesTest {

  private static final Map<String, String> VARIABLES = Map.of("A", "a", "B", "$(A)", "EMPTY", "");

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource({
    "$(A), a",
    "x$(A)y$(A)z, xayaz",
    "$(EMPTY), ''",
    "$(NONE), $(NONE)",
    "$(B), $(A)",
    "$$(A), $(A)",
    "$$$(A), $a",
    "$$$$(A), $$(A)",
    "$A, $A",
    "$, $",
    "$$, $",
    "$(A, $(A",
    "$(), $()",
    "a$, a$",
    "$(NONE)$(A), $(NONE)a",
    "'', ''"
  })
  void stand(String text, String expanded) {
    assertThat(VariableReferences.expand(text, VARIABLES)).isEqualTo(expanded);
  }

  @Property
  void textWithoutADollarStays(@ForAll @CharRange(from = ' ', to = '#') String text) {
    assertThat(VariableReferences.expand(text, VARIABLES)).isEqualTo(text);
  }

  @Property
  void everyTextCanBeQuoted(@ForAll String text) {
    assertThat(VariableReferences.expand(text.replace("$", "$$"), VARIABLES)).isEqualTo(text);
  }
}
