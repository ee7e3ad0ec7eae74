package io.kubelette.proxy.nio;

import io.kubelette.service.ServiceProxy;
import io.kubelette.service.ServiceProxyContract;

/** One loop, and no large buffer for slow readers: everything moves in small steps. */
class ExhaustedPoolTest extends ServiceProxyContract {

  @Override
  protected ServiceProxy newProxy() {
    return NioServiceProxy.create(NioProxyConfig.defaults().withLoops(1).withOverflowBytes(1));
  }
}
