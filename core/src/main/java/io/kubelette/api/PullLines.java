package io.kubelette.api;

import io.kubelette.loop.Clock;
import io.kubelette.runtime.PullState;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Prints how pulls go on, for a person who waits: when one begins, at most once in a second how far
 * it has come, and how it ended.
 *
 * <pre>
 * pulling web:1
 * web:1: 2 of 5 layers, 12.3 of 31.0 MB
 * pulled web:1: 5 layers, 31.0 MB in 4.2 s
 * </pre>
 *
 * <p>Made for {@link PodAccess#watchPulls}: {@code
 * node.pods().watchPulls(PullLines.to(System.out))}. Thread-safe because its state is guarded by
 * its monitor.
 */
public final class PullLines implements Consumer<ImageProgress> {

  private static final Duration PACE = Duration.ofSeconds(1);
  private static final double MEGA = 1e6;
  private static final double NANOS = 1e9;

  private final PrintStream out;
  private final Clock clock;
  private final Map<String, Pull> pulls = new HashMap<>();

  private PullLines(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  /** Lines for that stream. */
  public static PullLines to(PrintStream out) {
    return by(Clock.system(), out);
  }

  /** Lines for that stream, paced by that clock. */
  static PullLines by(Clock clock, PrintStream out) {
    return new PullLines(out, clock);
  }

  /** A pull that goes on, or several of one image: they bring the same layers. */
  private static final class Pull {
    final long began;
    long told;
    String line = "";
    PullState state = PullState.of(List.of());

    Pull(long now) {
      began = now;
      told = now;
    }
  }

  @Override
  public synchronized void accept(ImageProgress progress) {
    String image = progress.image();
    switch (progress.phase()) {
      case PULLING -> goesOn(image, progress.state());
      case DONE -> ended(image, pulls.remove(image), progress.state());
      case FAILED -> {
        pulls.remove(image);
        String why = progress.message().isEmpty() ? "" : ": " + progress.message();
        out.println("could not pull " + image + why + "; it will be tried again");
      }
      case CANCELLED -> {
        pulls.remove(image);
        out.println("no longer pulling " + image);
      }
    }
  }

  private void goesOn(String image, PullState state) {
    long now = clock.nanoTime();
    Pull pull = pulls.get(image);
    if (pull == null) {
      pull = new Pull(now);
      pulls.put(image, pull);
      out.println("pulling " + image);
    }
    if (state.layers().isEmpty()) {
      return;
    }
    pull.state = state;
    String line = image + ": " + farOf(state);
    if (now - pull.told >= PACE.toNanos() && !line.equals(pull.line)) {
      pull.told = now;
      pull.line = line;
      out.println(line);
    }
  }

  private void ended(String image, @Nullable Pull pull, PullState whole) {
    if (pull == null || pull.state.layers().isEmpty()) {
      out.println(image + " is up to date, " + megabytes(whole.totalBytes()) + " MB");
      return;
    }
    int layers = pull.state.layers().size();
    out.println(
        "pulled %s: %d %s, %s MB in %s s"
            .formatted(
                image,
                layers,
                layers == 1 ? "layer" : "layers",
                megabytes(pull.state.totalBytes()),
                tenths((clock.nanoTime() - pull.began) / NANOS)));
  }

  private static String farOf(PullState state) {
    long done =
        state.layers().stream().filter(layer -> layer.phase() == PullState.Phase.DONE).count();
    return "%d of %d layers, %s of %s MB"
        .formatted(
            done,
            state.layers().size(),
            megabytes(state.doneBytes()),
            megabytes(state.totalBytes()));
  }

  private static String megabytes(long bytes) {
    return tenths(bytes / MEGA);
  }

  private static String tenths(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }
}
