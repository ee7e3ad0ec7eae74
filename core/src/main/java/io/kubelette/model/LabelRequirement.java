package io.kubelette.model;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One condition on labels.
 *
 * @param values sorted, without doubles; one for EQUALS, NOT_EQUALS, GREATER and LESS, some for IN
 *     and NOT_IN, none for EXISTS and ABSENT
 */
public record LabelRequirement(String key, Operator operator, List<String> values) {

  /** How a label is compared. */
  public enum Operator {
    /** {@code key=value}. */
    EQUALS("="),
    /** {@code key!=value}; true where the label is absent. */
    NOT_EQUALS("!="),
    /** {@code key in (a,b)}. */
    IN("in"),
    /** {@code key notin (a,b)}; true where the label is absent. */
    NOT_IN("notin"),
    /** {@code key}. */
    EXISTS(""),
    /** {@code !key}. */
    ABSENT("!"),
    /** {@code key>1}: the label is a greater whole number. */
    GREATER(">"),
    /** {@code key<1}: the label is a smaller whole number. */
    LESS("<");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }
  }

  /**
   * Checks the condition.
   *
   * @throws IllegalArgumentException if key or values are not allowed, or too many or too few
   */
  public LabelRequirement {
    values = values.stream().sorted().distinct().toList();
    refuse(LabelGrammar.keyFault(key).orElse(""));
    for (String value : values) {
      refuse(LabelGrammar.valueFault(value).orElse(""));
    }
    refuse(countFault(operator, values.size()));
    boolean compares = operator == Operator.GREATER || operator == Operator.LESS;
    if (compares && number(values.get(0)).isEmpty()) {
      throw new IllegalArgumentException("'>' and '<' compare with a whole number");
    }
  }

  private static void refuse(String fault) {
    if (!fault.isEmpty()) {
      throw new IllegalArgumentException(fault);
    }
  }

  private static String countFault(Operator operator, int count) {
    return switch (operator) {
      case IN, NOT_IN -> count == 0 ? "'in' and 'notin' need at least one value" : "";
      case EXISTS, ABSENT -> count != 0 ? "a test for presence takes no values" : "";
      default -> count != 1 ? "a comparison takes one value" : "";
    };
  }

  /** Whether labels meet this condition. */
  public boolean matches(Map<String, String> labels) {
    String label = labels.get(key);
    return switch (operator) {
      case EXISTS -> label != null;
      case ABSENT -> label == null;
      case EQUALS, IN -> label != null && values.contains(label);
      case NOT_EQUALS, NOT_IN -> label == null || !values.contains(label);
      case GREATER -> label != null && compare(label, values.get(0)) > 0;
      case LESS -> label != null && compare(label, values.get(0)) < 0;
    };
  }

  /** Zero, so that it is neither greater nor less, where the label is no number. */
  private static int compare(String label, String limit) {
    OptionalLong number = number(label);
    return number.isEmpty() ? 0 : Long.compare(number.getAsLong(), Long.parseLong(limit));
  }

  private static OptionalLong number(String text) {
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** In the grammar that {@link LabelQuery#parse} reads. */
  @Override
  public String toString() {
    return switch (operator) {
      case EXISTS -> key;
      case ABSENT -> "!" + key;
      case IN, NOT_IN -> key + " " + operator.sign + " (" + String.join(",", values) + ")";
      default -> key + operator.sign + values.get(0);
    };
  }
}
