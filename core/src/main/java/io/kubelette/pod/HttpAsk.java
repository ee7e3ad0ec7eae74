package io.kubelette.pod;

import io.kubelette.pod.AnswerReader.Answer;
import io.kubelette.pod.ContainerCall.Endpoint;
import io.kubelette.pod.ContainerCall.Header;
import io.kubelette.pod.ContainerCall.Http;
import io.kubelette.pod.ReactorCalls.Dial;
import io.kubelette.pod.ReactorCalls.Speech;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.support.BasicClientExchangeHandler;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.hc.core5.reactor.IOSession;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request of a probe or a hook, with its redirects within the same host.
 *
 * <p>Owned by the thread of its connection.
 */
final class HttpAsk implements Asking.Connected, FutureCallback<Answer> {

  /** JSSE has one class for much that goes wrong, and these words for what is no TLS at all. */
  private static final Set<String> NO_TLS =
      Set.of(
          "Unrecognized SSL message, plaintext connection?",
          "Unsupported or unrecognized SSL message");

  /** Of the Kubernetes whose behaviour this is. */
  private static final String VERSION = "1.35";

  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final Asking asking;
  private final NetworkCalls.Purpose purpose;
  private final Http first;
  private Http call;
  private int hops;

  HttpAsk(Asking asking, NetworkCalls.Purpose purpose, Http call) {
    this.asking = asking;
    this.purpose = purpose;
    this.first = call;
    this.call = call;
  }

  void begin() {
    asking.dial(new Dial(call.endpoint(), call.tls() ? Speech.HTTPS : Speech.HTTP), this);
  }

  @Override
  public void connected(IOSession session) {
    Asking.send(
        session,
        new BasicClientExchangeHandler<>(
            new BasicRequestProducer(request(), null),
            new AnswerReader(asking.config().answerLimit()),
            this));
  }

  @Override
  public void failed(Exception failure) {
    boolean spokeNoTls = call.tls() && isNoTls(failure);
    if (spokeNoTls && purpose == NetworkCalls.Purpose.HOOK) {
      call = call.withoutTls();
      begin();
      return;
    }
    if (spokeNoTls) {
      String why = "http: server gave HTTP response to HTTPS client";
      asking.answer(ProbeAnswer.failure("Get \"" + call.url() + "\": " + why));
      return;
    }
    boolean unconnected = failure instanceof java.net.SocketException;
    String why =
        unconnected || failure instanceof java.net.UnknownHostException
            ? "Get \"" + call.url() + "\": " + NetworkWords.dialling(call.endpoint(), failure)
            : NetworkWords.asking(call, failure);
    asking.answer(ProbeAnswer.failure(why));
  }

  private static boolean isNoTls(Exception failure) {
    return failure instanceof SSLException && NO_TLS.contains(String.valueOf(failure.getMessage()));
  }

  @Override
  public void cancelled() {
    asking.answer(ProbeAnswer.failure(NetworkWords.asking(call, new java.io.EOFException("EOF"))));
  }

  private BasicHttpRequest request() {
    BasicHttpRequest request = new BasicHttpRequest("GET", call.path());
    request.setAuthority(new URIAuthority(call.endpoint().host(), call.endpoint().port()));
    for (Header header : call.headers()) {
      request.addHeader(header.name(), header.value());
    }
    if (!request.containsHeader("User-Agent")) {
      boolean probe = purpose == NetworkCalls.Purpose.PROBE;
      request.addHeader("User-Agent", (probe ? "kube-probe/" : "kube-lifecycle/") + VERSION);
    }
    if (!request.containsHeader("Accept")) {
      request.addHeader("Accept", "*/*");
    }
    request.setHeader("Connection", "close");
    return request;
  }

  @Override
  public void completed(Answer answer) {
    String location = answer.header("Location");
    if (REDIRECTS.contains(answer.head().getCode()) && location != null && follows(location)) {
      return;
    }
    asking.answer(purpose == NetworkCalls.Purpose.PROBE ? verdict(answer) : told());
  }

  private boolean follows(String location) {
    Http next = resolve(location);
    if (next == null || !next.endpoint().host().equals(first.endpoint().host())) {
      return false;
    }
    hops++;
    call = next;
    if (hops >= asking.config().redirects()) {
      String stopped = "stopped after " + asking.config().redirects() + " redirects";
      asking.answer(ProbeAnswer.failure("Get \"" + call.url() + "\": " + stopped));
    } else {
      begin();
    }
    return true;
  }

  private @Nullable Http resolve(String location) {
    try {
      URI target = new URI(call.url()).resolve(new URI(location));
      boolean tls = "https".equalsIgnoreCase(target.getScheme());
      if (target.getHost() == null) {
        return null;
      }
      int port = target.getPort() >= 0 ? target.getPort() : tls ? 443 : 80;
      String path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
      String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
      return new Http(tls, new Endpoint(target.getHost(), port), path + query, call.headers());
    } catch (URISyntaxException | IllegalArgumentException malformed) {
      return null;
    }
  }

  private static ProbeAnswer verdict(Answer answer) {
    int code = answer.head().getCode();
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    if (code < 200 || code >= 400) {
      return ProbeAnswer.failure("HTTP probe failed with statuscode: " + code);
    }
    return code < 300
        ? ProbeAnswer.success(body)
        : new ProbeAnswer(
            ProbeAnswer.Kind.WARNING, "Probe terminated redirects, Response body: " + body);
  }

  private ProbeAnswer told() {
    return first.tls() && !call.tls() && hops == 0
        ? new ProbeAnswer(
            ProbeAnswer.Kind.WARNING,
            "request to HTTPS lifecycle hook "
                + first.endpoint()
                + " got HTTP response, retry with HTTP succeeded")
        : ProbeAnswer.success("");
  }
}
