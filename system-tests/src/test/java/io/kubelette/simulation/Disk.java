package io.kubelette.simulation;

import io.kubelette.loop.Clock;
import io.kubelette.model.ConfigMap;
import io.kubelette.model.ConfigMapBuilder;
import io.kubelette.model.Secret;
import io.kubelette.model.Service;
import io.kubelette.pod.Surroundings;
import io.kubelette.pod.reference.PodObject;
import io.kubelette.pod.reference.PodObjects;
import io.kubelette.pod.volume.AllowedHostPaths;
import io.kubelette.pod.volume.NodeFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of all lives of the node, in a temporary folder, and the settings that pods have as
 * volumes.
 *
 * <p>A disk that is full refuses in the middle of a volume. What refuses here is a path that is too
 * long for any file system, after other files of the volume have been written.
 *
 * <p>Owned by the simulation's thread.
 */
final class Disk implements AutoCloseable {

  /** The ConfigMap of which volumes are made. */
  static final PodObject SETTINGS =
      new PodObject(PodObject.Kind.CONFIG_MAP, World.NAMESPACE, "settings");

  /** 4,096 bytes, the most that a volume may ask for: with its folder more than Linux takes. */
  private static final String REFUSED =
      "z/" + String.join("/", Collections.nCopies(17, "y".repeat(239))) + "yyyyyyyyyyyyyyy";

  private final Path root;
  private final Clock clock;
  private int version;
  private boolean full;

  Disk(Clock clock) {
    this.clock = clock;
    try {
      this.root = Files.createTempDirectory("kubelette-simulation");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** What pods find around them: these files and settings. */
  Surroundings surroundings() {
    PodObjects objects = new Settings();
    return new Surroundings(
        objects, new NodeFiles(root, objects, clock, AllowedHostPaths.anywhere()));
  }

  /** From now on volumes of settings cannot be written. */
  void fill() {
    full = true;
  }

  /** Ends what {@link #fill} began. */
  void free() {
    full = false;
  }

  /** Gives the settings another content. */
  void change() {
    version++;
  }

  /** Where all of it lies. */
  Path root() {
    return root;
  }

  /** The uids of the pods that have files. */
  List<String> pods() {
    return namesIn(root.resolve("pods"));
  }

  /** The uids of the pods that have volumes. */
  List<String> podsWithVolumes() {
    return pods().stream().filter(uid -> !namesIn(pod(uid).resolve("volumes")).isEmpty()).toList();
  }

  /** What was taken away, or not brought where it belongs, and is there still. */
  List<String> temporary() {
    return Stream.concat(
            namesIn(root.resolve("trash")).stream(),
            pods().stream().flatMap(uid -> unfinished(uid)))
        .toList();
  }

  private Stream<String> unfinished(String uid) {
    Path settings = pod(uid).resolve("volumes").resolve("kubernetes.io~configmap");
    Stream<String> outdated =
        namesIn(settings).stream()
            .flatMap(
                volume ->
                    namesIn(settings.resolve(volume)).stream()
                        .filter(name -> name.startsWith("..") && !name.equals("..data"))
                        .skip(1));
    return Stream.concat(namesIn(pod(uid).resolve("workshop")).stream(), outdated)
        .map(name -> uid + "/" + name);
  }

  private Path pod(String uid) {
    return root.resolve("pods").resolve(uid);
  }

  private static List<String> namesIn(Path folder) {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> String.valueOf(entry.getFileName())).sorted().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A run that broke off may have left paths that only a walk by handles can remove. */
  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException | UncheckedIOException failure) {
      root.toFile().deleteOnExit();
    }
  }

  private final class Settings implements PodObjects {

    @Override
    public Optional<ConfigMap> configMap(String namespace, String name) {
      if (!name.equals(SETTINGS.name())) {
        return Optional.empty();
      }
      Map<String, String> data = new LinkedHashMap<>();
      data.put("a", "version " + version);
      data.put("b", "always the same");
      if (full) {
        data.put(REFUSED, "");
      }
      return Optional.of(ConfigMapBuilder.builder().data(data).build());
    }

    @Override
    public Optional<Secret> secret(String namespace, String name) {
      return Optional.empty();
    }

    @Override
    public List<Service> services(String namespace) {
      return List.of();
    }
  }
}
