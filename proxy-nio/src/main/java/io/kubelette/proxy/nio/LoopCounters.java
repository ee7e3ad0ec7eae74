package io.kubelette.proxy.nio;

/**
 * What a loop counts: plain fields that only its thread writes. Others read them late at worst, and
 * never torn on a 64-bit machine.
 */
final class LoopCounters {
  long accepted;
  long ended;
  long dialFailures;
  long unserved;
  long bytesUp;
  long bytesDown;
  long datagramsUp;
  long datagramsDown;
  long datagramsDropped;
  long acceptPauses;
}
