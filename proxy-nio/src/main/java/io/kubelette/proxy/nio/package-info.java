/**
 * The service proxy on java.nio: selector loops that carry TCP and UDP with neither locks nor
 * allocation on the way of the bytes.
 *
 * <pre>
 *   NioServiceProxy ── ProxiedPort (one per route) ── TcpListener / UdpListener      control
 *   ─────────────────────────────────────────────────────────────────────────────────────────
 *   ProxyLoop: TcpAcceptor ─► Dialer ─► TcpSession = two Legs and two HalfPipes      each loop
 *              UdpSocket ─► UdpFlow
 * </pre>
 *
 * <p>Threads: each {@code ProxyLoop} owns one thread ({@code kubelette-proxy-0} and so on) and all
 * channels registered with it; both halves of a connection live on one loop. Control state is
 * guarded by the lock of {@code NioServiceProxy}. What loops share is volatile or atomic: {@code
 * Backends}, {@code Backend} and its ejection.
 *
 * <p>May import: io.kubelette.service, io.kubelette.loop.
 */
@NullMarked
package io.kubelette.proxy.nio;

import org.jspecify.annotations.NullMarked;
