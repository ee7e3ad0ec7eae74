package io.kubelette.pod.reference;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The {@code $(NAME)} references of commands, arguments and values. Pure. */
public final class VariableReferences {

  private VariableReferences() {}

  /**
   * Puts values in place of references. A reference to an unknown variable stays as it is, and
   * {@code $$(NAME)} stands for the text {@code $(NAME)}.
   */
  public static String expand(String text, Map<String, String> variables) {
    return expand(text, variables::get);
  }

  /** As {@link #expand(String, Map)}; the function answers null for an unknown variable. */
  public static String expand(String text, Function<String, @Nullable String> variables) {
    StringBuilder expanded = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int close = text.startsWith("$(", at) ? text.indexOf(')', at) : -1;
      if (text.startsWith("$$", at)) {
        expanded.append('$');
        at += 2;
      } else if (close > 0) {
        String reference = text.substring(at, close + 1);
        String name = text.substring(at + 2, close);
        String value = variables.apply(name);
        expanded.append(value == null ? reference : value);
        at = close + 1;
      } else {
        expanded.append(text.charAt(at));
        at++;
      }
    }
    return expanded.toString();
  }
}
