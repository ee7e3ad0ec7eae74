package io.kubelette.api.http;

import io.kubelette.api.Access;

/**
 * Who asks.
 *
 * @param name as {@code kubectl auth whoami} shows it
 * @param access what it may do
 */
record Client(String name, Access access) {

  /** Whoever reaches a server without authentication, which listens on loopback only. */
  static final Client LOCAL = new Client("system:admin", Access.FULL);
}
