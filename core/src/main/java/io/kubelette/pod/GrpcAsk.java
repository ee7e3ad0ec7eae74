package io.kubelette.pod;

import io.kubelette.pod.AnswerReader.Answer;
import io.kubelette.pod.ReactorCalls.Dial;
import io.kubelette.pod.ReactorCalls.Speech;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicClientExchangeHandler;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.hc.core5.reactor.IOSession;

/**
 * A question to the health service of a gRPC server.
 *
 * <p>Owned by the thread of its connection.
 */
final class GrpcAsk implements Asking.Connected, FutureCallback<Answer> {

  private static final String METHOD = "/grpc.health.v1.Health/Check";
  private static final String UNIMPLEMENTED = "12";

  private final Asking asking;
  private final ContainerCall.Grpc call;

  GrpcAsk(Asking asking, ContainerCall.Grpc call) {
    this.asking = asking;
    this.call = call;
  }

  void begin() {
    asking.dial(new Dial(call.endpoint(), Speech.HTTP2), this);
  }

  @Override
  public void connected(IOSession session) {
    BasicHttpRequest request = new BasicHttpRequest("POST", METHOD);
    request.setScheme("http");
    request.setAuthority(new URIAuthority(call.endpoint().host(), call.endpoint().port()));
    request.addHeader("te", "trailers");
    request.addHeader("user-agent", "kube-probe/1.35");
    byte[] message = GrpcHealth.request(call.service());
    Asking.send(
        session,
        new BasicClientExchangeHandler<>(
            new BasicRequestProducer(
                request,
                new BasicAsyncEntityProducer(message, ContentType.create("application/grpc"))),
            new AnswerReader(asking.config().answerLimit()),
            this));
  }

  @Override
  public void completed(Answer answer) {
    String status = answer.trailer("grpc-status");
    if (UNIMPLEMENTED.equals(status)) {
      fail("this server does not implement the grpc health protocol (grpc.health.v1.Health)");
    } else if (status == null || !status.equals("0")) {
      String why = status == null ? "no gRPC answer, HTTP " + answer.head().getCode() : status;
      fail("error: health rpc probe failed: code " + why + ", " + answer.trailer("grpc-message"));
    } else {
      String health = GrpcHealth.status(answer.body());
      if (health.equals(GrpcHealth.SERVING)) {
        asking.answer(ProbeAnswer.success("service healthy"));
      } else {
        fail("service unhealthy (responded with \"" + health + "\")");
      }
    }
  }

  @Override
  public void failed(Exception failure) {
    fail(
        "error: failed to connect service \"%s\": %s"
            .formatted(call.endpoint(), NetworkWords.dialling(call.endpoint(), failure)));
  }

  @Override
  public void cancelled() {
    fail("error: the connection to \"" + call.endpoint() + "\" was closed");
  }

  private void fail(String why) {
    asking.answer(ProbeAnswer.failure(why));
  }
}
