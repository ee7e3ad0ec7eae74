package io.kubelette.runtime.fake;

import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.MemoryVolume;
import io.kubelette.runtime.Mount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A sandbox's volumes in memory, which here are temporary folders: nothing limits their size.
 *
 * <p>Thread-safe because its state is guarded by its monitor.
 */
final class MemoryFolders {

  private final List<MemoryVolume> volumes;
  private final Map<String, Path> folders = new HashMap<>(1);

  MemoryFolders(List<MemoryVolume> volumes) {
    this.volumes = volumes;
  }

  /** The folder of a mount, made when it is first asked for. */
  synchronized Path folder(Mount.Memory mount) {
    require(mount);
    try {
      Path folder = folders.get(mount.volume());
      if (folder == null) {
        folder = Files.createTempDirectory("kubelette-fake-memory-");
        folders.put(mount.volume(), folder);
      }
      return mount.subPath() == null
          ? folder
          : Files.createDirectories(folder.resolve(mount.subPath()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Refuses what a container may not mount. */
  void require(Mount.Memory mount) {
    if (volumes.stream().noneMatch(volume -> volume.name().equals(mount.volume()))) {
      throw new ContainerRuntimeException(
          Kind.REJECTED, "the sandbox has no volume in memory called " + mount.volume());
    }
    String sub = mount.subPath();
    if (sub != null && (sub.startsWith("/") || Path.of(sub).normalize().startsWith(".."))) {
      throw new ContainerRuntimeException(
          Kind.REJECTED, "a subPath stays within its volume, unlike " + sub);
    }
  }

  synchronized void remove() {
    folders.values().forEach(ContainerFiles::delete);
    folders.clear();
  }
}
