package io.kubelette.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackSliceTest {

  // A range of this test's own, so that no node on this machine is in the way.
  private static final String RANGE = "127.77.0.0/16";
  private static final String FOUR_SLICES = "127.78.0.0/22";

  @Test
  void twoClaimsOfOneOwnerGetDifferentSlices() {
    try (LoopbackSlice first = claimed(RANGE);
        LoopbackSlice second = claimed(RANGE)) {
      assertThat(second.cidr()).isNotEqualTo(first.cidr());
      assertThat(first.contains(second.get(0))).isFalse();
    }
  }

  @Test
  void theSameOwnerGetsTheSameSliceAgain() {
    String before;
    try (LoopbackSlice slice = claimed(RANGE)) {
      before = slice.cidr();
    }
    try (LoopbackSlice again = claimed(RANGE)) {
      assertThat(again.cidr()).isEqualTo(before);
    }
  }

  @Test
  void allAddressesButTheFirstAndTheLastCanBeBound() throws IOException {
    try (LoopbackSlice slice = claimed(RANGE)) {
      assertThat(slice.size()).isEqualTo(254);
      assertThat(slice.addresses()).hasSize(254).doesNotHaveDuplicates();
      for (InetAddress address : List.of(slice.get(0), slice.get(253))) {
        assertThat(slice.contains(address)).isTrue();
        try (ServerSocket socket = new ServerSocket(0, 1, address)) {
          assertThat(socket.isBound()).isTrue();
        }
      }
      assertThatThrownBy(() -> slice.get(254)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void theRangeRunsOutAndCloseGivesBack() {
    List<LoopbackSlice> slices = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        slices.add(claimed(FOUR_SLICES));
      }
      assertThat(slices).extracting(LoopbackSlice::cidr).doesNotHaveDuplicates();
      assertThatThrownBy(() -> LoopbackSlice.claim(FOUR_SLICES, "late"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("all 4 slices of " + FOUR_SLICES);
      LoopbackSlice freed = slices.remove(2);
      freed.close();
      slices.add(claimed(FOUR_SLICES));
      assertThat(slices.get(3).cidr()).isEqualTo(freed.cidr());
    } finally {
      slices.forEach(LoopbackSlice::close);
    }
  }

  @Test
  void aSliceHeldByAnotherProcessIsNotGivenOut() throws Exception {
    String held;
    try (OtherProcess other = OtherProcess.holding(RANGE)) {
      held = other.cidr();
      try (LoopbackSlice mine = claimed(RANGE)) {
        assertThat(mine.cidr()).isNotEqualTo(held);
      }
    }
    // The other process was killed, and the kernel freed its claim.
    try (LoopbackSlice mine = claimed(RANGE)) {
      assertThat(mine.cidr()).isEqualTo(held);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.0/16", "127.64.0.0", "127.64.0.1/16", "127.300.0.0/16", "127.0.0.0/7"})
  void refusesWhatIsNoLoopbackRange(String range) {
    assertThatThrownBy(() -> LoopbackSlice.claim(range, "node"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(range);
    assertThatThrownBy(() -> LoopbackSlice.requireRange(range))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesASliceLargerThanItsRange() {
    assertThatThrownBy(() -> LoopbackSlice.claim(RANGE, 12, "node"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static LoopbackSlice claimed(String range) {
    LoopbackSlice slice = LoopbackSlice.claim(range, "node");
    assumeFalse(slice.isShared(), "only 127.0.0.1 can be bound here");
    return slice;
  }

  /** A JVM that claims a slice, prints it, and holds it until it is killed. */
  private record OtherProcess(Process process, String cidr) implements AutoCloseable {

    static OtherProcess holding(String range) throws IOException {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xshare:auto",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Holder.class.getName(),
                  range)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      InputStream out = process.getInputStream();
      StringBuilder line = new StringBuilder();
      for (int next = out.read(); next != '\n' && next != -1; next = out.read()) {
        line.append((char) next);
      }
      return new OtherProcess(process, line.toString().strip());
    }

    @Override
    public void close() {
      process.destroyForcibly().onExit().join();
    }
  }

  /** The other process' program: ends when its standard input does. */
  static final class Holder {

    public static void main(String[] args) throws IOException {
      try (LoopbackSlice slice = LoopbackSlice.claim(args[0], "node")) {
        System.out.write((slice.cidr() + "\n").getBytes(StandardCharsets.UTF_8));
        System.out.flush();
        System.in.read();
      }
    }
  }
}
