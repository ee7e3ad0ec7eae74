package io.kubelette.runtime.docker;

import com.github.dockerjava.api.exception.NotFoundException;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import java.io.ByteArrayInputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The image that sandboxes are made of, and its presence in the engine.
 *
 * <p>Thread-safe: its one state is guarded by {@code this}. Two processes may import the built-in
 * image at once, since an import of the same archive again changes nothing.
 */
final class SandboxImage {

  private static final Logger LOG = LoggerFactory.getLogger(SandboxImage.class);

  private final EngineCalls calls;
  private final String reference;
  private final @Nullable SandboxArchive archive;
  private boolean seen;

  private SandboxImage(EngineCalls calls, String reference, @Nullable SandboxArchive archive) {
    this.calls = calls;
    this.reference = reference;
    this.archive = archive;
  }

  /** The user's image if there is one, or else the built-in one for the engine's architecture. */
  static SandboxImage of(EngineCalls calls, Optional<String> users, String architecture) {
    if (users.isPresent()) {
      return new SandboxImage(calls, users.get(), null);
    }
    SandboxProgram program =
        SandboxProgram.forArchitecture(architecture)
            .orElseThrow(
                () ->
                    new ContainerRuntimeException(
                        Kind.REJECTED,
                        "there is no built-in sandbox image for "
                            + architecture
                            + ": name one with DockerOptions.withSandboxImage"));
    SandboxArchive archive = SandboxArchive.of(program);
    return new SandboxImage(calls, archive.reference(), archive);
  }

  String reference() {
    return reference;
  }

  /** Imports the built-in image unless it was there before. */
  synchronized void ensurePresent() {
    if (!seen && !isPresent()) {
      restore();
    }
    seen = true;
  }

  /** Imports the built-in image; a missing one of the user's is the user's to bring. */
  synchronized void restore() {
    if (archive == null) {
      throw new ContainerRuntimeException(
          Kind.NOT_FOUND, "the sandbox image " + reference + " is not in the engine: pull it");
    }
    calls.call(
        "import the sandbox image",
        client -> client.loadImageCmd(new ByteArrayInputStream(archive.tar())).exec());
    LOG.debug("sandboxImage={} imported", reference);
  }

  private boolean isPresent() {
    return calls.call(
        "inspect the sandbox image",
        client -> {
          try {
            client.inspectImageCmd(reference).exec();
            return true;
          } catch (NotFoundException absent) {
            return false;
          }
        });
  }
}
