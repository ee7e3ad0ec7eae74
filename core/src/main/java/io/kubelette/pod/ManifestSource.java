package io.kubelette.pod;

import io.kubelette.api.ApiException;
import io.kubelette.api.ApiServer;
import io.kubelette.loop.EventLoop;
import io.kubelette.loop.Landing;
import io.kubelette.loop.Trip;
import io.kubelette.model.Pod;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The source of static pods: those of a file, of the files of a directory, or of a URL.
 *
 * <pre>
 *   READING ──► RESTING for the poll interval, or until the file system tells of a change ──► READING
 * </pre>
 *
 * <p>A manifest that is no good is logged, once, and skipped; the others run. A place that said
 * something good before keeps to it until its manifest is good again or gone, so that a file that
 * is being written ends no pod. What cannot be read at all leaves everything as it is.
 *
 * <p>Thread-safe because its public methods only post to the loop, which owns every field.
 */
public final class ManifestSource implements PodSource {

  private static final Logger LOG = LoggerFactory.getLogger(ManifestSource.class);

  /**
   * What a source works with; it closes none of it.
   *
   * @param nodeName whose pods they become
   * @param api by whose rules manifests are judged
   * @param config how often they are read
   * @param route the loop on which the source lives, and where it reads
   */
  public record Parts(String nodeName, ApiServer api, ManifestConfig config, Trip.Route route) {}

  /** A manifest as it was read, and the pod that was told for it. */
  private record Told(Pod manifest, Pod pod) {}

  private final ManifestShelf shelf;
  private final Parts parts;
  private final EventLoop loop;
  private final Map<StaticPods.Origin, List<Pod>> lastGood = new HashMap<>();
  private Map<String, Told> told = Map.of();
  private Map<StaticPods.Origin, String> faults = Map.of();
  private @Nullable Listener listener;
  private @Nullable Trip<ManifestShelf.Content> trip;
  private EventLoop.@Nullable Timer next;
  private boolean again;
  private boolean synced;
  private boolean away;
  private boolean closed;

  ManifestSource(ManifestShelf shelf, Parts parts) {
    this.shelf = shelf;
    this.parts = parts;
    this.loop = parts.route().loop();
  }

  /** A file with one pod, or a directory of such files; neither need exist yet. */
  public static ManifestSource of(Path path, Parts parts) {
    return new ManifestSource(new ManifestFiles(path.toAbsolutePath(), parts.config()), parts);
  }

  /** A URL that answers with a pod, a list of pods, or nothing. */
  public static ManifestSource of(ManifestUrl url, Parts parts) {
    return new ManifestSource(new ManifestPage(url, parts.config()), parts);
  }

  @Override
  public void follow(Listener who) {
    loop.execute(
        () -> {
          listener = who;
          shelf.watch(() -> loop.execute(this::read));
          read();
        });
  }

  @Override
  public void close() {
    shelf.close();
    loop.execute(
        () -> {
          closed = true;
          if (trip != null) {
            trip.cancel();
          }
          if (next != null) {
            next.cancel();
          }
        });
  }

  private void read() {
    if (closed) {
      return;
    }
    if (trip != null) {
      again = true;
      return;
    }
    trip = Trip.begin(parts.route(), shelf::read, this::landed);
  }

  private void landed(Landing<ManifestShelf.Content> landing) {
    trip = null;
    if (closed) {
      return;
    }
    if (next != null) {
      next.cancel();
    }
    next = loop.schedule(shelf.poll(), this::read);
    landing.failure().ifPresentOrElse(this::keepAll, () -> take(landing.result()));
    if (again) {
      again = false;
      read();
    }
  }

  private void keepAll(Throwable failure) {
    if (!away) {
      LOG.warn("manifests={} cannot be read: {}", shelf.name(), failure.toString());
    }
    away = true;
  }

  private void take(ManifestShelf.Content content) {
    away = false;
    Map<StaticPods.Origin, String> wrong = new LinkedHashMap<>(content.faults());
    lastGood.keySet().removeIf(at -> !content.pods().containsKey(at) && !wrong.containsKey(at));
    Map<String, Told> wanted = new LinkedHashMap<>();
    content.pods().forEach((at, pods) -> admit(at, pods, wrong));
    lastGood.forEach((at, pods) -> pods.forEach(pod -> want(at, pod, wanted)));
    tellFaults(wrong);
    tellDifference(wanted);
    if (!synced && listener != null) {
      synced = true;
      listener.synced();
    }
  }

  /** What is good is kept; what is not leaves its place as it was. */
  private void admit(StaticPods.Origin at, List<Pod> pods, Map<StaticPods.Origin, String> wrong) {
    List<Pod> before = lastGood.get(at);
    if (pods.equals(before)) {
      return;
    }
    Optional<String> fault = pods.stream().flatMap(pod -> faultOf(at, pod).stream()).findFirst();
    fault.ifPresentOrElse(why -> wrong.put(at, why), () -> lastGood.put(at, pods));
  }

  private Optional<String> faultOf(StaticPods.Origin at, Pod manifest) {
    try {
      Pod pod = StaticPods.derived(manifest, at, parts.nodeName());
      parts.api().check(pod);
      return StaticPods.unservable(pod);
    } catch (ApiException refusal) {
      return Optional.of(refusal.getMessage());
    }
  }

  private void want(StaticPods.Origin at, Pod manifest, Map<String, Told> wanted) {
    Pod derived = StaticPods.derived(manifest, at, parts.nodeName());
    String uid = String.valueOf(derived.metadata().uid());
    Told before = told.get(uid);
    if (before != null && before.manifest().equals(manifest)) {
      wanted.put(uid, before);
      return;
    }
    Instant now = loop.clock().now();
    Pod complete = parts.api().check(derived);
    Pod own =
        complete.withMetadata(
            complete.metadata().withUid(uid).withCreationTimestamp(null).withGeneration(null));
    wanted.put(uid, new Told(manifest, StaticPods.seen(own, now)));
  }

  private void tellFaults(Map<StaticPods.Origin, String> wrong) {
    wrong.forEach(
        (at, why) -> {
          if (!why.equals(faults.get(at))) {
            LOG.warn("manifest={} is not used: {}", at.place(), why);
          }
        });
    faults = wrong;
  }

  /** What goes is told first: a new pod may bear the name of one that goes. */
  private void tellDifference(Map<String, Told> wanted) {
    Map<String, Told> before = told;
    told = wanted;
    if (listener == null) {
      return;
    }
    Listener who = listener;
    before.keySet().stream().filter(uid -> !wanted.containsKey(uid)).forEach(who::release);
    wanted.forEach(
        (uid, now) -> {
          if (now != before.get(uid)) {
            who.desire(now.pod());
          }
        });
  }
}
