package io.kubelette.model;

import io.kubelette.model.FieldQuery.Condition;
import io.kubelette.model.FieldQuery.Operator;
import java.util.ArrayList;
import java.util.List;

/** Reads one field query from left to right; used once, by one thread. */
final class FieldQueryParser {

  private final String text;
  private int at;

  FieldQueryParser(String text) {
    this.text = text;
  }

  FieldQuery parse() {
    List<Condition> conditions = new ArrayList<>();
    while (at < text.length()) {
      if (text.charAt(at) == ',') {
        at++; // an empty condition means nothing
      } else {
        conditions.add(condition());
      }
    }
    return new FieldQuery(conditions);
  }

  private Condition condition() {
    int start = at;
    while (at < text.length() && text.charAt(at) != ',') {
      if (text.startsWith("!=", at)) {
        return condition(start, Operator.NOT_EQUALS, 2);
      }
      if (text.charAt(at) == '=') {
        return condition(start, Operator.EQUALS, text.startsWith("==", at) ? 2 : 1);
      }
      at++;
    }
    throw fault(at, "write =, == or != and a value after the field");
  }

  private Condition condition(int start, Operator operator, int signLength) {
    String field = text.substring(start, at);
    at += signLength;
    return new Condition(field, operator, value());
  }

  private String value() {
    StringBuilder value = new StringBuilder();
    while (at < text.length() && text.charAt(at) != ',') {
      char c = text.charAt(at);
      if (c == '=') {
        throw fault(at, "write '\\=' for '=' in a value");
      }
      if (c == '\\') {
        at++;
        if (at == text.length() || ",=\\".indexOf(text.charAt(at)) < 0) {
          throw fault(at, "after '\\' stands ',', '=' or '\\'; write '\\\\' for '\\' itself");
        }
        c = text.charAt(at);
      }
      value.append(c);
      at++;
    }
    return value.toString();
  }

  private SyntaxException fault(int position, String fault) {
    return new SyntaxException("field query", text, position, fault);
  }
}
