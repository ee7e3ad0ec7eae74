package io.kubelette.runtime.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kubelette.runtime.RegistryCredentials;
import io.kubelette.runtime.RegistryKeyring;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What {@code docker login} has left for this user: in the configuration file itself, or with a
 * helper program that it names, for one registry or for all.
 *
 * <p>It is read anew for each pull, since a login may come in between. What cannot be read is
 * logged and left out: most pulls need none of it. Thread-safe because it holds no state.
 */
final class UserCredentials {

  private static final Logger LOG = LoggerFactory.getLogger(UserCredentials.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Under which a helper keeps the credentials of Docker Hub. */
  private static final String HUB = "https://index.docker.io/v1/";

  private final Path folder;

  UserCredentials(Path folder) {
    this.folder = folder;
  }

  /** The user's credentials for the image's registry, if there are any. */
  Optional<RegistryCredentials> of(String image) {
    Path file = folder.resolve("config.json");
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    try {
      byte[] text = Files.readAllBytes(file);
      return of(image, text);
    } catch (IOException | IllegalArgumentException unreadable) {
      LOG.warn(
          "dockerConfig={} cannot be used, pulling without: {}", file, unreadable.getMessage());
      return Optional.empty();
    }
  }

  private Optional<RegistryCredentials> of(String image, byte[] text) throws IOException {
    // First, since its refusal shows nothing of the content, and a parser's may.
    RegistryKeyring keyring = RegistryKeyring.ofDockerConfigJson(text);
    JsonNode config = JSON.readTree(text);
    String registry = RegistryKeyring.registryOf(image);
    String helper = config.path("credHelpers").path(registry).asText("");
    if (helper.isEmpty()) {
      helper = config.path("credsStore").asText("");
    }
    Optional<RegistryCredentials> kept =
        helper.isEmpty() ? Optional.empty() : ask(helper, registry);
    return kept.isPresent() ? kept : keyring.matching(image).stream().findFirst();
  }

  /**
   * By the protocol of Docker's helpers: the registry goes in, an object or a failure comes out.
   */
  private static Optional<RegistryCredentials> ask(String helper, String registry)
      throws IOException {
    if (!helper.matches("[A-Za-z0-9._-]+")) {
      throw new IOException("no name of a credential helper: " + helper);
    }
    Process process =
        new ProcessBuilder("docker-credential-" + helper, "get")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      String server = registry.equals(RegistryKeyring.HUB) ? HUB : registry;
      process.getOutputStream().write(server.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      byte[] answer = process.getInputStream().readAllBytes();
      return process.waitFor() == 0 ? read(JSON.readTree(answer)) : Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      process.destroy();
    }
  }

  private static Optional<RegistryCredentials> read(JsonNode answer) {
    String user = answer.path("Username").asText();
    String secret = answer.path("Secret").asText();
    if (secret.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        user.equals("<token>")
            ? new RegistryCredentials("", "", secret)
            : RegistryCredentials.of(user, secret));
  }
}
