package io.kubelette.pod;

import io.kubelette.loop.Landing;
import io.kubelette.loop.Patrol;
import io.kubelette.loop.Trip;
import io.kubelette.model.Quantity;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ImageInventory;
import io.kubelette.runtime.ImageRemoval;
import io.kubelette.runtime.Machine;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.ObservedImage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes images that nobody uses when the disk is nearly full. An image of which any container is
 * made stays, since the engine does not let it go.
 *
 * <p>Owned by: the loop of its route; {@link #start} and {@link #close} may be called from any
 * thread.
 */
public final class ImageCollector implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ImageCollector.class);

  /**
   * What it works with; it closes none of it.
   *
   * @param owner whose containers use images
   * @param runtime which of them exist
   * @param inventory the engine's images
   * @param removal what removes them
   * @param machine how full the disk is
   * @param onFailure hears, on the loop, the reason and message of an event on the node
   */
  public record Parts(
      String owner,
      ContainerRuntime runtime,
      ImageInventory inventory,
      ImageRemoval removal,
      Machine machine,
      BiConsumer<String, String> onFailure) {}

  /** What one pass has done. */
  private record Pass(ImageCollectionPlan plan, long wanted, long freed) {}

  private final Parts parts;
  private final Trip.Route route;
  private final Patrol<Pass> patrol;
  private ImageCollectionPlan plan;

  private ImageCollector(Parts parts, ImageCollectionConfig config, Trip.Route route) {
    this.parts = parts;
    this.route = route;
    this.plan = new ImageCollectionPlan(config, Map.of());
    Patrol.Pace pace = new Patrol.Pace(Duration.ZERO, config.interval());
    this.patrol = Patrol.start(route, pace, this::look, this::landed);
  }

  /** Begins to look. */
  public static ImageCollector start(Parts parts, ImageCollectionConfig config, Trip.Route route) {
    return new ImageCollector(parts, config, route);
  }

  @Override
  public void close() {
    patrol.close();
  }

  private Callable<Pass> look() {
    ImageCollectionPlan before = plan;
    Instant now = route.loop().clock().now();
    return () -> collect(before, now);
  }

  private void landed(Landing<Pass> landing) {
    if (landing.failure().isPresent()) {
      String why = landing.failure().get().toString();
      LOG.warn("images cannot be collected: {}", why);
      tell(landing.failure().get());
    } else {
      Pass pass = landing.result();
      plan = pass.plan();
      if (pass.freed() < pass.wanted()) {
        parts
            .onFailure()
            .accept(
                "FreeDiskSpaceFailed",
                "Failed to garbage collect required amount of images. Attempted to free %d bytes,"
                        .formatted(pass.wanted())
                    + " but only found %d bytes eligible to free.".formatted(pass.freed()));
      }
    }
  }

  private void tell(Throwable failure) {
    if (failure instanceof InvalidCapacityException) {
      parts.onFailure().accept("InvalidDiskCapacity", String.valueOf(failure.getMessage()));
    }
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    parts.onFailure().accept("ImageGCFailed", message);
  }

  /** A disk of which nothing can be a part. */
  private static final class InvalidCapacityException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidCapacityException(long bytes) {
      super("invalid capacity " + bytes + " on image filesystem");
    }
  }

  /** On the I/O pool. */
  private Pass collect(ImageCollectionPlan before, Instant now) {
    List<ObservedImage> images = parts.inventory().images();
    Set<String> inUse =
        parts.runtime().observe(parts.owner()).stream()
            .flatMap(pod -> pod.containers().stream())
            .map(ObservedContainer::imageId)
            .collect(Collectors.toSet());
    ImageCollectionPlan after = before.after(images, inUse, now);
    long wanted = after.wanted(disk());
    long freed = 0;
    for (ObservedImage image : after.candidates(images, inUse, now)) {
      if (freed >= wanted) {
        break;
      }
      freed += remove(image);
    }
    return new Pass(after, wanted, freed);
  }

  private ImageCollectionPlan.Disk disk() {
    Quantity available = parts.machine().pressure().nodefsAvailable();
    long capacity = parts.machine().facts().ephemeralStorage().toLong();
    if (capacity <= 0) {
      throw new InvalidCapacityException(capacity);
    }
    return new ImageCollectionPlan.Disk(
        capacity, available == null ? capacity : available.toLong());
  }

  private long remove(ObservedImage image) {
    try {
      parts.removal().removeImage(image.id());
      LOG.info("image={} removed, nobody used it: {} bytes", image.names(), image.sizeBytes());
      return image.sizeBytes();
    } catch (ContainerRuntimeException refused) {
      LOG.debug("image={} stays", image.names(), refused);
      return 0;
    }
  }
}
