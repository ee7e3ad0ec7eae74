package io.kubelette.runtime.docker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * The built-in sandbox image as the archive that {@code docker load} takes.
 *
 * <p>Every byte of it is a function of the program, and so are the image's id and its tag: whoever
 * loads it, and however often, there is one image of that name in the engine.
 *
 * @param reference the image's name and tag
 * @param tar the archive
 */
record SandboxArchive(String reference, byte[] tar) {

  private static final String PROGRAM = "sandbox";

  /** The path of the program that forwards ports, in every sandbox that can. */
  static final String FORWARD = "kubelette-forward";

  /** Not root: the program needs no rights. */
  private static final String USER = "65534:65534";

  static SandboxArchive of(SandboxProgram program) {
    byte[] layer =
        tar(new File(PROGRAM, program.elf(), 0555), new File(FORWARD, program.forwardElf(), 0555));
    byte[] config =
        """
        {"architecture":"%s","os":"linux","created":"1970-01-01T00:00:00Z",\
        "config":{"Entrypoint":["/%s"],"User":"%s","WorkingDir":"/"},\
        "rootfs":{"type":"layers","diff_ids":["sha256:%s"]},\
        "history":[{"created":"1970-01-01T00:00:00Z","created_by":"kubelette"}]}"""
            .formatted(program.architecture(), PROGRAM, USER, sha256(layer))
            .getBytes(StandardCharsets.UTF_8);
    String id = sha256(config);
    String reference = "kubelette/sandbox:" + id.substring(0, 12);
    byte[] manifest =
        "[{\"Config\":\"%s.json\",\"RepoTags\":[\"%s\"],\"Layers\":[\"layer.tar\"]}]"
            .formatted(id, reference)
            .getBytes(StandardCharsets.UTF_8);
    return new SandboxArchive(
        reference,
        tar(
            new File(id + ".json", config, 0444),
            new File("layer.tar", layer, 0444),
            new File("manifest.json", manifest, 0444)));
  }

  /** The program that forwards ports, to be unpacked at the root of a sandbox without it. */
  static byte[] forward(SandboxProgram program) {
    return tar(new File(FORWARD, program.forwardElf(), 0555));
  }

  record File(String name, byte[] content, int mode) {}

  static byte[] tar(File... files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (File file : files) {
        TarArchiveEntry entry = new TarArchiveEntry(file.name());
        entry.setMode(file.mode());
        entry.setModTime(0);
        entry.setIds(0, 0);
        entry.setNames("", "");
        entry.setSize(file.content().length);
        tar.putArchiveEntry(entry);
        tar.write(file.content());
        tar.closeArchiveEntry();
      }
    } catch (IOException impossibleInMemory) {
      throw new UncheckedIOException(impossibleInMemory);
    }
    return bytes.toByteArray();
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
