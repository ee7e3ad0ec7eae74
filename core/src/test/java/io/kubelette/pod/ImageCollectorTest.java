package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.conformance.Row;
import io.kubelette.loop.ManualEventLoop;
import io.kubelette.loop.ManualIoPool;
import io.kubelette.loop.ManualTime;
import io.kubelette.loop.Trip;
import io.kubelette.model.NodeSystemInfoBuilder;
import io.kubelette.model.Quantity;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.Machine;
import io.kubelette.runtime.MachineFacts;
import io.kubelette.runtime.ObservedImage;
import io.kubelette.runtime.PressureSignals;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which images go when the disk is nearly full, in time that the test moves. */
@Row({"K18-03", "K00-20"})
final class ImageCollectorTest {

  private final ManualTime time = ManualTime.at(Scene.NOW);
  private final List<ObservedImage> images = new ArrayList<>();
  private final List<String> removed = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private long available = 50;
  private long capacity = 100;
  private boolean inventoryAnswers = true;

  private final Machine machine =
      new Machine() {
        @Override
        public MachineFacts facts() {
          return new MachineFacts(
              "here",
              InetAddress.getLoopbackAddress(),
              Quantity.of(1),
              Quantity.of(1),
              Quantity.of(capacity),
              Map.of(),
              1,
              NodeSystemInfoBuilder.builder().build());
        }

        @Override
        public PressureSignals pressure() {
          return new PressureSignals(null, Quantity.of(available), null);
        }
      };

  private final ImageCollector collector =
      ImageCollector.start(
          new ImageCollector.Parts(
              "owner",
              new RecordedRuntime(time),
              this::images,
              this::remove,
              machine,
              (reason, message) -> told.add(reason)),
          ImageCollectionConfig.defaults(),
          new Trip.Route(ManualEventLoop.on(time), ManualIoPool.on(time), Duration.ofSeconds(30)));

  private List<ObservedImage> images() {
    if (!inventoryAnswers) {
      throw new ContainerRuntimeException(ContainerRuntimeException.Kind.TRANSIENT, "away");
    }
    return List.copyOf(images);
  }

  private void remove(String id) {
    if (id.equals("pinned")) {
      throw new ContainerRuntimeException(ContainerRuntimeException.Kind.CONFLICT, "in use");
    }
    removed.add(id);
    images.removeIf(image -> image.id().equals(id));
    available += 4;
  }

  private void add(String id) {
    images.add(new ObservedImage(id, 4));
  }

  private void pass() {
    time.advance(Duration.ofMinutes(5));
  }

  @Test
  void nothingGoesBelowTheHighMark() {
    add("old");
    available = 16;
    time.runReady();
    pass();
    pass();
    assertThat(removed).isEmpty();
  }

  @Test
  void theOldestGoFirstUntilTheLowMarkIsReached() {
    add("first");
    time.runReady();
    add("second");
    pass();
    add("third");
    pass();
    available = 15;
    pass();
    assertThat(removed).containsExactly("first", "second");
    assertThat(told).isEmpty();
  }

  @Test
  void whatTheEngineKeepsIsPassedOver() {
    add("pinned");
    add("free");
    time.runReady();
    available = 15;
    pass();
    assertThat(removed).containsExactly("free");
    assertThat(told).containsExactly("FreeDiskSpaceFailed");
  }

  @Test
  void whatIsNewOrInUseStays() {
    ImageCollectionPlan plan = new ImageCollectionPlan(ImageCollectionConfig.defaults(), Map.of());
    List<ObservedImage> all = List.of(new ObservedImage("a", 1), new ObservedImage("b", 1));
    ImageCollectionPlan seen = plan.after(all, Set.of(), Scene.NOW);
    assertThat(seen.candidates(all, Set.of(), Scene.NOW.plusSeconds(119))).isEmpty();
    assertThat(seen.candidates(all, Set.of("a"), Scene.NOW.plusSeconds(120)))
        .extracting(ObservedImage::id)
        .containsExactly("b");
    ImageCollectionPlan used = seen.after(all, Set.of("a"), Scene.NOW.plusSeconds(60));
    assertThat(used.candidates(all, Set.of(), Scene.NOW.plusSeconds(300)))
        .extracting(ObservedImage::id)
        .as("the least recently used first")
        .containsExactly("b", "a");
  }

  @Test
  void anEngineThatDoesNotAnswerIsAskedAgain() {
    inventoryAnswers = false;
    time.runReady();
    assertThat(told).containsExactly("ImageGCFailed");
    inventoryAnswers = true;
    pass();
    assertThat(told).hasSize(1);
    collector.close();
    time.runReady();
    assertThat(time.pending()).isZero();
  }

  @Test
  void aDiskWithoutACapacityIsTold() {
    capacity = 0;
    time.runReady();
    assertThat(told).containsExactly("InvalidDiskCapacity", "ImageGCFailed");
  }

  @Test
  void theMarksAreInOrder() {
    assertThatThrownBy(() -> ImageCollectionConfig.defaults().withLow(90))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
