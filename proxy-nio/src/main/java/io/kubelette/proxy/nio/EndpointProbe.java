package io.kubelette.proxy.nio;

import io.kubelette.service.EndpointCheck;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks an endpoint again and again whether it is well, and tells all routes that ask it the same.
 *
 * <pre>
 *   WAITING ── its time comes ──► ASKING ── as expected ──► well ──► WAITING
 *      ▲                             └── refused, another answer, none in time ──► ill ──┐
 *      └─────────────────────────────────────────────────────────────────────────────────┘
 * </pre>
 *
 * <p>Owned by: one proxy loop; {@link #start}, {@link #tell} and {@link #tellNoMore} are posted to
 * it.
 */
final class EndpointProbe implements ChannelHandler {

  private static final Logger LOG = LoggerFactory.getLogger(EndpointProbe.class);
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);

  private final ProxyLoop loop;
  private final InetSocketAddress endpoint;
  private final long every;
  private final byte[] send;
  private final byte[] expect;
  private final WheelTimer timer = new WheelTimer(this::timeHasCome);
  private final Set<Backend> audience = new HashSet<>();
  private @Nullable SocketChannel channel;
  private int matched;
  private boolean ill;
  private boolean ended;

  EndpointProbe(ProxyLoop loop, InetSocketAddress endpoint, EndpointCheck check) {
    this.loop = loop;
    this.endpoint = endpoint;
    this.every = check.every().toNanos();
    this.send = check.send().getBytes(StandardCharsets.UTF_8);
    this.expect = check.expect().getBytes(StandardCharsets.UTF_8);
  }

  /** From any thread. */
  void start() {
    loop.execute(this::ask);
  }

  /** One more route has the endpoint; from any thread. */
  void tell(Backend backend) {
    loop.execute(
        () -> {
          audience.add(backend);
          if (ill) {
            backend.fallsIll(this);
          }
        });
  }

  /**
   * A route that was told has the endpoint no more, and nobody says there any more that it is ill;
   * without anybody to tell, the asking ends for good. From any thread.
   */
  void tellNoMore(Backend backend) {
    loop.execute(
        () -> {
          audience.remove(backend);
          backend.unasked(this);
          if (audience.isEmpty()) {
            ended = true;
            leave();
          }
        });
  }

  @Override
  public void ready(SelectionKey key) {
    SocketChannel asked = channel;
    if (asked == null) {
      return;
    }
    try {
      if (key.isConnectable()) {
        if (asked.finishConnect()) {
          Dialer.refuseItself(asked, endpoint);
          speak(asked, key);
        }
      } else if (key.isReadable()) {
        listen(asked);
      }
    } catch (IOException failure) {
      LOG.debug("endpoint={} fails its check: {}", endpoint, failure.toString());
      answered(false);
    }
  }

  /** What went wrong here is not the endpoint's fault: it is asked again. */
  @Override
  public void abandon() {
    leave();
    if (!ended) {
      loop.setTimer(timer, every);
    }
  }

  private void timeHasCome() {
    if (channel == null) {
      ask();
    } else {
      answered(false);
    }
  }

  private void ask() {
    if (ended) {
      return;
    }
    SocketChannel asking;
    try {
      asking = SocketChannel.open(Channels.family(endpoint));
    } catch (IOException | UnsupportedOperationException exhausted) {
      // No fault of the endpoint's.
      loop.setTimer(timer, every);
      return;
    }
    channel = asking;
    matched = 0;
    try {
      asking.configureBlocking(false);
      boolean connected = asking.connect(endpoint);
      SelectionKey key = asking.register(loop.selector(), SelectionKey.OP_CONNECT, this);
      loop.setTimer(timer, PATIENCE);
      if (connected) {
        speak(asking, key);
      }
    } catch (IOException refused) {
      answered(false);
    }
  }

  private void speak(SocketChannel asked, SelectionKey key) throws IOException {
    ByteBuffer words = ByteBuffer.wrap(send);
    asked.write(words);
    if (words.hasRemaining()) {
      throw new IOException("a fresh connection did not take " + send.length + " bytes");
    }
    if (expect.length == 0) {
      answered(true);
    } else {
      key.interestOps(SelectionKey.OP_READ);
    }
  }

  private void listen(SocketChannel asked) throws IOException {
    ByteBuffer scratch = loop.scratch().clear();
    int count = asked.read(scratch);
    scratch.flip();
    while (scratch.hasRemaining() && matched < expect.length) {
      if (scratch.get() != expect[matched++]) {
        answered(false);
        return;
      }
    }
    if (matched == expect.length) {
      answered(true);
    } else if (count < 0) {
      answered(false);
    }
  }

  private void answered(boolean well) {
    leave();
    if (ill == well) {
      ill = !well;
      LOG.info(
          well ? "endpoint={} is well again" : "endpoint={} fails its check, others are preferred",
          endpoint);
    }
    // Each time: one who asked before, in another way, may have taken it back meanwhile.
    for (Backend backend : audience) {
      if (well) {
        backend.wellAgain(this);
      } else {
        backend.fallsIll(this);
      }
    }
    loop.setTimer(timer, every);
  }

  private void leave() {
    timer.cancel();
    SocketChannel asked = channel;
    if (asked != null) {
      channel = null;
      loop.retire(asked);
    }
  }
}
