package io.kubelette.proxy.nio;

import io.kubelette.service.ServiceProxy;
import io.kubelette.service.ServiceProxyContract;

/** One listening socket, whose loop hands connections over. */
class SharedAcceptorTest extends ServiceProxyContract {

  @Override
  protected ServiceProxy newProxy() {
    return NioServiceProxy.create(
        NioProxyConfig.defaults().withLoops(3).withAccepting(NioProxyConfig.Accepting.SHARED));
  }
}
