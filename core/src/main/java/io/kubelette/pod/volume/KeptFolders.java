package io.kubelette.pod.volume;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kubelette.runtime.Mount;
import io.kubelette.runtime.ObservedContainer;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The shared folders to which a container may write, kept with it for the next life of the node.
 * Pure.
 */
final class KeptFolders {

  private static final String WRITES = "io.kubelette.container.writes";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<List<String>> PATHS = new TypeReference<>() {};

  private KeptFolders() {}

  static Map<String, String> annotations(List<Mount> shared) {
    List<String> written =
        shared.stream()
            .filter(mount -> mount.access() == Mount.Access.READ_WRITE)
            .map(mount -> ((Mount.HostPath) mount.source()).path())
            .toList();
    try {
      return written.isEmpty() ? Map.of() : Map.of(WRITES, JSON.writeValueAsString(written));
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException("paths that cannot be written: " + written, unwritable);
    }
  }

  static List<Path> of(ObservedContainer container) {
    String kept = container.annotations().get(WRITES);
    try {
      return kept == null ? List.of() : JSON.readValue(kept, PATHS).stream().map(Path::of).toList();
    } catch (JsonProcessingException | InvalidPathException foreign) {
      return List.of();
    }
  }
}
