package io.kubelette.model;

import io.kubelette.model.LabelRequirement.Operator;
import java.util.ArrayList;
import java.util.List;

/** Reads one label query by recursive descent; used once, by one thread. */
final class LabelQueryParser {

  private static final String SPACES = " \t\r\n";
  private static final String SIGNS = "=!(),<>";

  private final String text;

  /** Where the next token begins: spaces are skipped already. */
  private int at;

  LabelQueryParser(String text) {
    this.text = text;
    skipSpaces();
  }

  LabelQuery parse() {
    List<LabelRequirement> requirements = new ArrayList<>();
    while (!atEnd()) {
      requirements.add(requirement());
      if (!atEnd()) {
        expect(",", "write ',' before the next condition");
        if (atEnd()) {
          throw fault(at, "write a condition after ',', or leave the ',' out");
        }
      }
    }
    return new LabelQuery(requirements);
  }

  private LabelRequirement requirement() {
    boolean negated = took("!");
    String key = key();
    if (negated) {
      return new LabelRequirement(key, Operator.ABSENT, List.of());
    }
    if (atEnd() || text.startsWith(",", at)) {
      return new LabelRequirement(key, Operator.EXISTS, List.of());
    }
    Operator operator = operator();
    int start = at;
    List<String> values =
        operator == Operator.IN || operator == Operator.NOT_IN ? values() : List.of(value());
    try {
      return new LabelRequirement(key, operator, values);
    } catch (IllegalArgumentException e) {
      throw fault(start, String.valueOf(e.getMessage()));
    }
  }

  private Operator operator() {
    if (took("==") || took("=")) {
      return Operator.EQUALS;
    }
    if (took("!=")) {
      return Operator.NOT_EQUALS;
    }
    if (took(">")) {
      return Operator.GREATER;
    }
    if (took("<")) {
      return Operator.LESS;
    }
    int start = at;
    return switch (word()) {
      case "in" -> Operator.IN;
      case "notin" -> Operator.NOT_IN;
      default -> throw fault(start, "write one of = == != > < in notin after the key");
    };
  }

  private List<String> values() {
    expect("(", "write the values in brackets, such as (a,b)");
    List<String> values = new ArrayList<>();
    if (took(")")) {
      return values;
    }
    do {
      values.add(value());
    } while (took(","));
    expect(")", "write ',' and another value, or ')'");
    return values;
  }

  private String key() {
    int start = at;
    String key = word();
    if (key.isEmpty()) {
      throw fault(start, "write the key of a label");
    }
    LabelGrammar.keyFault(key)
        .ifPresent(
            fault -> {
              throw fault(start, fault);
            });
    return key;
  }

  /** May be empty. */
  private String value() {
    int start = at;
    String value = word();
    LabelGrammar.valueFault(value)
        .ifPresent(
            fault -> {
              throw fault(start, fault);
            });
    return value;
  }

  private String word() {
    int start = at;
    while (!atEnd() && (SIGNS + SPACES).indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(start, at);
    skipSpaces();
    return word;
  }

  private boolean took(String sign) {
    if (!text.startsWith(sign, at)) {
      return false;
    }
    at += sign.length();
    skipSpaces();
    return true;
  }

  private void expect(String sign, String fault) {
    if (!took(sign)) {
      throw fault(at, fault);
    }
  }

  private boolean atEnd() {
    return at == text.length();
  }

  private void skipSpaces() {
    while (!atEnd() && SPACES.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private SyntaxException fault(int position, String fault) {
    return new SyntaxException("label query", text, position, fault);
  }
}
