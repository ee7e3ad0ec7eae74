package io.kubelette.proxy.nio;

/**
 * What a proxy has done so far, over all its loops; a little late while traffic flows.
 *
 * @param accepted TCP connections taken from clients
 * @param open of these, the ones that have not ended
 * @param dialFailures attempts at an endpoint that were refused or timed out
 * @param unserved connections that ended because no endpoint answered
 * @param bytesUp bytes read from TCP clients
 * @param bytesDown bytes read from TCP endpoints
 * @param datagramsUp datagrams sent to endpoints
 * @param datagramsDown datagrams sent to clients
 * @param datagramsDropped datagrams that no socket could take
 * @param acceptPauses how often accepting paused for want of descriptors
 */
public record ProxyCounters(
    long accepted,
    long open,
    long dialFailures,
    long unserved,
    long bytesUp,
    long bytesDown,
    long datagramsUp,
    long datagramsDown,
    long datagramsDropped,
    long acceptPauses) {

  static final ProxyCounters ZERO = new ProxyCounters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  ProxyCounters plus(LoopCounters loop) {
    return new ProxyCounters(
        accepted + loop.accepted,
        open + loop.accepted - loop.ended,
        dialFailures + loop.dialFailures,
        unserved + loop.unserved,
        bytesUp + loop.bytesUp,
        bytesDown + loop.bytesDown,
        datagramsUp + loop.datagramsUp,
        datagramsDown + loop.datagramsDown,
        datagramsDropped + loop.datagramsDropped,
        acceptPauses + loop.acceptPauses);
  }
}
