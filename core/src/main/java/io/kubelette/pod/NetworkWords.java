package io.kubelette.pod;

import io.kubelette.pod.ContainerCall.Endpoint;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import org.apache.hc.core5.http.ConnectionClosedException;

/** How failures of the network are written in the messages that users of Kubernetes know. */
final class NetworkWords {

  private NetworkWords() {}

  /** Why there is no connection. */
  static String dialling(Endpoint endpoint, Exception failure) {
    String dial = "dial tcp " + endpoint + ": ";
    if (failure instanceof NoRouteToHostException) {
      return dial + "connect: no route to host";
    }
    if (failure instanceof PodDials.NotPublished) {
      return dial + failure.getMessage();
    }
    if (failure instanceof ConnectException) {
      return dial + "connect: connection refused";
    }
    return failure instanceof UnknownHostException
        ? "dial tcp: lookup " + endpoint.host() + ": no such host"
        : dial + failure;
  }

  /** Why there is no answer to a request. */
  static String asking(ContainerCall.Http call, Exception failure) {
    String get = "Get \"" + call.url() + "\": ";
    return failure instanceof ConnectionClosedException
        ? get + "EOF"
        : get + String.valueOf(failure.getMessage());
  }
}
