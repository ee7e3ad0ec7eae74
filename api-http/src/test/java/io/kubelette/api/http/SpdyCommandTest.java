package io.kubelette.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.api.ApiException;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpdyCommandTest {

  @Test
  void theFirstProtocolThatBothSpeakIsTaken() {
    SpdyCommand.Upgrade upgrade =
        SpdyCommand.upgrade(request("v4.channel.k8s.io, v5.channel.k8s.io", "stdin", "stdout"));
    assertThat(upgrade.protocol()).isEqualTo("v5.channel.k8s.io");
    assertThat(upgrade.streams()).containsExactlyInAnyOrder("error", "stdin", "stdout");
  }

  @Test
  void aTerminalHasSizesAndNoStandardErrorOfItsOwn() {
    SpdyCommand.Upgrade upgrade =
        SpdyCommand.upgrade(request("v4.channel.k8s.io", "tty", "stdout", "stderr"));
    assertThat(upgrade.streams()).containsExactlyInAnyOrder("error", "stdout", "resize");
  }

  @Test
  void aClientWhoSpeaksNoneIsRefusedBeforeItsCommandBegins() {
    assertThatThrownBy(() -> SpdyCommand.upgrade(request("channel.k8s.io", "stdout")))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("unable to upgrade");
  }

  private static Request request(String protocols, String... flags) {
    Map<String, List<String>> given = new HashMap<>();
    for (String flag : flags) {
      given.put(flag, List.of("true"));
    }
    DefaultHttpHeaders headers = new DefaultHttpHeaders();
    headers.add("X-Stream-Protocol-Version", protocols);
    return new Request(HttpMethod.POST, "/exec", new Parameters(given), headers, new byte[0]);
  }
}
