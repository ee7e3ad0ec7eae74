package io.kubelette.benchmarks.engines;

import io.kubelette.model.Quantity;
import io.kubelette.runtime.Machine;
import io.kubelette.runtime.MachineFacts;
import io.kubelette.runtime.PressureSignals;
import java.nio.file.Path;

/**
 * This machine, if it had processors enough for many pods that ask for one each: only then do they
 * weigh in the kernel's scheduler what {@code docker run} gives.
 */
record ManyProcessors(Machine local) implements Machine {

  static ManyProcessors here() {
    return new ManyProcessors(Machine.local(Path.of("/tmp")));
  }

  @Override
  public MachineFacts facts() {
    MachineFacts facts = local.facts();
    return new MachineFacts(
        facts.hostname(),
        facts.internalIp(),
        Quantity.parse("64"),
        facts.memory(),
        facts.ephemeralStorage(),
        facts.hugepages(),
        facts.pids(),
        facts.system());
  }

  @Override
  public PressureSignals pressure() {
    return local.pressure();
  }
}
