package io.kubelette.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.conformance.Row;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A narrow way into a pool. */
final class NarrowPoolTest implements IoPool {

  private final Deque<Runnable> given = new ArrayDeque<>();
  private final List<String> ran = new ArrayList<>();

  @Override
  public void execute(Runnable task) {
    given.add(task);
  }

  @Override
  public void close() {}

  @Test
  @Row({"K00-23", "K12-08"})
  void soManyRunAtOnceAndTheOthersInTheirOrderAfterThem() {
    IoPool narrow = NarrowPool.over(this, 2);
    for (String name : List.of("a", "b", "c", "d")) {
      narrow.execute(() -> ran.add(name));
    }
    assertThat(given).hasSize(2);
    given.remove().run();
    assertThat(given).as("one has ended, so the third begins").hasSize(2);
    while (!given.isEmpty()) {
      given.remove().run();
    }
    assertThat(ran).containsExactly("a", "b", "c", "d");
  }

  @Test
  void aTaskThatFailsLetsTheNextOneThrough() {
    IoPool narrow = NarrowPool.over(this, 1);
    narrow.execute(
        () -> {
          throw new IllegalStateException("on purpose");
        });
    narrow.execute(() -> ran.add("next"));
    assertThatThrownBy(given.remove()::run).hasMessage("on purpose");
    given.remove().run();
    assertThat(ran).containsExactly("next");
  }

  @Test
  void whatWaitsIsDroppedAtTheEnd() {
    IoPool narrow = NarrowPool.over(this, 1);
    narrow.execute(() -> ran.add("first"));
    narrow.execute(() -> ran.add("second"));
    narrow.close();
    given.remove().run();
    assertThat(given).isEmpty();
    assertThatThrownBy(() -> NarrowPool.over(this, 0)).hasMessageContaining("not 0");
  }
}
