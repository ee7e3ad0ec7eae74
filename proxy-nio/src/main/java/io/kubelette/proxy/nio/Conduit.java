package io.kubelette.proxy.nio;

import java.io.IOException;
import java.nio.ByteBuffer;

/** One end of a connection, as a {@link HalfPipe} sees it: never blocks. */
interface Conduit {

  /** Reads what is there; 0 when nothing is, -1 when the peer has finished sending. */
  int read(ByteBuffer target) throws IOException;

  /** Writes as much as fits. */
  int write(ByteBuffer source) throws IOException;
}
