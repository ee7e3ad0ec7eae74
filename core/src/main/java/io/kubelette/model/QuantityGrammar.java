package io.kubelette.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How quantities are read and printed, with the limits of Kubernetes. */
final class QuantityGrammar {

  private static final Pattern SHAPE =
      Pattern.compile("([+-]?)([0-9]*)(?:\\.([0-9]*))?([eEinumkKMGTP]*[+-]?[0-9]*)");
  private static final Pattern EXPONENT = Pattern.compile("[eE]([+-]?[0-9]{1,9})");
  private static final List<String> DECIMAL =
      List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");
  private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");

  /** The smallest amount kept is 10^-9. */
  private static final int SCALE = 9;

  /** Room for any honest amount; an exponent of a billion would fill the memory with zeros. */
  private static final int LARGEST_EXPONENT = 1000;

  /** Room for every digit of any honest amount: reading digits takes the square of their number. */
  private static final int LONGEST = 1100;

  private static final BigDecimal LARGEST_BINARY = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final BigDecimal KI = BigDecimal.valueOf(1024);

  private QuantityGrammar() {}

  static Quantity parse(String text) {
    if (text.length() > LONGEST) {
      throw malformed(text.substring(0, 40) + "...", 40);
    }
    Matcher shape = SHAPE.matcher(text);
    if (text.isEmpty() || !shape.matches()) {
      throw malformed(text, shape.lookingAt() ? shape.end() : 0);
    }
    String fraction = shape.group(3) == null ? "" : shape.group(3);
    BigInteger digits = new BigInteger("0" + shape.group(2) + fraction);
    BigDecimal number = new BigDecimal(digits, fraction.length());
    if (shape.group(1).equals("-")) {
      number = number.negate();
    }
    return scaled(text, number, shape.group(4));
  }

  private static Quantity scaled(String text, BigDecimal number, String suffix) {
    int binary = BINARY.indexOf(suffix);
    if (binary > 0) {
      BigDecimal value = limit(number.multiply(KI.pow(binary)), Quantity.Format.BINARY_SI);
      boolean fraction = value.signum() != 0 && value.abs().compareTo(BigDecimal.ONE) < 0;
      return new Quantity(
          value, fraction ? Quantity.Format.DECIMAL_SI : Quantity.Format.BINARY_SI, text);
    }
    int decimal = DECIMAL.indexOf(suffix);
    if (decimal >= 0) {
      BigDecimal value = number.scaleByPowerOfTen(3 * (decimal - DECIMAL.indexOf("")));
      return new Quantity(
          limit(value, Quantity.Format.DECIMAL_SI), Quantity.Format.DECIMAL_SI, text);
    }
    Matcher exponent = EXPONENT.matcher(suffix);
    if (!exponent.matches() || Math.abs(Integer.parseInt(exponent.group(1))) > LARGEST_EXPONENT) {
      throw malformed(text, text.length() - suffix.length());
    }
    BigDecimal value = number.scaleByPowerOfTen(Integer.parseInt(exponent.group(1)));
    return new Quantity(
        limit(value, Quantity.Format.DECIMAL_EXPONENT), Quantity.Format.DECIMAL_EXPONENT, text);
  }

  private static SyntaxException malformed(String text, int position) {
    return new SyntaxException(
        "quantity",
        text,
        position,
        "write a number with one of the suffixes n u m k M G T P E Ki Mi Gi Ti Pi Ei or an"
            + " exponent, such as 500m, 1.5Gi or 2e3");
  }

  /** Rounds away from zero to the smallest amount kept, and caps what is written in binary. */
  static BigDecimal limit(BigDecimal value, Quantity.Format format) {
    BigDecimal rounded = value.scale() > SCALE ? value.setScale(SCALE, RoundingMode.UP) : value;
    if (format == Quantity.Format.BINARY_SI && rounded.abs().compareTo(LARGEST_BINARY) > 0) {
      return rounded.signum() < 0 ? LARGEST_BINARY.negate() : LARGEST_BINARY;
    }
    return rounded;
  }

  static long roundUp(BigDecimal value, int places) {
    BigDecimal whole = value.movePointRight(places).setScale(0, RoundingMode.UP);
    if (whole.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      return Long.MAX_VALUE;
    }
    return whole.compareTo(BigDecimal.valueOf(Long.MIN_VALUE)) < 0
        ? Long.MIN_VALUE
        : whole.longValueExact();
  }

  static String print(BigDecimal value, Quantity.Format format) {
    if (value.signum() == 0) {
      return "0";
    }
    boolean whole = value.stripTrailingZeros().scale() <= 0;
    if (format == Quantity.Format.BINARY_SI && whole && value.abs().compareTo(KI) >= 0) {
      return printBinary(value.toBigIntegerExact());
    }
    return printDecimal(value, format == Quantity.Format.DECIMAL_EXPONENT);
  }

  private static String printBinary(BigInteger value) {
    int power = Math.min(value.getLowestSetBit() / 10, BINARY.size() - 1);
    return value.shiftRight(10 * power) + BINARY.get(power);
  }

  private static String printDecimal(BigDecimal value, boolean asExponent) {
    int exponent = Math.floorDiv(-value.stripTrailingZeros().scale(), 3) * 3;
    if (!asExponent) {
      exponent = Math.min(exponent, 18);
    }
    BigInteger mantissa = value.scaleByPowerOfTen(-exponent).toBigIntegerExact();
    if (asExponent) {
      return mantissa + (exponent == 0 ? "" : "e" + exponent);
    }
    return mantissa + DECIMAL.get(exponent / 3 + DECIMAL.indexOf(""));
  }
}
