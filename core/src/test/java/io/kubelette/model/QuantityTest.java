package io.kubelette.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

  /** Text and canonical form; kubectl v1.32 prints the second for the first. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "1, 1",
    "1000m, 1",
    "1.5Gi, 1536Mi",
    "0.5, 500m",
    "1024, 1024",
    "1024Ki, 1Mi",
    "1500Ki, 1500Ki",
    "1.5Ki, 1536",
    "12578.125Ki, 12880000",
    "0.9Ki, 921600m",
    "0.1Ki, 102400m",
    "0.5Mi, 512Ki",
    "0.5m, 500u",
    "0.1n, 1n",
    "-0.1n, -1n",
    "1e3, 1e3",
    "1E3, 1e3",
    "1E, 1E",
    "1e-3, 1e-3",
    "1e20, 100e18",
    "3e2, 300",
    "1e+3, 1e3",
    "-1, -1",
    "-1.5Gi, -1536Mi",
    "00012, 12",
    "1e00, 1",
    "3.0Gi, 3Gi",
    "1234567.891, 1234567891m",
    "0.0001, 100u",
    "1500000u, 1500m",
    "1000, 1k",
    "16Ei, 9223372036854775807",
    "8Ei, 9223372036854775807",
    "7.5Ei, 7680Pi",
    "-1.5Ki, -1536",
    "-0.5Ki, -512",
    "1.00000000000001Gi, 1073741824000010738n",
    "100000000000000000000Ki, 9223372036854775807",
    "+1.5, 1500m",
    "5., 5",
    ".5, 500m",
    "1.G, 1G",
    "Ki, 0",
    "+, 0",
    "., 0",
    "E, 0",
    "e3, 0",
    "1e-1000, 1e-9"
  })
  void printsTheCanonicalFormOfKubernetes(String text, String canonical) {
    assertThat(Quantity.parse(text).canonical()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1 ",
        " 1",
        "1e",
        "1Kii",
        "1mK",
        "1-3",
        "1m3",
        "0x1",
        "1_000",
        "1.1.M",
        "1+1.0M",
        "0.1mi",
        ".5i",
        "1i",
        "-3.01e-",
        "12e",
        "1Ee",
        "aoeu",
        "1ki",
        "1 Gi",
        "\u0663",
        "--1",
        "1e1001",
        "1e-1001",
        "1e9999999999999"
      })
  void refusesWhatIsNoQuantity(String text) {
    assertThatThrownBy(() -> Quantity.parse(text))
        .isInstanceOf(SyntaxException.class)
        .hasMessageContaining("such as 500m, 1.5Gi or 2e3");
  }

  @ParameterizedTest
  @CsvSource({"1.1.M, 3", "1Kii, 1", "12e, 2", "aoeu, 0", "1e1001, 1"})
  void tellsWhereTheTextGoesWrong(String text, int position) {
    assertThatThrownBy(() -> Quantity.parse(text))
        .isInstanceOfSatisfying(
            SyntaxException.class, e -> assertThat(e.position()).isEqualTo(position));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000m", "1.5Gi", "0.5", "1024Ki", "+1"})
  void keepsTheTextThatWasWritten(String text) {
    assertThat(Quantity.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1000",
    "1m, 1, 1",
    "1n, 1, 1",
    "1.5, 2, 1500",
    "-1.5, -2, -1500",
    "100E, 9223372036854775807, 9223372036854775807"
  })
  void roundsUpToWholeUnitsAndThousandths(String text, long units, long millis) {
    assertThat(Quantity.parse(text).toLong()).isEqualTo(units);
    assertThat(Quantity.parse(text).toMillis()).isEqualTo(millis);
  }

  @ParameterizedTest
  @CsvSource({"1, 1000m", "1Ki, 1024", "0, -0Gi", "1e3, 1k", "1024Mi, 1Gi"})
  void equalAmountsAreEqualHoweverTheyAreWritten(String one, String other) {
    Quantity first = Quantity.parse(one);
    Quantity second = Quantity.parse(other);

    assertThat(first).isEqualTo(second).hasSameHashCodeAs(second).isEqualByComparingTo(second);
  }

  @Property
  void theCanonicalFormIsTheSameAmount(@ForAll("quantities") Quantity quantity) {
    assertThat(Quantity.parse(quantity.canonical())).isEqualTo(quantity);
  }

  @Property
  void theCanonicalFormStaysUnlessItsFormatIsLost(@ForAll("quantities") Quantity quantity) {
    Quantity read = Quantity.parse(quantity.canonical());

    // A binary amount that is no multiple of 1024 has no suffix, and so is read as a decimal one.
    Assume.that(read.format() == quantity.format());
    assertThat(read.canonical()).isEqualTo(quantity.canonical());
  }

  @Property
  void additionIsExactAndUndoneBySubtraction(
      @ForAll("quantities") Quantity a, @ForAll("quantities") Quantity b) {
    assertThat(a.plus(b).value()).isEqualByComparingTo(a.value().add(b.value()));
    assertThat(a.plus(b)).isEqualTo(b.plus(a));
    assertThat(a.plus(b).minus(b)).isEqualTo(a);
    assertThat(Quantity.ZERO.plus(a).format()).isEqualTo(a.format());
  }

  @Property
  void multiplicationIsRepeatedAddition(
      @ForAll("quantities") Quantity a, @ForAll @LongRange(min = 0, max = 5) long factor) {
    Quantity sum = Quantity.ZERO;
    for (int i = 0; i < factor; i++) {
      sum = sum.plus(a);
    }
    assertThat(a.times(factor)).isEqualTo(sum);
  }

  @Property
  void orderIsTheOrderOfTheAmounts(
      @ForAll("quantities") Quantity a, @ForAll("quantities") Quantity b) {
    assertThat(Integer.signum(a.compareTo(b))).isEqualTo(a.value().compareTo(b.value()));
    assertThat(a.minus(b).signum()).isEqualTo(a.value().compareTo(b.value()));
    assertThat(a.equals(b)).isEqualTo(a.compareTo(b) == 0);
  }

  @Property
  void whatIsBuiltReadsBack(
      @ForAll long units, @ForAll Quantity.Format format, @ForAll("fractions") BigDecimal part) {
    Quantity built = Quantity.of(BigDecimal.valueOf(units).add(part), format);

    assertThat(Quantity.parse(built.toString())).isEqualTo(built);
  }

  @Provide
  Arbitrary<BigDecimal> fractions() {
    return Arbitraries.longs().between(0, 999_999_999_999L).map(n -> BigDecimal.valueOf(n, 12));
  }

  @Provide
  Arbitrary<Quantity> quantities() {
    Arbitrary<String> sign = Arbitraries.of("", "-", "+");
    Arbitrary<Long> whole = Arbitraries.longs().between(0, 1_000_000_000_000L);
    Arbitrary<String> fraction = Arbitraries.of("", ".", ".5", ".125", ".000001", ".123456789");
    Arbitrary<String> suffix =
        Arbitraries.of(
            "", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "e3", "E-2",
            "e15");
    return Combinators.combine(sign, whole, fraction, suffix)
        .as((s, w, f, x) -> Quantity.parse(s + w + f + x));
  }

  @Test
  void anAmountOfMoreDigitsThanAnybodyWritesIsRefused() {
    assertThatThrownBy(() -> Quantity.parse("1".repeat(100_000)))
        .isInstanceOf(SyntaxException.class)
        .hasMessageContaining("1...");
  }
}
