package io.kubelette.model;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An exact amount of a resource: {@code 500m}, {@code 1.5Gi}, {@code 2e3}.
 *
 * <p>Equal by value ({@code 1} equals {@code 1000m}); the text that someone wrote is kept. As in
 * Kubernetes, nothing smaller than a billionth is kept (rounded away from zero), and an amount with
 * a binary suffix is at most 2^63-1.
 */
@JsonDeserialize(using = QuantityReader.class)
public final class Quantity implements Comparable<Quantity> {

  /** How a quantity is written. */
  public enum Format {
    /** Suffixes n, u, m, none, k, M, G, T, P, E: powers of a thousand. */
    DECIMAL_SI,
    /** An exponent of ten: {@code 1e3}. */
    DECIMAL_EXPONENT,
    /** Suffixes Ki, Mi, Gi, Ti, Pi, Ei: powers of 1024. */
    BINARY_SI
  }

  /** No amount. */
  public static final Quantity ZERO = new Quantity(BigDecimal.ZERO, Format.DECIMAL_SI, "0");

  private final BigDecimal value;
  private final Format format;
  private final @Nullable String text;

  Quantity(BigDecimal value, Format format, @Nullable String text) {
    this.value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    this.format = format;
    this.text = text;
  }

  /**
   * Reads a quantity as Kubernetes writes it.
   *
   * @throws SyntaxException if the text does not follow the grammar
   */
  public static Quantity parse(String text) {
    return QuantityGrammar.parse(text);
  }

  /** A whole amount, in decimal suffixes. */
  public static Quantity of(long value) {
    return new Quantity(BigDecimal.valueOf(value), Format.DECIMAL_SI, null);
  }

  /** An amount in the given format, rounded as {@link #parse} rounds. */
  public static Quantity of(BigDecimal value, Format format) {
    return new Quantity(QuantityGrammar.limit(value, format), format, null);
  }

  /** A number of bytes, in binary suffixes. */
  public static Quantity bytes(long value) {
    return new Quantity(BigDecimal.valueOf(value), Format.BINARY_SI, null);
  }

  /** Thousandths, the usual measure of CPU time. */
  public static Quantity millis(long value) {
    return new Quantity(BigDecimal.valueOf(value, 3), Format.DECIMAL_SI, null);
  }

  /** The exact amount. */
  public BigDecimal value() {
    return value;
  }

  /** How it is written. */
  public Format format() {
    return format;
  }

  /** The amount in whole units, rounded up; capped to what a long holds. */
  public long toLong() {
    return QuantityGrammar.roundUp(value, 0);
  }

  /** The amount in thousandths, rounded up; capped to what a long holds. */
  public long toMillis() {
    return QuantityGrammar.roundUp(value, 3);
  }

  /** The sum, in this quantity's format; zero takes the other's. */
  public Quantity plus(Quantity other) {
    return new Quantity(value.add(other.value), formatWith(other), null);
  }

  /** The difference, in this quantity's format; zero takes the other's. */
  public Quantity minus(Quantity other) {
    return new Quantity(value.subtract(other.value), formatWith(other), null);
  }

  /** The product, in this quantity's format. */
  public Quantity times(long factor) {
    return new Quantity(value.multiply(BigDecimal.valueOf(factor)), format, null);
  }

  /** -1, 0 or 1 as the amount is below, at or above zero. */
  public int signum() {
    return value.signum();
  }

  /**
   * The form that Kubernetes prints: {@code 1000m} is {@code 1}, {@code 1.5Gi} is {@code 1536Mi}.
   */
  public String canonical() {
    return QuantityGrammar.print(value, format);
  }

  private Format formatWith(Quantity other) {
    return signum() == 0 ? other.format : format;
  }

  @Override
  public int compareTo(Quantity other) {
    return value.compareTo(other.value);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Quantity that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** The text as it was written, or else the canonical form. */
  @Override
  @JsonValue
  public String toString() {
    return text == null ? canonical() : text;
  }
}
