package io.kubelette.proxy.nio;

import io.kubelette.service.HealthCheck;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One question about the health of a service on this node: the request is read to its end, whatever
 * it is, and answered once.
 *
 * <p>Owned by: its loop.
 */
final class HealthConversation implements ChannelHandler {

  private static final Logger LOG = LoggerFactory.getLogger(HealthConversation.class);
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);
  private static final int REQUEST_LIMIT = 8192;
  private static final int END_OF_HEADERS = 0x0D0A0D0A;

  private final ProxyLoop loop;
  private final SocketChannel client;
  private final HealthCheck check;
  private final WheelTimer timer = new WheelTimer(this::abandon);
  private int lastFour;
  private int length;

  private HealthConversation(ProxyLoop loop, SocketChannel client, HealthCheck check) {
    this.loop = loop;
    this.client = client;
    this.check = check;
  }

  static void begin(ProxyLoop loop, SocketChannel client, HealthCheck check) {
    HealthConversation conversation = new HealthConversation(loop, client, check);
    try {
      client.configureBlocking(false);
      client.register(loop.selector(), SelectionKey.OP_READ, conversation);
      loop.setTimer(conversation.timer, PATIENCE);
    } catch (IOException gone) {
      conversation.abandon();
    }
  }

  @Override
  public void ready(SelectionKey key) {
    ByteBuffer scratch = loop.scratch().clear();
    try {
      int count = client.read(scratch);
      if (count < 0 || length + count > REQUEST_LIMIT) {
        abandon();
        return;
      }
      length += count;
      scratch.flip();
      while (scratch.hasRemaining()) {
        lastFour = lastFour << 8 | scratch.get() & 0xFF;
        if (lastFour == END_OF_HEADERS) {
          client.write(response(check));
          client.shutdownOutput();
          abandon();
          return;
        }
      }
    } catch (IOException gone) {
      LOG.debug("health check of {} ended: {}", check, gone.toString());
      abandon();
    }
  }

  @Override
  public void abandon() {
    timer.cancel();
    loop.retire(client);
  }

  /** As kube-proxy answers. */
  static ByteBuffer response(HealthCheck check) {
    String body =
        """
        {"service":{"namespace":"%s","name":"%s"},"localEndpoints":%d,"serviceProxyHealthy":true}
        """
            .formatted(check.namespace(), check.service(), check.localEndpoints());
    String head =
        """
        HTTP/1.1 %s
        Content-Type: application/json
        X-Content-Type-Options: nosniff
        X-Load-Balancing-Endpoint-Weight: %d
        Content-Length: %d
        Connection: close

        """
            .formatted(
                check.localEndpoints() > 0 ? "200 OK" : "503 Service Unavailable",
                check.localEndpoints(),
                body.length());
    return ByteBuffer.wrap((head.replace("\n", "\r\n") + body).getBytes(StandardCharsets.US_ASCII));
  }
}
