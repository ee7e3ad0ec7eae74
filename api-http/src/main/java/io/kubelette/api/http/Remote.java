package io.kubelette.api.http;

import java.io.OutputStream;

/** The client of a command, in whichever protocol it speaks. Thread-safe. */
interface Remote {

  /** Where the command's standard output goes. */
  OutputStream out();

  /** Where its standard error goes. */
  OutputStream err();

  /** Tells how it ended, as a Status in JSON, and says good-bye. */
  void finish(byte[] status);
}
