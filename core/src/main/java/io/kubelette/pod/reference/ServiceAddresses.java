package io.kubelette.pod.reference;

import io.kubelette.model.Service;
import io.kubelette.model.ServicePort;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where containers reach services.
 *
 * <p>Called on the I/O pool, by several threads at once; may block.
 */
@FunctionalInterface
public interface ServiceAddresses {

  /** At the services' own addresses. */
  ServiceAddresses OWN = (service, port) -> Optional.empty();

  /** Where containers reach that port; empty for the service's own address. */
  Optional<InetSocketAddress> of(Service service, ServicePort port);
}
