package io.kubelette.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/** Choices that a seed decides. Used by one thread. */
final class Dice {

  private final SplittableRandom random;

  Dice(long seed) {
    random = new SplittableRandom(seed);
  }

  int below(int end) {
    return random.nextInt(end);
  }

  boolean in100(int chances) {
    return below(100) < chances;
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  String oneOf(String... choices) {
    return choices[below(choices.length)];
  }

  byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** A few bytes changed, taken out, doubled or cut off. */
  byte[] spoil(byte[] whole) {
    byte[] spoilt = whole.clone();
    for (int i = below(4); i >= 0 && spoilt.length > 0; i--) {
      int at = below(spoilt.length);
      switch (below(4)) {
        case 0 -> spoilt[at] = (byte) below(256);
        case 1 -> spoilt[at] ^= (byte) (1 << below(8));
        case 2 -> spoilt = java.util.Arrays.copyOf(spoilt, at);
        default ->
            System.arraycopy(whole, 0, spoilt, at, Math.min(whole.length, spoilt.length - at));
      }
    }
    return spoilt;
  }
}
