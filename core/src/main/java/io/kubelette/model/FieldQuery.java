package io.kubelette.model;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Conditions on fields, all of which must hold: {@code metadata.name=web,status.phase!=Running}.
 *
 * <p>A query without conditions matches everything.
 */
public record FieldQuery(List<Condition> conditions) {

  /** Matches everything. */
  public static final FieldQuery EVERYTHING = new FieldQuery(List.of());

  /** Whether the field must be, or must not be, the value. */
  public enum Operator {
    /** {@code field=value}. */
    EQUALS,
    /** {@code field!=value}. */
    NOT_EQUALS
  }

  /** One condition on the value of a field; an absent field counts as empty. */
  public record Condition(String field, Operator operator, String value) {

    private boolean matches(Map<String, String> fields) {
      return value.equals(fields.getOrDefault(field, "")) == (operator == Operator.EQUALS);
    }

    @Override
    public String toString() {
      String escaped = value.replace("\\", "\\\\").replace(",", "\\,").replace("=", "\\=");
      return field + (operator == Operator.EQUALS ? "=" : "!=") + escaped;
    }
  }

  public FieldQuery {
    conditions = List.copyOf(conditions);
  }

  /**
   * Reads the grammar of {@code kubectl --field-selector}: {@code a.b=c}, {@code a.b==c}, {@code
   * a.b!=c} with commas between; in a value, {@code \} stands before {@code ,}, {@code =} and
   * {@code \}. Spaces belong to what they stand in.
   *
   * @throws SyntaxException if the text does not follow the grammar
   */
  public static FieldQuery parse(String text) {
    return new FieldQueryParser(text).parse();
  }

  /** Whether fields, by their paths, meet every condition. */
  public boolean matches(Map<String, String> fields) {
    return conditions.stream().allMatch(condition -> condition.matches(fields));
  }

  /** In the grammar that {@link #parse} reads. */
  @Override
  public String toString() {
    return conditions.stream().map(Condition::toString).collect(Collectors.joining(","));
  }
}
