package io.kubelette.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.kubelette.api.DeleteOptions;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTest {

  @Test
  void aGracePeriodIsWhatTheQuerySays() {
    assertThat(grace("30")).isEqualTo(Duration.ofSeconds(30));
    assertThat(grace("0")).isZero();
  }

  @Test
  void aGracePeriodWithoutEndStaysATime() {
    assertThat(grace(Long.toString(Long.MAX_VALUE)))
        .isEqualTo(Duration.ofSeconds(Integer.MAX_VALUE));
  }

  private static Duration grace(String seconds) {
    Parameters given = new Parameters(Map.of("gracePeriodSeconds", List.of(seconds)));
    Request request =
        new Request(HttpMethod.DELETE, "/", given, new DefaultHttpHeaders(), new byte[0]);
    DeleteOptions options = Options.delete(request, MissingNode.getInstance());
    return options.gracePeriod().orElseThrow();
  }
}
