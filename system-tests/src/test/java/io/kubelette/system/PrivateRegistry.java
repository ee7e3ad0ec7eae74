package io.kubelette.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kubelette.runtime.RegistryCredentials;
import io.kubelette.runtime.docker.DockerEngine;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A registry on loopback that asks everybody for a password, with nothing in it at first. */
final class PrivateRegistry implements AutoCloseable {

  private static final String USER = "user";
  private static final String PASSWORD = "password";

  /** The line of {@link #USER} and {@link #PASSWORD}: bcrypt is all that the registry takes. */
  private static final String HTPASSWD =
      "user:$2b$05$kubeletteKubelette000u6BNL420YgndhuDhO3ourdFDXSZ/WlC6\n";

  private static final Pattern LISTENING = Pattern.compile("listening on (127\\.0\\.0\\.1:\\d+)");

  private final Process process;
  private final String address;

  private PrivateRegistry(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /** Starts one with its files in a folder; without the program, no test that needs it is run. */
  static PrivateRegistry start(Path folder) throws IOException {
    boolean installed =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(path -> Files.isExecutable(Path.of(path, "docker-registry")));
    assertThat(installed || DockerEngine.registry().isEmpty())
        .as("docker-registry, with which .ci/engine starts its own")
        .isTrue();
    assumeTrue(installed, "docker-registry is not installed");
    Path users = Files.writeString(folder.resolve("htpasswd"), HTPASSWD);
    Path config =
        Files.writeString(
            folder.resolve("registry.yml"),
            """
            version: 0.1
            log: {level: info}
            storage: {filesystem: {rootdirectory: %s}}
            http: {addr: "127.0.0.1:0", secret: kubelette}
            auth: {htpasswd: {realm: kubelette, path: %s}}
            """
                .formatted(folder.resolve("images"), users));
    Path log = folder.resolve("registry.log");
    Process process =
        new ProcessBuilder("docker-registry", "serve", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      Awaitility.await("the registry listens")
          .atMost(NodeFixture.PATIENCE)
          .until(() -> listening(log).find());
    } catch (RuntimeException late) {
      process.destroyForcibly();
      throw late;
    }
    Matcher listening = listening(log);
    assertThat(listening.find()).isTrue();
    return new PrivateRegistry(process, listening.group(1));
  }

  private static Matcher listening(Path log) {
    try {
      return LISTENING.matcher(Files.readString(log));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The name that an image has here. */
  String nameOf(String image) {
    return address + "/" + image;
  }

  /** Takes in an image of the engine, where it then has this name no more. */
  void take(String name) {
    DockerEngine.move(name, RegistryCredentials.of(USER, PASSWORD));
  }

  /** A Secret with which its user, by that password, asks this registry. */
  String secret(String name, String password) {
    String auth = base64(USER + ":" + password);
    return """
        apiVersion: v1
        kind: Secret
        metadata: {name: %s}
        type: kubernetes.io/dockerconfigjson
        data: {.dockerconfigjson: %s}
        """
        .formatted(name, base64("{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}".formatted(address, auth)));
  }

  /** The same with the right password. */
  String secret(String name) {
    return secret(name, PASSWORD);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    process.destroy();
    Awaitility.await("the registry ends")
        .atMost(NodeFixture.PATIENCE)
        .until(() -> !process.isAlive());
  }
}
