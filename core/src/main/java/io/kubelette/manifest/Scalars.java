package io.kubelette.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a plain scalar of YAML means to Kubernetes: its reader follows YAML 1.1 in part, with ways
 * of its own ({@code 0o17} is octal, {@code 08} is eight, {@code 12:30} and dates stay text).
 */
final class Scalars {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final Map<String, Boolean> BOOLEANS =
      Map.ofEntries(
          Map.entry("y", true),
          Map.entry("Y", true),
          Map.entry("yes", true),
          Map.entry("Yes", true),
          Map.entry("YES", true),
          Map.entry("on", true),
          Map.entry("On", true),
          Map.entry("ON", true),
          Map.entry("true", true),
          Map.entry("True", true),
          Map.entry("TRUE", true),
          Map.entry("n", false),
          Map.entry("N", false),
          Map.entry("no", false),
          Map.entry("No", false),
          Map.entry("NO", false),
          Map.entry("off", false),
          Map.entry("Off", false),
          Map.entry("OFF", false),
          Map.entry("false", false),
          Map.entry("False", false),
          Map.entry("FALSE", false));

  private static final Pattern NOT_FINITE =
      Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
  private static final Pattern INTEGER =
      Pattern.compile("([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|([1-9][0-9]*|0))");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  private static final Pattern FLOAT_ONLY =
      Pattern.compile("[-+]?[0-9._]*([.]|[0-9._][eE])[-+0-9._]*");

  /** Without a digit before the point, an underscore must stand between digits. */
  private static final Pattern POINT_FIRST =
      Pattern.compile("\\.[0-9](_?[0-9])*([eE][-+]?[0-9](_?[0-9])*)?");

  /** Keys with a fraction that Kubernetes keeps as they are written. */
  private static final Pattern FRACTION_KEY =
      Pattern.compile("-?(0|[1-9][0-9]{0,5})\\.[0-9]{0,3}[1-9]");

  /** A number of more digits is a float at best, and converting it would only burn time. */
  private static final int LONGEST_INTEGER = 1000;

  private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  /** From here on a float is written with an exponent and no longer taken for an integer. */
  private static final double LARGEST_WHOLE = 1e21;

  private Scalars() {}

  /**
   * The value of a plain scalar.
   *
   * @throws IllegalArgumentException for infinities and what is not a number: JSON has none
   */
  static JsonNode resolve(String text) {
    if (NULLS.contains(text)) {
      return JSON.nullNode();
    }
    Boolean truth = BOOLEANS.get(text);
    if (truth != null) {
      return JSON.booleanNode(truth);
    }
    if (isNotFinite(text)) {
      throw new IllegalArgumentException(
          "JSON has no such number; if a text is meant, write \"" + text + "\"");
    }
    return number(text).orElseGet(() -> JSON.textNode(text));
  }

  /** Whether a plain scalar is an infinity or not a number. */
  static boolean isNotFinite(String text) {
    return NOT_FINITE.matcher(text).matches();
  }

  /**
   * The name of a field whose key is a plain scalar: numbers and booleans as JSON shows them.
   *
   * @throws IllegalArgumentException if Kubernetes refuses the key, or would change it on the way
   */
  static String key(String text) {
    JsonNode value = resolve(text);
    if (value.isTextual()) {
      return text;
    }
    boolean fraction = value.isFloatingPointNumber() || FLOAT_ONLY.matcher(text).matches();
    boolean kept = FRACTION_KEY.matcher(text).matches() && survivesAsFloat(text);
    if (value.isNull() || value.isBigInteger() || fraction && !kept) {
      throw new IllegalArgumentException(
          "this key would not stay as it is; write \"" + text + "\" in quotes");
    }
    return fraction ? text : value.asText();
  }

  private static boolean survivesAsFloat(String text) {
    BigDecimal kept = new BigDecimal(Float.toString(Float.parseFloat(text)));
    return kept.stripTrailingZeros().toPlainString().equals(text);
  }

  private static Optional<JsonNode> number(String text) {
    char first = text.charAt(0);
    if (first == '.') {
      boolean matches = POINT_FIRST.matcher(text).matches();
      return matches ? floating(text.replace("_", "")) : Optional.empty();
    }
    if (first != '-' && first != '+' && (first < '0' || first > '9')) {
      return Optional.empty();
    }
    String digits = text.replace("_", "");
    Optional<JsonNode> integer = integer(digits);
    return integer.isEmpty() && FLOAT.matcher(digits).matches() ? floating(digits) : integer;
  }

  private static Optional<JsonNode> integer(String text) {
    Matcher shape = INTEGER.matcher(text);
    if (text.length() > LONGEST_INTEGER || !shape.matches()) {
      return Optional.empty();
    }
    BigInteger value = magnitude(shape);
    if (shape.group(1).equals("-")) {
      value = value.negate();
    }
    BigInteger largest = shape.group(1).isEmpty() ? MAX : BigInteger.valueOf(Long.MAX_VALUE);
    boolean fits = value.compareTo(MIN) >= 0 && value.compareTo(largest) <= 0;
    return fits ? Optional.of(Numbers.node(value)) : Optional.empty();
  }

  private static BigInteger magnitude(Matcher shape) {
    if (shape.group(2) != null) {
      return new BigInteger(shape.group(2), 16);
    }
    if (shape.group(3) != null) {
      return new BigInteger(shape.group(3), 2);
    }
    if (shape.group(4) != null) {
      return new BigInteger(shape.group(4), 8);
    }
    return new BigInteger(shape.group(5));
  }

  private static Optional<JsonNode> floating(String text) {
    double value = Double.parseDouble(text);
    return Double.isInfinite(value) ? Optional.empty() : Optional.of(floating(value));
  }

  /** As JSON shows a float: one without a fraction looks like an integer, and is taken for one. */
  private static JsonNode floating(double value) {
    BigDecimal shortest = shortest(value);
    if (Math.abs(value) < LARGEST_WHOLE && shortest.stripTrailingZeros().scale() <= 0) {
      return Numbers.node(shortest.toBigIntegerExact());
    }
    return JSON.numberNode(shortest);
  }

  /** The fewest digits that name this double and no other. */
  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < 17; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.doubleValue() == value) {
        return rounded;
      }
    }
    return exact.round(new MathContext(17, RoundingMode.HALF_EVEN));
  }
}
