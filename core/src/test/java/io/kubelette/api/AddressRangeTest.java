package io.kubelette.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressRangeTest {

  @Test
  void theEndsOfTheBlockAreNotHandedOut() {
    AddressRange range = AddressRange.parse("127.96.7.0/24");

    assertThat(range.size()).isEqualTo(254);
    assertThat(range.address(0)).isEqualTo("127.96.7.1");
    assertThat(range.address(253)).isEqualTo("127.96.7.254");
    assertThat(range.contains("127.96.7.0")).isFalse();
    assertThat(range.contains("127.96.7.255")).isFalse();
    assertThat(range.contains("127.96.8.1")).isFalse();
    assertThat(range).hasToString("127.96.7.0/24");
  }

  @Property
  void everyAddressIsInItsRange(
      @ForAll int any, @ForAll @IntRange(min = 1, max = 30) int bits, @ForAll int pick) {
    AddressRange range = new AddressRange(any & -1 << (32 - bits), bits);
    String address = range.address(Math.floorMod(pick, range.size()));

    assertThat(range.contains(address)).isTrue();
    assertThat(AddressRange.parse(range.toString())).isEqualTo(range);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.96.7.1/24", "127.96.7.0", "127.96.7.0/31", "127.96.7.0/0", "a/24", "1.2.3/8"})
  void whatIsNoRangeIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> AddressRange.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.", "::1", ""})
  void whatIsNoAddressIsNone(String text) {
    assertThat(AddressRange.isAddress(text)).isFalse();
  }
}
