package io.kubelette.runtime.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.api.model.ResponseItem.ErrorDetail;
import com.github.dockerjava.api.model.ResponseItem.ProgressDetail;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.PullProgress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One pull of an image. Owned by the thread that pulls; interrupting it ends the pull in the engine
 * too.
 */
final class Pull {

  private record Layer(long done, long total) {}

  private final String name;
  private final String repository;
  private final @Nullable String tag;
  private final EngineClients clients;
  private final Duration stall;
  private final Map<String, Layer> layers = new HashMap<>();

  Pull(String reference, EngineClients clients, Duration stall) {
    this.name = "pull image " + reference;
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
    } finally {
      stream.close();
    }
  }

  private PullImageCmd command(DockerClient client) {
    PullImageCmd command = client.pullImageCmd(repository);
    return tag == null ? command : command.withTag(tag);
  }

  private void follow(PullResponseItem item, PullProgress progress) {
    ErrorDetail error = item.getErrorDetail();
    if (error != null) {
      throw new ContainerRuntimeException(kind(error), name + ": " + error.getMessage());
    }
    ProgressDetail detail = item.getProgressDetail();
    String layer = item.getId();
    if (layer == null || detail == null || !"Downloading".equals(item.getStatus())) {
      return;
    }
    Long done = detail.getCurrent();
    Long total = detail.getTotal();
    if (done != null && total != null) {
      layers.put(layer, new Layer(done, total));
      progress.progress(
          layers.values().stream().mapToLong(Layer::done).sum(),
          layers.values().stream().mapToLong(Layer::total).sum());
    }
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
