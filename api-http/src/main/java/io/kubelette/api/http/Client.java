package io.kubelette.api.http;

import io.kubelette.api.Access;
import java.util.List;

/**
 * Who asks.
 *
 * @param name as {@code kubectl auth whoami} shows it
 * @param access what it may do
 */
record Client(String name, Access access) {

  /** Whoever reaches a server without authentication, which listens on loopback only. */
  static final Client LOCAL = new Client("system:admin", Access.FULL);

  /** The groups that have its access, as certificates name them. */
  List<String> groups() {
    String role = access == Access.FULL ? Subjects.MASTERS : Subjects.VIEWERS;
    return List.of(role, "system:authenticated");
  }
}
