package io.kubelette.api;

import io.kubelette.manifest.Manifests;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ObjectMeta;
import io.kubelette.model.Pod;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Uids of pods that are a digest of owner and manifest; other objects, which nothing outlives, get
 * random ones.
 *
 * <p>Pods that were deleted and created again are told apart by counting, since a uid lives only
 * once. The counts are bounded: of the uids least recently given, some may start again.
 *
 * <p>Thread-safe because all that changes is counted under its lock.
 */
final class DerivedUids implements UidSource {

  private static final int REMEMBERED = 65_536;

  private final String owner;
  private final Map<UUID, Integer> given =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Integer> eldest) {
          return size() > REMEMBERED;
        }
      };

  DerivedUids(String owner) {
    this.owner = owner;
  }

  @Override
  public String uidOf(KubernetesObject object) {
    ObjectMeta metadata = object.metadata();
    if (!(object instanceof Pod) || metadata.generateName() != null) {
      return UUID.randomUUID().toString();
    }
    KubernetesObject manifest = object.withMetadata(metadata.withCreationTimestamp(null));
    UUID first = digest(owner + '\n', Manifests.toJsonBytes(manifest));
    int count = timesGiven(first);
    return (count == 1 ? first : digest(first + "\n" + count, new byte[0])).toString();
  }

  private synchronized int timesGiven(UUID first) {
    return given.merge(first, 1, Integer::sum);
  }

  /** A UUID of version 8: its bits are of our own making. */
  private static UUID digest(String head, byte[] rest) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(head.getBytes(StandardCharsets.UTF_8));
      byte[] hash = digest.digest(rest);
      ByteBuffer bits = ByteBuffer.wrap(hash);
      long high = bits.getLong() & ~0xf000L | 0x8000L;
      long low = bits.getLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
      return new UUID(high, low);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
