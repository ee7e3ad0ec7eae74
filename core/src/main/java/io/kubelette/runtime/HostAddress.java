package io.kubelette.runtime;

import java.net.InetAddress;
import java.util.Optional;

/** The ability to tell at which address of the host its containers reach it. */
@FunctionalInterface
public interface HostAddress {

  /**
   * An address of this machine that containers with a network of their own can connect to, such as
   * the gateway of a bridge; empty where there is none, as with an engine on another machine.
   */
  Optional<InetAddress> hostAddress();
}
