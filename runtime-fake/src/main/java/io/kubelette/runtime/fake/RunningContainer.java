package io.kubelette.runtime.fake;

import io.kubelette.runtime.PodIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a {@link Program} sees of its container.
 *
 * <p><b>How a program ends.</b> It returns its exit code. When the container is told to end
 * (SIGTERM), a program that says nothing about it is treated as a process with the default action:
 * what it opened here is closed, its thread is interrupted, and it ends with 143. A program that
 * registers {@link #onStop} or waits in {@link #awaitStop()} decides itself, from its first call of
 * them on: then nothing is closed or interrupted, and it runs until it returns or is killed.
 * SIGKILL ends the container at once with 137, whatever the program does: all it opened here is
 * closed, and its thread, a daemon, is interrupted; a thread that ignores this lives on but belongs
 * to no container.
 *
 * <p>Thread-safe: may be used by all threads of a program.
 */
public interface RunningContainer {

  /** Whose container it is. */
  PodIdentity pod();

  /** The container's name in its pod. */
  String name();

  /** Which container of that name it is, from 0. */
  int attempt();

  /** The command and its arguments, as the pod gives them; an image has none of its own. */
  List<String> args();

  /** The environment that the pod gives. */
  Map<String, String> env();

  /** The pod's host name. */
  String hostname();

  /** The pod's address, which all its containers share. */
  InetAddress address();

  /**
   * Standard input: at its end from the begin, unless the pod asks for stdin or it is a command
   * with input. A read can be interrupted.
   */
  InputStream in();

  /**
   * Where a file of the container is on this machine: in what is mounted there, or else in a
   * temporary folder that the container has for itself. Nothing is made.
   *
   * @param inContainer absolute
   */
  Path path(String inContainer);

  /**
   * The same for a file that shall be written; its folder is made where nothing is mounted.
   *
   * @throws java.nio.file.ReadOnlyFileSystemException if the mount is read only, or the container's
   *     own files are
   */
  Path writable(String inContainer);

  /** Standard output, which ends up in the container's log. */
  PrintStream out();

  /** Standard error, which ends up in the same log, told apart. */
  PrintStream err();

  /**
   * Listens on a TCP port of the pod's address; 0 takes a free one. The socket and what it accepts
   * are closed when the container ends.
   *
   * @throws IOException if the port is taken, or privileged and this process is not
   */
  ServerSocket listen(int port) throws IOException;

  /**
   * Binds a UDP port of the pod's address; 0 takes a free one. The socket is closed when the
   * container ends.
   *
   * @throws IOException if the port is taken, or privileged and this process is not
   */
  DatagramSocket listenUdp(int port) throws IOException;

  /**
   * Has a resource closed when the container ends, at once if it has ended; returns it. The close
   * must not block.
   */
  <T extends AutoCloseable> T closeAtEnd(T resource);

  /** Whether the container was told to end. */
  boolean isStopping();

  /** Waits until the container is told to end; what follows is up to the program. */
  void awaitStop() throws InterruptedException;

  /**
   * Waits until the container is told to end, but no longer than the given time.
   *
   * @return whether it was told to end
   */
  boolean awaitStop(Duration atMost) throws InterruptedException;

  /**
   * Has the action run, on a thread of its own, once the container is told to end; at once if that
   * has happened.
   */
  void onStop(Runnable action);
}
