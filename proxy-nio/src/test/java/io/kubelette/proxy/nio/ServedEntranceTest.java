package io.kubelette.proxy.nio;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.BindException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class ServedEntranceTest {

  @Test
  void aLowPortThatCannotBeBoundIsSaidWithWhatToDo() {
    BindException denied = new BindException("Permission denied");
    assertThat(ServedEntrance.reason(new InetSocketAddress("127.0.0.1", 80), denied))
        .startsWith("cannot be bound: Permission denied")
        .contains("take a higher one");
    assertThat(ServedEntrance.reason(new InetSocketAddress("127.0.0.1", 1024), denied))
        .isEqualTo("cannot be bound: Permission denied");
  }
}
