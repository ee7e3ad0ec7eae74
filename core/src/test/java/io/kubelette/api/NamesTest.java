package io.kubelette.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NamesTest {

  private static final String LONG_LABEL =
      "a123456789b123456789c123456789d123456789e123456789f123456789g123";

  @ParameterizedTest
  @ValueSource(strings = {"a", "1", "a-b", "a1"})
  void goodLabels(String name) {
    assertGood(Names::dnsLabel, name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "-a", "a-", "a.b", "a_b", "ä", LONG_LABEL})
  void badLabels(String name) {
    assertBad(Names::dnsLabel, name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a.b", "1.2.3.4", "a-b.c-d"})
  void goodSubdomains(String name) {
    assertGood(Names::dnsSubdomain, name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a..b", ".a", "a.", "a.-b", "A.b"})
  void badSubdomains(String name) {
    assertBad(Names::dnsSubdomain, name);
  }

  @Test
  void aNameOfManyPartsIsTooLongAndNothingWorse() {
    assertThat(Names.dnsSubdomain("a.".repeat(100_000) + "a"))
        .containsExactly("must be no more than 253 characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1a", "a.b", "a-", ""})
  void badServiceNames(String name) {
    assertBad(Names::dns1035Label, name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "A_b.c-1", "example.org/a", "kubernetes.io/metadata.name"})
  void goodKeys(String key) {
    assertGood(Names::qualifiedName, key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/a", "a/", "a/b/c", "-a", "Example.org/a", "a b"})
  void badKeys(String key) {
    assertBad(Names::qualifiedName, key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "a-1", "1a"})
  void goodPortNames(String name) {
    assertGood(Names::portName, name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "80", "-a", "a-", "a--b", "A", "abcdefghijklmnop"})
  void badPortNames(String name) {
    assertBad(Names::portName, name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", ".a", "A_b-c.d"})
  void goodConfigKeys(String key) {
    assertGood(Names::configKey, key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "..a", "a/b", "a b"})
  void badConfigKeys(String key) {
    assertBad(Names::configKey, key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "a.b-c", "1 a"})
  void goodVariables(String name) {
    assertGood(Names::envName, name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a=b", "ä", "a\nb"})
  void badVariables(String name) {
    assertBad(Names::envName, name);
  }

  private static void assertGood(Function<String, List<String>> grammar, String text) {
    assertThat(grammar.apply(text)).isEmpty();
  }

  private static void assertBad(Function<String, List<String>> grammar, String text) {
    assertThat(grammar.apply(text)).isNotEmpty();
  }
}
