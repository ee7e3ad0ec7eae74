package io.kubelette.runtime.fake;

import io.kubelette.runtime.ContainerSpec;
import io.kubelette.runtime.PodIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of a program on its thread.
 *
 * <pre>
 *   RUNNING ── terminate ──► STOPPING ── program ends, halt ──► OVER
 *      └────────────── program ends, halt ─────────────────────►┘
 * </pre>
 *
 * <p>Thread-safe: the stage and what hangs on it are guarded by {@code this}; no foreign code runs
 * under that monitor.
 */
final class ProgramRun implements RunningContainer {

  private enum Stage {
    RUNNING,
    STOPPING,
    OVER
  }

  private static final int BACKLOG = 1024;

  /**
   * What a program sees of the world.
   *
   * @param container whose program it is, or in which a command runs
   * @param belongings what that container has
   * @param args the words that it is started with
   * @param in what it reads
   * @param out what it writes
   * @param err what it complains
   */
  record Scene(
      EngineContainer container,
      Belongings belongings,
      List<String> args,
      InputStream in,
      OutputStream out,
      OutputStream err) {}

  private final Program program;
  private final Scene scene;
  private final ContainerSpec spec;
  private final EngineSandbox sandbox;
  private final IntConsumer onExit;
  private final ThreadFactory threads;
  private final Resources resources = new Resources();
  private final PrintStream out;
  private final PrintStream err;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final List<Runnable> stopActions = new ArrayList<>(1);
  private @Nullable Thread thread;
  private Stage stage = Stage.RUNNING;
  private boolean handlesStop;

  ProgramRun(Program program, Scene scene, ThreadFactory threads, IntConsumer onExit) {
    this.program = program;
    this.scene = scene;
    this.spec = scene.container().spec();
    this.sandbox = scene.container().sandbox;
    this.out = new PrintStream(scene.out(), true, StandardCharsets.UTF_8);
    this.err = new PrintStream(scene.err(), true, StandardCharsets.UTF_8);
    this.threads = threads;
    this.onExit = onExit;
  }

  synchronized void start() {
    thread = threads.newThread(this::run);
    thread.start();
  }

  /** SIGTERM: the program's own handling, or the default one. */
  void terminate() {
    List<Runnable> actions;
    synchronized (this) {
      if (stage != Stage.RUNNING) {
        return;
      }
      stage = Stage.STOPPING;
      stop.countDown();
      actions = handlesStop ? List.copyOf(stopActions) : List.of(resources::closeOpen);
      if (!handlesStop && thread != null) {
        thread.interrupt();
      }
    }
    actions.forEach(this::handle);
  }

  /** SIGKILL: takes everything from the program; what becomes of its thread does not matter. */
  void halt() {
    synchronized (this) {
      stage = Stage.OVER;
      stop.countDown();
      if (thread != null) {
        thread.interrupt();
      }
    }
    resources.close();
  }

  /** Waits for the end of the thread; false if it has not ended by then. */
  boolean awaitEnd(Duration atMost) throws InterruptedException {
    return ended.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void run() {
    Thread.currentThread().setName("kubelette-fake-" + pod().name() + "-" + name());
    int code;
    try {
      code = program.run(this) & 0xFF;
    } catch (Throwable failure) {
      code = codeOf(failure);
    }
    try {
      resources.close();
      out.flush();
      err.flush();
      synchronized (this) {
        stage = Stage.OVER;
      }
      onExit.accept(code);
    } finally {
      ended.countDown();
    }
  }

  private int codeOf(Throwable failure) {
    boolean stopped = failure instanceof InterruptedException || failure instanceof IOException;
    if (stop.getCount() == 0 && (stopped || failure instanceof UncheckedIOException)) {
      return Exits.TERMINATED;
    }
    failure.printStackTrace(err);
    return 1;
  }

  private void handle(Runnable action) {
    threads
        .newThread(
            () -> {
              try {
                action.run();
              } catch (RuntimeException | Error failure) {
                failure.printStackTrace(err);
              }
            })
        .start();
  }

  private synchronized void handlesStopItself() {
    handlesStop = true;
  }

  @Override
  public PodIdentity pod() {
    return spec.pod();
  }

  @Override
  public String name() {
    return spec.name();
  }

  @Override
  public int attempt() {
    return spec.attempt();
  }

  @Override
  public List<String> args() {
    return scene.args();
  }

  @Override
  public Map<String, String> env() {
    return spec.env();
  }

  @Override
  public String hostname() {
    return sandbox.hostname;
  }

  @Override
  public InetAddress address() {
    try {
      return InetAddress.getByName(sandbox.address.text());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  @Override
  public PrintStream out() {
    return out;
  }

  @Override
  public PrintStream err() {
    return err;
  }

  @Override
  public InputStream in() {
    return scene.in();
  }

  @Override
  public Path path(String inContainer) {
    return scene.belongings().files.path(inContainer);
  }

  @Override
  public Path writable(String inContainer) {
    return scene.belongings().files.writable(inContainer);
  }

  @Override
  public ServerSocket listen(int port) throws IOException {
    ServerSocket socket = resources.add(new Resources.Listener(resources));
    try {
      socket.bind(new InetSocketAddress(address(), port), BACKLOG);
      return socket;
    } catch (IOException failure) {
      socket.close();
      throw cannotBind(port, failure);
    }
  }

  @Override
  public DatagramSocket listenUdp(int port) throws IOException {
    try {
      return resources.add(new DatagramSocket(port, address()));
    } catch (SocketException failure) {
      throw cannotBind(port, failure);
    }
  }

  private IOException cannotBind(int port, IOException failure) {
    String hint =
        port > 0 && port < 1024
            ? "; ports below 1024 may need a privilege that this process lacks: take a higher one"
            : "";
    return new IOException(
        "cannot bind port %d of %s: %s%s"
            .formatted(port, sandbox.address.text(), failure.getMessage(), hint),
        failure);
  }

  @Override
  public <T extends AutoCloseable> T closeAtEnd(T resource) {
    return resources.add(resource);
  }

  @Override
  public boolean isStopping() {
    return stop.getCount() == 0;
  }

  @Override
  public void awaitStop() throws InterruptedException {
    handlesStopItself();
    stop.await();
  }

  @Override
  public boolean awaitStop(Duration atMost) throws InterruptedException {
    handlesStopItself();
    return stop.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void onStop(Runnable action) {
    synchronized (this) {
      handlesStop = true;
      if (stage == Stage.RUNNING) {
        stopActions.add(action);
        return;
      }
    }
    handle(action);
  }
}
