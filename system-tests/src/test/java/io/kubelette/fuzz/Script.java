package io.kubelette.fuzz;

import java.nio.charset.StandardCharsets;

/**
 * What one connection sends.
 *
 * @param request the first bytes
 * @param complete whether it is a whole request, which must be answered
 * @param afterUpgrade what is sent if the server changes the protocol
 */
record Script(byte[] request, boolean complete, byte[] afterUpgrade) {

  static final byte[] NOTHING = {};

  @Override
  public String toString() {
    return new String(request, StandardCharsets.ISO_8859_1)
        + (afterUpgrade.length == 0 ? "" : "\n… and " + afterUpgrade.length + " bytes of frames");
  }
}
