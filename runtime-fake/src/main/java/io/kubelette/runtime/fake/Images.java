package io.kubelette.runtime.fake;

import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.ObservedImage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The images that the engine holds, and the programs that the registry knows.
 *
 * <p>Thread-safe because its maps are, and no rule spans both.
 */
final class Images {

  static final long SIZE_BYTES = 10_000_000;

  private final Map<ImageName, ObservedImage> present = new ConcurrentHashMap<>();
  private final Map<ImageName, Program> programs = new ConcurrentHashMap<>();
  private final Map<ImageName, ImageTraits> traits = new ConcurrentHashMap<>();
  private final Map<String, Program> commands = new ConcurrentHashMap<>();
  private volatile @Nullable Program other;

  /** What images run that have no program of their own. */
  void registerOthers(Program program) {
    other = program;
  }

  void register(String reference, Program program) {
    programs.put(ImageName.parse(reference), program);
  }

  @Nullable Program program(String reference) {
    Program own = programs.get(ImageName.parse(reference));
    return own == null ? other : own;
  }

  /** A command that every container has. */
  void command(String name, Program program) {
    commands.put(name, program);
  }

  @Nullable Program command(String name) {
    return commands.get(name);
  }

  /** What an image says of itself, from now on. */
  void traits(String reference, ImageTraits said) {
    ImageName name = ImageName.parse(reference);
    traits.put(name, said);
    present.computeIfPresent(name, (present, before) -> observed(present));
  }

  ImageTraits traits(String reference) {
    return traits.getOrDefault(ImageName.parse(reference), ImageTraits.NONE);
  }

  ObservedImage add(String reference) {
    return present.computeIfAbsent(ImageName.parse(reference), this::observed);
  }

  List<ObservedImage> all() {
    return List.copyOf(present.values());
  }

  /** Takes away the image of that name or id; false if there is none. */
  boolean removeImage(String image) {
    return present.values().removeIf(one -> one.id().equals(image))
        || present.remove(ImageName.parse(image)) != null;
  }

  void remove(String reference) {
    present.remove(ImageName.parse(reference));
  }

  Optional<ObservedImage> find(String reference) {
    try {
      return Optional.ofNullable(present.get(ImageName.parse(reference)));
    } catch (ContainerRuntimeException malformed) {
      return Optional.empty();
    }
  }

  ObservedImage required(String reference) {
    return find(reference)
        .orElseThrow(
            () ->
                new ContainerRuntimeException(
                    Kind.NOT_FOUND, "image " + reference + " is not present: pull it first"));
  }

  private ObservedImage observed(ImageName name) {
    ImageTraits said = traits.getOrDefault(name, ImageTraits.NONE);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.text().getBytes(StandardCharsets.UTF_8));
      return new ObservedImage(
          "sha256:" + HexFormat.of().formatHex(digest),
          said.sizeBytes(),
          List.of(name.text()),
          said.user(),
          said.stopSignal());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
