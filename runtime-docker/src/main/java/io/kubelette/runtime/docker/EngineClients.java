package io.kubelette.runtime.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * Makes clients of one engine: one for calls, and one for each stream.
 *
 * <p>A stream has a client of its own because closing that client is the one way to end a stream at
 * once, in whatever state it is, and because streams in a shared one can block calls.
 *
 * <p>Thread-safe because it is immutable.
 */
final class EngineClients {

  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** Those that the client library's transport knows. */
  private static final Set<String> SCHEMES = Set.of("unix", "tcp", "npipe");

  private final DefaultDockerClientConfig config;

  EngineClients(DockerOptions options) {
    DefaultDockerClientConfig.Builder builder =
        DefaultDockerClientConfig.createDefaultConfigBuilder();
    options.engine().map(URI::toString).ifPresent(builder::withDockerHost);
    // The unversioned path works with every engine; a version from the environment need not.
    this.config = builder.withApiVersion("").build();
    if (!SCHEMES.contains(String.valueOf(engine().getScheme()))) {
      throw new IllegalArgumentException(
          "an engine listens at unix:///PATH, tcp://HOST:PORT or npipe:////./pipe/NAME, not at "
              + engine());
    }
  }

  /** Where the engine listens. */
  URI engine() {
    return config.getDockerHost();
  }

  /** Exchanges on sockets of our own, with the same engine. */
  EngineExchanges exchanges() {
    return new EngineExchanges(config.getDockerHost(), config.getSSLConfig());
  }

  /** The folder of the user's Docker configuration. */
  Path userConfig() {
    return Path.of(config.getDockerConfigPath());
  }

  /** A client for calls, each of which is answered in the given time or fails. */
  DockerClient forCalls(Duration answer) {
    return DockerClientImpl.getInstance(config, transport().responseTimeout(answer).build());
  }

  /** A client for one stream. */
  DockerClient forStream() {
    return DockerClientImpl.getInstance(config, transport().maxConnections(1).build());
  }

  private ApacheDockerHttpClient.Builder transport() {
    return new ApacheDockerHttpClient.Builder()
        .dockerHost(config.getDockerHost())
        .sslConfig(config.getSSLConfig())
        .connectionTimeout(CONNECT);
  }
}
