package io.kubelette.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The maps of objects, few entries in an array and many in a hash table: both are maps alike. */
final class FrozenMapTest {

  @Property(tries = 200)
  void aCopyIsItsSourceInItsOrder(
      @ForAll @Size(max = 20) List<@IntRange(min = 0, max = 30) Integer> keys) {
    Map<String, Integer> source = new LinkedHashMap<>();
    keys.forEach(key -> source.put("k" + key, key));

    FrozenMap<String, Integer> copy = FrozenMap.of(source);

    assertThat(copy).isEqualTo(source).hasSameHashCodeAs(source).hasToString(source.toString());
    assertThat(source).isEqualTo(copy);
    assertThat(new ArrayList<>(copy.entrySet())).isEqualTo(new ArrayList<>(source.entrySet()));
    assertThat(new ArrayList<>(copy.keySet())).isEqualTo(new ArrayList<>(source.keySet()));
    List<String> told = new ArrayList<>();
    copy.forEach((key, value) -> told.add(key + value));
    assertThat(told).hasSameSizeAs(source.keySet());
    for (int key = 0; key <= 30; key++) {
      assertThat(copy.get("k" + key)).isEqualTo(source.get("k" + key));
      assertThat(copy.containsKey("k" + key)).isEqualTo(source.containsKey("k" + key));
    }
    assertThat(copy.get(null)).isNull();
    assertThat(copy.containsKey(7)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8, 9, 20})
  void nothingChangesIt(int size) {
    Map<String, Integer> source = source(size);
    FrozenMap<String, Integer> copy = FrozenMap.of(source);

    source.put("later", 1);
    source.remove("k0");

    assertThat(copy).isEqualTo(source(size));
    assertThatThrownBy(() -> copy.put("k0", 2)).isInstanceOf(UnsupportedOperationException.class);
    assertThat(copy.entrySet())
        .allSatisfy(
            entry ->
                assertThatThrownBy(() -> entry.setValue(2))
                    .isInstanceOf(UnsupportedOperationException.class));
    if (size > 0) {
      assertThatThrownBy(() -> copy.remove("k0")).isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(copy::clear).isInstanceOf(UnsupportedOperationException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 8, 19})
  void noEntryLacksItsKeyOrItsValue(int others) {
    Map<String, Integer> noValue = source(others);
    noValue.put("empty", null);
    assertThatThrownBy(() -> FrozenMap.of(noValue))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("the entry empty of a map has no value");
    Map<String, Integer> noKey = new HashMap<>(source(others));
    noKey.put(null, 1);
    assertThatThrownBy(() -> FrozenMap.of(noKey))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("a map has an entry without a key");
  }

  @Test
  void entriesComeToAnEnd() {
    var entries = FrozenMap.of(Collections.singletonMap("a", 1)).entrySet().iterator();
    assertThat(entries.next()).isEqualTo(Map.entry("a", 1));
    assertThat(entries.hasNext()).isFalse();
    assertThatThrownBy(entries::next).isInstanceOf(NoSuchElementException.class);
  }

  private static Map<String, Integer> source(int size) {
    Map<String, Integer> source = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      source.put("k" + i, i);
    }
    return source;
  }
}
