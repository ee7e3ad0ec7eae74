package io.kubelette.kubectl;

import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.fake.FakeRuntime;

/** The fake runtime, with a busybox of Java. */
final class FakeGround implements Ground {

  private static final String IMAGE = "busybox:1";

  @Override
  public ContainerRuntime runtime() {
    FakeBusybox busybox = new FakeBusybox();
    FakeRuntime runtime = FakeRuntime.create().image(IMAGE, busybox);
    FakeBusybox.APPLETS.forEach(applet -> runtime.command(applet, busybox));
    return runtime;
  }

  @Override
  public String image() {
    return IMAGE;
  }
}
