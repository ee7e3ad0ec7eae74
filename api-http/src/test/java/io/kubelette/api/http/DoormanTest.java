package io.kubelette.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.api.Access;
import io.kubelette.api.ApiException;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DoormanTest {

  private static final Client VIEWER = new Client("viewer", Access.READ_ONLY);

  private final Doorman local = new Doorman(Map.of(), true);
  private final Doorman strict = new Doorman(Map.of("sesame", VIEWER), false);

  @Test
  void programsOnThisMachineComeIn() {
    assertThat(admit(local, "Host", "127.0.0.1:8001")).isEqualTo(Client.LOCAL);
    assertThat(admit(local, "Host", "localhost")).isEqualTo(Client.LOCAL);
    assertThat(admit(local, "Host", "[::1]:8001")).isEqualTo(Client.LOCAL);
    assertThat(admit(local, "Host", "web.localhost:8001")).isEqualTo(Client.LOCAL);
  }

  @Test
  void aNameThatWasMadeToPointHereIsRefused() {
    assertRefused(ApiException.Kind.FORBIDDEN, () -> admit(local, "Host", "evil.example:8001"));
  }

  @Test
  void aWebPageFromElsewhereIsRefused() {
    assertRefused(
        ApiException.Kind.FORBIDDEN,
        () -> admit(local, "Host", "localhost:1", "Origin", "https://evil.example"));
    assertRefused(
        ApiException.Kind.FORBIDDEN, () -> admit(local, "Host", "localhost:1", "Origin", "null"));
    assertThat(admit(local, "Host", "localhost:1", "Origin", "http://localhost:1"))
        .isEqualTo(Client.LOCAL);
  }

  @Test
  void whereAuthenticationIsAskedForNobodyComesInWithoutIt() {
    assertRefused(ApiException.Kind.UNAUTHORIZED, () -> admit(strict, "Host", "10.0.0.1"));
    assertRefused(
        ApiException.Kind.UNAUTHORIZED,
        () -> admit(strict, "Host", "10.0.0.1", "Authorization", "Bearer wrong"));
    assertThat(admit(strict, "Host", "10.0.0.1", "Authorization", "Bearer sesame"))
        .isEqualTo(VIEWER);
  }

  private static Client admit(Doorman doorman, String... headers) {
    HttpHeaders all = new DefaultHttpHeaders();
    for (int i = 0; i < headers.length; i += 2) {
      all.set(headers[i], headers[i + 1]);
    }
    return doorman.admit(new EmbeddedChannel(), all);
  }

  private static void assertRefused(ApiException.Kind kind, Runnable attempt) {
    assertThatThrownBy(attempt::run)
        .isInstanceOfSatisfying(
            ApiException.class, refused -> assertThat(refused.kind()).isEqualTo(kind));
  }
}
