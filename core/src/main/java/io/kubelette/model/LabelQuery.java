package io.kubelette.model;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Conditions on labels, all of which must hold: {@code app=web,tier!=cache,!legacy}.
 *
 * <p>A query without conditions matches everything.
 */
public record LabelQuery(List<LabelRequirement> requirements) {

  /** Matches everything. */
  public static final LabelQuery EVERYTHING = new LabelQuery(List.of());

  public LabelQuery {
    requirements = List.copyOf(requirements);
  }

  /**
   * Reads the grammar of {@code kubectl -l}: {@code a=b}, {@code a==b}, {@code a!=b}, {@code a in
   * (b,c)}, {@code a notin (b)}, {@code a}, {@code !a}, {@code a>1}, {@code a<1}, with commas
   * between and spaces anywhere.
   *
   * @throws SyntaxException if the text does not follow the grammar
   */
  public static LabelQuery parse(String text) {
    return new LabelQueryParser(text).parse();
  }

  /** Matches objects that have all of these labels. */
  public static LabelQuery of(Map<String, String> labels) {
    return new LabelQuery(
        labels.entrySet().stream()
            .map(
                label ->
                    new LabelRequirement(
                        label.getKey(),
                        LabelRequirement.Operator.EQUALS,
                        List.of(label.getValue())))
            .toList());
  }

  /** Whether labels meet every condition. */
  public boolean matches(Map<String, String> labels) {
    for (LabelRequirement requirement : requirements) {
      if (!requirement.matches(labels)) {
        return false;
      }
    }
    return true;
  }

  /** In the grammar that {@link #parse} reads. */
  @Override
  public String toString() {
    return requirements.stream().map(LabelRequirement::toString).collect(Collectors.joining(","));
  }
}
