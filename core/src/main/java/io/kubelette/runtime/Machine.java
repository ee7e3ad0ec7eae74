package io.kubelette.runtime;

import java.nio.file.Path;

/**
 * The machine that a node stands for: what it offers, and how much of it is left.
 *
 * <p>Both methods read files and may block, so event loops do not call them. They do not fail: what
 * this machine does not tell is absent or empty. Both may be called from any thread.
 */
public interface Machine {

  /** What the machine offers; it changes rarely, though limits of a container may be moved. */
  MachineFacts facts();

  /** What is left at this moment. */
  PressureSignals pressure();

  /**
   * The machine on which this program runs, or the container around it: limits of its control group
   * count.
   *
   * @param storage where the node keeps its files, which need not exist yet; the file system there
   *     is the one that is measured
   */
  static Machine local(Path storage) {
    return new LocalMachine(MachineFiles.below(Path.of("/")), storage);
  }
}
