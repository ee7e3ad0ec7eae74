package io.kubelette.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelQueryTest {

  private static final Map<String, String> LABELS =
      Map.of(
          "app",
          "web",
          "tier",
          "front",
          "level",
          "7",
          "in",
          "x",
          "example.org/a.b",
          "c_d",
          "e",
          "");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "app",
        "app=web",
        "app==web",
        "app = web",
        " app\t==\nweb ",
        "app!=db",
        "x!=y",
        "app in (web)",
        "app in(web,db)",
        "app in ( db , web )",
        "app notin (db)",
        "x notin (y)",
        "!x",
        "! x",
        "app,tier",
        "app=web,tier in (front,back),!legacy,level>6",
        "level>6",
        "level<8",
        "level > 6",
        "in in (x)",
        "in",
        "in=x",
        "in notin (in,notin)",
        "example.org/a.b=c_d",
        "e=",
        "e=,app=web",
        "e in (,)",
        "e in (,a)",
        "e in (a,)",
        "e in (a,,b)",
        "e==",
        "app!=",
        "level<0008",
        "x!="
      })
  void matches(String query) {
    assertThat(LabelQuery.parse(query).matches(LABELS)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "app=db",
        "app!=web",
        "x=y",
        "app in (db)",
        "x in (y)",
        "app notin (web,db)",
        "!app",
        "app,!tier",
        "level>7",
        "level<7",
        "app>1",
        "x>1",
        "x<1",
        "e!=",
        "x=",
        "app="
      })
  void doesNotMatch(String query) {
    assertThat(LabelQuery.parse(query).matches(LABELS)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "app,; 4; a condition after ','",
        ",app; 0; the key of a label",
        "app web; 4; one of = == != > < in notin",
        "app=web tier; 8; ',' before the next condition",
        "app=(web); 4; ','",
        "app in web; 7; in brackets",
        "app in (web; 11; ')'",
        "app in (web tier); 12; ')'",
        "app in (); 7; at least one value",
        "app notin (); 10; at least one value",
        "!app=web; 4; ','",
        "!!app; 1; the key of a label",
        "=web; 0; the key of a label",
        "app=!web; 4; ','",
        "app===web; 5; ','",
        "level>x; 6; whole number",
        "level>; 6; whole number",
        "level>-8; 6; begin and end with",
        "-app=web; 0; begin and end with a letter or digit",
        "app=-web; 4; begin and end with a letter or digit",
        "Example.org/a=b; 0; lower case",
        "a/b/c=d; 0; begin and end with a letter or digit",
        "/a=b; 0; lower case",
        "a/=b; 0; begin and end with a letter or digit",
        "app IN (web); 4; one of",
        "app=web); 7; ','",
        "app,,tier; 4; the key of a label"
      })
  void tellsWhereAndWhy(String query, int position, String right) {
    assertThatThrownBy(() -> LabelQuery.parse(query))
        .isInstanceOfSatisfying(
            SyntaxException.class, e -> assertThat(e.position()).isEqualTo(position))
        .hasMessageContaining(query)
        .hasMessageContaining(right);
  }

  @Test
  void longKeysAndValuesAreRefused() {
    assertThatThrownBy(() -> LabelQuery.parse("a".repeat(64) + "=b")).hasMessageContaining("63");
    assertThatThrownBy(() -> LabelQuery.parse("a=" + "b".repeat(64))).hasMessageContaining("63");
    assertThat(LabelQuery.parse("a".repeat(63) + "=" + "b".repeat(63)).requirements()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "a == b , c!=d; a=b,c!=d",
        "e in (g,f,g); e in (f,g)",
        "h notin (i),!k,l; h notin (i),!k,l",
        "m>1,n < 2; m>1,n<2"
      })
  void printsWhatItReads(String query, String printed) {
    LabelQuery read = LabelQuery.parse(query);

    assertThat(read).hasToString(printed);
    assertThat(LabelQuery.parse(printed)).isEqualTo(read);
  }

  @Test
  void aSelectorMatchesAsItsQueryDoes() {
    LabelSelector selector =
        new LabelSelector(
            Map.of("app", "web"),
            List.of(
                new LabelSelectorRequirement("tier", "In", List.of("front", "back")),
                new LabelSelectorRequirement("level", "Exists", List.of()),
                new LabelSelectorRequirement("x", "DoesNotExist", List.of()),
                new LabelSelectorRequirement("e", "NotIn", List.of("a"))));

    assertThat(selector.toQuery()).hasToString("app=web,tier in (back,front),level,!x,e notin (a)");
    assertThat(selector.matches(LABELS)).isTrue();
    assertThat(selector.matches(Map.of("app", "web"))).isFalse();
    assertThat(new LabelSelector(Map.of(), List.of()).matches(Map.of())).isTrue();
  }

  @Test
  void anUnknownOperatorOfASelectorIsRefused() {
    LabelSelector selector =
        new LabelSelector(Map.of(), List.of(new LabelSelectorRequirement("a", "in", List.of("b"))));

    assertThatThrownBy(() -> selector.matches(LABELS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("In, NotIn, Exists or DoesNotExist");
  }
}
