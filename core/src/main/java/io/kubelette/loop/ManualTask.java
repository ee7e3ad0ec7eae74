package io.kubelette.loop;

import java.util.function.BooleanSupplier;

/** A task on {@link ManualTime}, which runs at most once and only while its owner is open. */
final class ManualTask implements EventLoop.Timer {

  private final Runnable body;
  private final BooleanSupplier ownerOpen;
  private boolean cancelled;

  ManualTask(Runnable body, BooleanSupplier ownerOpen) {
    this.body = body;
    this.ownerOpen = ownerOpen;
  }

  boolean isLive() {
    return !cancelled && ownerOpen.getAsBoolean();
  }

  void run() {
    if (isLive()) {
      cancelled = true;
      body.run();
    }
  }

  @Override
  public void cancel() {
    cancelled = true;
  }
}
