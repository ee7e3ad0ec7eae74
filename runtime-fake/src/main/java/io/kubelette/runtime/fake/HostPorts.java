package io.kubelette.runtime.fake;

import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.PortMapping;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/**
 * The ports of the host that lead into one sandbox: a thread for each listener, and two for each
 * connection. Ports of UDP and SCTP are observed and lead nowhere.
 *
 * <p>Thread-safe because its lists do not change after it is made, and its sockets are.
 */
final class HostPorts implements AutoCloseable {

  private final String podAddress;
  private final ThreadFactory threads;
  private final Resources open = new Resources();
  private final List<PortMapping> published = new ArrayList<>(0);

  private HostPorts(String podAddress, ThreadFactory threads) {
    this.podAddress = podAddress;
    this.threads = threads;
  }

  /** Publishes nothing. */
  static HostPorts none() {
    return new HostPorts("", body -> null);
  }

  /** Publishes all or nothing; {@code TRANSIENT} if one is taken. */
  static HostPorts publish(List<PortMapping> ports, String podAddress, ThreadFactory threads) {
    HostPorts host = new HostPorts(podAddress, threads);
    try {
      for (PortMapping port : ports) {
        host.published.add(port.protocol() == PortMapping.Protocol.TCP ? host.listen(port) : port);
      }
      return host;
    } catch (IOException taken) {
      host.close();
      throw new ContainerRuntimeException(
          Kind.TRANSIENT, "a host port cannot be published: " + taken.getMessage(), taken);
    }
  }

  /** What is published, with the ports that it got. */
  List<PortMapping> published() {
    return published;
  }

  private PortMapping listen(PortMapping port) throws IOException {
    ServerSocket socket = open.add(new Resources.Listener(open));
    InetAddress address = port.hostIp().isEmpty() ? null : InetAddress.getByName(port.hostIp());
    try {
      socket.bind(
          address == null
              ? new InetSocketAddress(port.hostPort())
              : new InetSocketAddress(address, port.hostPort()));
    } catch (IOException failure) {
      throw new IOException(port + ": " + failure.getMessage(), failure);
    }
    threads.newThread(() -> accept(socket, port.containerPort())).start();
    return new PortMapping(
        port.hostIp(), socket.getLocalPort(), port.containerPort(), port.protocol());
  }

  private void accept(ServerSocket socket, int containerPort) {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        threads.newThread(() -> connect(client, containerPort)).start();
      } catch (IOException closedOrOutOfDescriptors) {
        // The next round sees whether it is closed.
      }
    }
  }

  private void connect(Socket client, int containerPort) {
    try (client;
        Socket pod = open.add(new Socket())) {
      pod.connect(new InetSocketAddress(podAddress, containerPort));
      Thread back = threads.newThread(() -> copy(pod, client));
      back.start();
      copy(client, pod);
      back.join();
    } catch (IOException gone) {
      // To whoever connected it looks like a program that is not there, which is what it is.
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      in.transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException broken) {
      // One direction has ended by force: so does the other, when its socket is closed.
    }
  }

  @Override
  public void close() {
    open.close();
  }
}
