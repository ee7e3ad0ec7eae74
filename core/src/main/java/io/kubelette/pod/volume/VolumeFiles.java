package io.kubelette.pod.volume;

import io.kubelette.model.Bytes;
import io.kubelette.model.DownwardAPIVolumeFile;
import io.kubelette.model.KeyToPath;
import io.kubelette.model.Volume;
import io.kubelette.model.VolumeProjection;
import io.kubelette.pod.reference.FieldReferences;
import io.kubelette.pod.reference.Keys;
import io.kubelette.pod.reference.PodObject;
import io.kubelette.pod.reference.PodObjects;
import io.kubelette.pod.reference.PodPlace;
import io.kubelette.pod.reference.ReferenceException;
import io.kubelette.pod.reference.ResourceReferences;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files that the API's objects make of a volume: a ConfigMap's keys, a Secret's, a pod's own
 * fields, or several of these. Pure, as far as the objects are.
 */
final class VolumeFiles {

  private static final int MODE = 0644;

  private final PodPlace place;
  private final PodObjects objects;
  private final int defaultMode;
  private final Map<String, VolumeFile> files = new TreeMap<>();

  private VolumeFiles(PodPlace place, PodObjects objects, @Nullable Integer defaultMode) {
    this.place = place;
    this.objects = objects;
    this.defaultMode = Objects.requireNonNullElse(defaultMode, MODE);
  }

  /** Whether a volume consists of files that the API's objects say. */
  static boolean areIn(Volume volume) {
    return volume.configMap() != null
        || volume.secret() != null
        || volume.downwardAPI() != null
        || volume.projected() != null;
  }

  /**
   * The files, by their paths within the volume; of two sources for one path the later wins.
   *
   * @throws ReferenceException if something that is not optional is missing, or a path leads out
   */
  static Map<String, VolumeFile> of(Volume volume, PodPlace place, PodObjects objects) {
    VolumeFiles made = new VolumeFiles(place, objects, defaultMode(volume));
    if (volume.configMap() != null) {
      var source = volume.configMap();
      made.configMap(source.name(), source.items(), Boolean.TRUE.equals(source.optional()));
    } else if (volume.secret() != null) {
      var source = volume.secret();
      made.secret(source.secretName(), source.items(), Boolean.TRUE.equals(source.optional()));
    } else if (volume.downwardAPI() != null) {
      volume.downwardAPI().items().forEach(made::downward);
    } else if (volume.projected() != null) {
      volume.projected().sources().forEach(made::projection);
    }
    made.files.keySet().forEach(VolumePaths::namesOfFile);
    return made.files;
  }

  private static @Nullable Integer defaultMode(Volume volume) {
    if (volume.configMap() != null) {
      return volume.configMap().defaultMode();
    }
    if (volume.secret() != null) {
      return volume.secret().defaultMode();
    }
    if (volume.downwardAPI() != null) {
      return volume.downwardAPI().defaultMode();
    }
    return volume.projected() == null ? null : volume.projected().defaultMode();
  }

  private void projection(VolumeProjection projection) {
    if (projection.configMap() != null) {
      var source = projection.configMap();
      configMap(source.name(), source.items(), Boolean.TRUE.equals(source.optional()));
    } else if (projection.secret() != null) {
      var source = projection.secret();
      secret(source.name(), source.items(), Boolean.TRUE.equals(source.optional()));
    } else if (projection.downwardAPI() != null) {
      projection.downwardAPI().items().forEach(this::downward);
    } else {
      String source =
          projection.serviceAccountToken() != null ? "serviceAccountToken" : "trust bundles";
      throw new ReferenceException(
          "a projection of %s is not supported: this node issues none; leave it out"
              .formatted(source));
    }
  }

  private void configMap(@Nullable String name, List<KeyToPath> items, boolean optional) {
    PodObject object =
        new PodObject(PodObject.Kind.CONFIG_MAP, place.namespace(), String.valueOf(name));
    objects
        .configMap(object.namespace(), object.name())
        .map(Keys::of)
        .or(() -> missing(object, optional))
        .ifPresent(
            keys -> keys(keys, items, optional, "configmap references non-existent config key: "));
  }

  private void secret(@Nullable String name, List<KeyToPath> items, boolean optional) {
    PodObject object =
        new PodObject(PodObject.Kind.SECRET, place.namespace(), String.valueOf(name));
    objects
        .secret(object.namespace(), object.name())
        .map(Keys::of)
        .or(() -> missing(object, optional))
        .ifPresent(keys -> keys(keys, items, optional, "references non-existent secret key: "));
  }

  private static Optional<Map<String, Bytes>> missing(PodObject object, boolean optional) {
    if (optional) {
      return Optional.empty();
    }
    throw object.notFound();
  }

  private void keys(
      Map<String, Bytes> keys, List<KeyToPath> items, boolean optional, String complaint) {
    if (items.isEmpty()) {
      keys.forEach((key, content) -> files.put(key, new VolumeFile(content, defaultMode)));
      return;
    }
    for (KeyToPath item : items) {
      Bytes content = keys.get(item.key());
      if (content != null) {
        put(item.path(), content, item.mode());
      } else if (!optional) {
        throw new ReferenceException(complaint + item.key());
      }
    }
  }

  private void downward(DownwardAPIVolumeFile file) {
    String text =
        file.fieldRef() != null
            ? FieldReferences.value(file.fieldRef(), place)
            : ResourceReferences.value(
                Objects.requireNonNull(file.resourceFieldRef(), "the API checks that"),
                null,
                place);
    put(file.path(), Bytes.ofUtf8(text), file.mode());
  }

  private void put(@Nullable String path, Bytes content, @Nullable Integer mode) {
    String place = path == null ? "" : path;
    files.put(place, new VolumeFile(content, Objects.requireNonNullElse(mode, defaultMode)));
  }
}
