package io.kubelette.runtime.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.api.model.ResponseItem.ErrorDetail;
import com.github.dockerjava.api.model.ResponseItem.ProgressDetail;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.PullProgress;
import io.kubelette.runtime.PullState;
import io.kubelette.runtime.RegistryCredentials;
import io.kubelette.runtime.RegistryKeyring;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One pull of an image. Owned by the thread that pulls; interrupting it ends the pull in the engine
 * too.
 */
final class Pull {

  private final String name;
  private final @Nullable RegistryCredentials credentials;
  private final String registry;
  private final String repository;
  private final @Nullable String tag;
  private final EngineClients clients;
  private final Duration stall;
  private final Map<String, PullState.Layer> layers = new LinkedHashMap<>();

  /** {@code credentials} are null where the registry is asked anonymously. */
  Pull(
      String reference,
      @Nullable RegistryCredentials credentials,
      EngineClients clients,
      Duration stall) {
    this.name = "pull image " + reference;
    this.credentials = credentials;
    this.registry = RegistryKeyring.registryOf(reference);
    this.clients = clients;
    this.stall = stall;
    int colon = reference.indexOf(':', reference.lastIndexOf('/') + 1);
    if (reference.contains("@")) {
      this.repository = reference;
      this.tag = null;
    } else {
      // Without a tag the engine would fetch every tag of the repository.
      this.repository = colon < 0 ? reference : reference.substring(0, colon);
      this.tag = colon < 0 ? "latest" : reference.substring(colon + 1);
    }
  }

  void run(PullProgress progress) {
    EngineStream<PullResponseItem> stream =
        EngineStream.open(
            name, clients.forStream(), (client, pieces) -> command(client).exec(pieces));
    try {
      EngineStream.Piece<PullResponseItem> piece = stream.next(stall);
      while (!piece.end()) {
        if (piece.value() != null) {
          follow(piece.value(), progress);
        }
        piece = stream.next(stall);
      }
    } catch (ContainerRuntimeException failure) {
      throw meant(failure);
    } finally {
      stream.close();
    }
  }

  /** What a registry refuses comes with the status of a broken server: the words are the sign. */
  private static ContainerRuntimeException meant(ContainerRuntimeException failure) {
    String words = String.valueOf(failure.getMessage());
    if (failure.kind() != Kind.TRANSIENT) {
      return failure;
    }
    if (words.contains("unauthorized")
        || words.contains("no basic auth credentials")
        || words.contains("invalid reference format")) {
      return new ContainerRuntimeException(Kind.REJECTED, words, failure);
    }
    return words.contains("manifest unknown")
        ? new ContainerRuntimeException(Kind.NOT_FOUND, words, failure)
        : failure;
  }

  private PullImageCmd command(DockerClient client) {
    PullImageCmd command = client.pullImageCmd(repository).withAuthConfig(auth());
    return tag == null ? command : command.withTag(tag);
  }

  /** Never none, or the client library would look for the user's by rules of its own. */
  private AuthConfig auth() {
    AuthConfig auth = new AuthConfig().withRegistryAddress(registry);
    if (credentials == null) {
      return auth;
    }
    return credentials.identityToken().isEmpty()
        ? auth.withUsername(credentials.username()).withPassword(credentials.password())
        : auth.withIdentityToken(credentials.identityToken());
  }

  private void follow(PullResponseItem item, PullProgress progress) {
    ErrorDetail error = item.getErrorDetail();
    if (error != null) {
      throw new ContainerRuntimeException(kind(error), name + ": " + error.getMessage());
    }
    PullState.Phase phase = phase(String.valueOf(item.getStatus()));
    if (item.getId() != null && phase != null) {
      layers.merge(item.getId(), layer(item, phase), Pull::advanced);
      progress.progress(PullState.of(List.copyOf(layers.values())));
    }
  }

  /** What the engine says of layers; the rest of its lines are of the whole image. */
  private static PullState.@Nullable Phase phase(String status) {
    return switch (status) {
      case "Pulling fs layer", "Waiting" -> PullState.Phase.WAITING;
      case "Downloading" -> PullState.Phase.DOWNLOADING;
      case "Verifying Checksum", "Download complete", "Extracting" -> PullState.Phase.UNPACKING;
      case "Pull complete", "Already exists" -> PullState.Phase.DONE;
      default -> null;
    };
  }

  /** Only while it downloads do the engine's numbers count bytes that are fetched. */
  private static PullState.Layer layer(PullResponseItem item, PullState.Phase phase) {
    ProgressDetail detail = item.getProgressDetail();
    boolean counts = phase == PullState.Phase.DOWNLOADING && detail != null;
    Long done = counts ? detail.getCurrent() : null;
    Long total = counts ? detail.getTotal() : null;
    return new PullState.Layer(
        String.valueOf(item.getId()), phase, done == null ? 0 : done, total == null ? 0 : total);
  }

  /** What is fetched stays so, and when all of it is, nothing is missing. */
  private static PullState.Layer advanced(PullState.Layer before, PullState.Layer now) {
    long total = Math.max(before.totalBytes(), now.totalBytes());
    boolean fetched =
        now.phase() == PullState.Phase.UNPACKING || now.phase() == PullState.Phase.DONE;
    long done = fetched ? total : Math.max(before.doneBytes(), now.doneBytes());
    return new PullState.Layer(now.id(), now.phase(), done, total);
  }

  /** An error after the first progress: the engine has sent its status long before. */
  private static Kind kind(ErrorDetail error) {
    Integer code = error.getCode();
    if (code == null) {
      return Kind.TRANSIENT;
    }
    return switch (code) {
      case 404 -> Kind.NOT_FOUND;
      case 401, 403 -> Kind.REJECTED;
      default -> Kind.TRANSIENT;
    };
  }
}
