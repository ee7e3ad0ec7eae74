package io.kubelette.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class InputPumpTest {

  private static final byte[] MUCH = new byte[300 << 10];

  private final EmbeddedChannel channel = new EmbeddedChannel();

  @Test
  void aFullPumpHaltsTheConnectionUntilItIsEmptied() {
    InputPump pump = pump();
    assertThat(channel.config().isAutoRead()).isFalse();
    drain(pump);
    assertThat(channel.config().isAutoRead()).isTrue();
  }

  @Test
  void aFullPumpHaltsTheConnectionAgainWhenAnotherHadItReadOn() {
    InputPump full = pump();
    drain(pump());
    assertThat(channel.config().isAutoRead()).isTrue();
    full.put(new byte[1]);
    assertThat(channel.config().isAutoRead()).isFalse();
  }

  private InputPump pump() {
    InputPump pump = new InputPump(channel);
    pump.put(MUCH);
    return pump;
  }

  private static void drain(InputPump pump) {
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    pump.into(sink);
    pump.end();
    pump.run();
    assertThat(sink.size()).isEqualTo(MUCH.length);
  }
}
