package io.kubelette.runtime.fake;

import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.ObservedImage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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

  void register(String reference, Program program) {
    programs.put(ImageName.parse(reference), program);
  }

  @Nullable Program program(String reference) {
    return programs.get(ImageName.parse(reference));
  }

  ObservedImage add(String reference) {
    return present.computeIfAbsent(ImageName.parse(reference), Images::observed);
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

  private static ObservedImage observed(ImageName name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.text().getBytes(StandardCharsets.UTF_8));
      return new ObservedImage("sha256:" + HexFormat.of().formatHex(digest), SIZE_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
