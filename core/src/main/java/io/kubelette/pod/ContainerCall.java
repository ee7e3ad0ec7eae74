package io.kubelette.pod;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a probe or a hook asks of a container, with ports and hosts resolved. */
sealed interface ContainerCall {

  /** What is answered when the container does not answer in time. */
  default ProbeAnswer late(String timeout) {
    return ProbeAnswer.failure("no answer within " + timeout);
  }

  /** Runs a command in the container; exit code 0 means that all is well. */
  record Exec(List<String> command) implements ContainerCall {
    public Exec {
      command = List.copyOf(command);
    }

    @Override
    public ProbeAnswer late(String timeout) {
      return ProbeAnswer.failure(
          "command \"" + String.join(" ", command) + "\" timed out after " + timeout);
    }
  }

  /**
   * An HTTP request.
   *
   * @param tls whether it goes over TLS; certificates are not verified
   * @param path with the query
   * @param headers in their order; a name may stand there more than once
   */
  record Http(boolean tls, Endpoint endpoint, String path, List<Header> headers)
      implements ContainerCall {
    public Http {
      headers = List.copyOf(headers);
    }

    /** The address as it is written in answers. */
    String url() {
      return (tls ? "https" : "http") + "://" + endpoint + path;
    }

    @Override
    public ProbeAnswer late(String timeout) {
      return ProbeAnswer.failure(
          "Get \""
              + url()
              + "\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)");
    }

    /** The same request in the clear. */
    Http withoutTls() {
      return new Http(false, endpoint, path, headers);
    }
  }

  /** Opens a connection. */
  record Tcp(Endpoint endpoint) implements ContainerCall {
    @Override
    public ProbeAnswer late(String timeout) {
      return ProbeAnswer.failure("dial tcp " + endpoint + ": i/o timeout");
    }
  }

  /** Asks the gRPC health service; an empty service means the server as a whole. */
  record Grpc(Endpoint endpoint, String service) implements ContainerCall {
    @Override
    public ProbeAnswer late(String timeout) {
      return ProbeAnswer.failure(
          "timeout: failed to connect service \"%s\" within %s: context deadline exceeded"
              .formatted(endpoint, timeout));
    }
  }

  /** What cannot be asked, and why. */
  record Unaskable(String why) implements ContainerCall {}

  /** A host and a port; written as users of Kubernetes read it. */
  record Endpoint(String host, int port) {
    @Override
    public String toString() {
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }

  /** A header of an HTTP request. */
  record Header(String name, @Nullable String value) {
    /** Leaves the value out: some are credentials. */
    @Override
    public String toString() {
      return name;
    }
  }
}
