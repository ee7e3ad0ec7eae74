package io.kubelette.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.api.Access;
import io.kubelette.api.ApiConfig;
import io.kubelette.api.ApiServer;
import io.kubelette.store.MemoryStore;
import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SecurityTest {

  private final MemoryStore store = MemoryStore.create();
  private final ApiHttpServer server =
      ApiHttpServer.over(ApiServer.over(store, ApiConfig.defaults()))
          .security(
              Security.selfSigned("127.0.0.1")
                  .withToken("full", Access.FULL)
                  .withToken("look", Access.READ_ONLY))
          .address(new InetSocketAddress("0.0.0.0", 0))
          .start();

  @AfterEach
  void close() {
    server.close();
    store.close();
  }

  @Test
  void whoBearsNoTokenStaysOutside() throws Exception {
    assertThat(send(get("/api/v1/namespaces/default"))).isEqualTo(401);
    assertThat(send(get("/api/v1/namespaces/default").header("Authorization", "Bearer guess")))
        .isEqualTo(401);
  }

  @Test
  void whoMayOnlyLookChangesNothing() throws Exception {
    assertThat(send(get("/api/v1/namespaces/default").header("Authorization", "Bearer look")))
        .isEqualTo(200);
    assertThat(
            send(get("/api/v1/namespaces/default").DELETE().header("Authorization", "Bearer look")))
        .isEqualTo(403);
    String exec = "/api/v1/namespaces/default/pods/web/exec?command=sh&stdout=true";
    assertThat(send(get(exec).header("Authorization", "Bearer look"))).isEqualTo(403);
    assertThat(send(get(exec).header("Authorization", "Bearer full"))).isEqualTo(404);
  }

  @Test
  void aTokenIsTextInTheKubeconfigWhateverItLooksLike() {
    Security digits = Security.none().withToken("0123", Access.FULL);
    assertThat(digits.kubeconfig("http://127.0.0.1:1", Access.FULL))
        .contains("\n    token: \"0123\"\n");
    for (String none : List.of("", "a b", "a\n", "a\"")) {
      assertThatThrownBy(() -> Security.none().withToken(none, Access.FULL))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void theKubeconfigHasAllThatAClientNeeds() {
    assertThat(server.kubeconfig())
        .contains("server: https://127.0.0.1:")
        .contains("certificate-authority-data: ", "client-certificate-data: ", "client-key-data: ");
  }

  /** Without them, the Java clients of Kubernetes cannot read it. */
  @Test
  void theKeyOfAClientTellsItsCurveAndItsPublicKey() {
    Matcher found = Pattern.compile("client-key-data: (\\S+)").matcher(server.kubeconfig());
    assertThat(found.find()).isTrue();
    String pem = new String(Base64.getDecoder().decode(found.group(1)), StandardCharsets.US_ASCII);
    assertThat(pem).startsWith("-----BEGIN EC PRIVATE KEY-----");
    byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", "").strip());
    ECPrivateKey key = ECPrivateKey.getInstance(der);
    assertThat(key.getPublicKey()).isNotNull();
    assertThat(key.getParametersObject()).isEqualTo(SECObjectIdentifiers.secp256r1);
  }

  private HttpRequest.Builder get(String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + path));
  }

  private int send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newBuilder()
        .sslContext(trusting())
        .build()
        .send(request.build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  /** Trusts the authority that the kubeconfig names. */
  private SSLContext trusting() throws Exception {
    Matcher found =
        Pattern.compile("certificate-authority-data: (\\S+)").matcher(server.kubeconfig());
    assertThat(found.find()).isTrue();
    byte[] pem = Base64.getDecoder().decode(found.group(1));
    Certificate authority =
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
    KeyStore keys = KeyStore.getInstance(KeyStore.getDefaultType());
    keys.load(null, null);
    keys.setCertificateEntry("authority", authority);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
