package io.kubelette.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldQueryTest {

  private static final Map<String, String> FIELDS =
      Map.of("metadata.name", "web", "status.phase", "Pending", "odd", "a,b=c\\d", "blank", " x");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "metadata.name=web",
        "metadata.name==web",
        "status.phase!=Running",
        "metadata.name=web,status.phase!=Running",
        "metadata.name=web,",
        ",metadata.name=web",
        "odd=a\\,b\\=c\\\\d",
        "odd!=a",
        "absent=",
        "absent!=x",
        "blank= x",
        "metadata.name!="
      })
  void matches(String query) {
    assertThat(FieldQuery.parse(query).matches(FIELDS)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "metadata.name=db",
        "metadata.name!=web",
        "absent=x",
        "absent!=",
        "metadata.name= web",
        "metadata.name =web",
        "blank=x",
        "metadata.name=web,status.phase=Running"
      })
  void doesNotMatch(String query) {
    assertThat(FieldQuery.parse(query).matches(FIELDS)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "metadata.name; 13; write =, == or !=",
        "a=b,c; 5; write =, == or !=",
        "a=b=c; 3; '\\='",
        "a===b; 3; '\\='",
        "a=b\\; 4; '\\\\'",
        "a=b\\c; 4; '\\\\'"
      })
  void tellsWhereAndWhy(String query, int position, String right) {
    assertThatThrownBy(() -> FieldQuery.parse(query))
        .isInstanceOfSatisfying(
            SyntaxException.class, e -> assertThat(e.position()).isEqualTo(position))
        .hasMessageContaining(right);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {"a==b; a=b", "a!=b,,c=d; a!=b,c=d", "odd=a\\,b\\=c\\\\d; odd=a\\,b\\=c\\\\d"})
  void printsWhatItReads(String query, String printed) {
    FieldQuery read = FieldQuery.parse(query);

    assertThat(read).hasToString(printed);
    assertThat(FieldQuery.parse(printed)).isEqualTo(read);
  }
}
