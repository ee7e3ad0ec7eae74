package io.kubelette.proxy.nio;

import io.kubelette.service.ServiceProxy;
import io.kubelette.service.ServiceProxyContract;

/** One listening socket for each loop. */
class NioServiceProxyTest extends ServiceProxyContract {

  @Override
  protected ServiceProxy newProxy() {
    return NioServiceProxy.create(NioProxyConfig.defaults().withLoops(3));
  }
}
