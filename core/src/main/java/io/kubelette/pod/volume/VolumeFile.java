package io.kubelette.pod.volume;

import io.kubelette.model.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * One file of a volume; its text form tells the length only.
 *
 * @param content what is in it; may be confidential
 * @param mode its permission bits
 */
record VolumeFile(Bytes content, int mode) {

  /** Tells one set of files from another, without keeping them. */
  static String digest(Map<String, VolumeFile> files) {
    MessageDigest digest = sha256();
    new TreeMap<>(files)
        .forEach(
            (path, file) -> {
              String head = path + "\0" + file.mode() + "\0" + file.content().size() + "\0";
              digest.update(head.getBytes(StandardCharsets.UTF_8));
              digest.update(file.content().toByteArray());
            });
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
