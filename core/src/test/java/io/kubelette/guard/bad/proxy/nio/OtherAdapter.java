package io.kubelette.guard.bad.proxy.nio;

import io.kubelette.guard.bad.runtime.fake.Adapter;

/** Imports another adapter. */
final class OtherAdapter {
  Adapter forbidden = new Adapter();
}
