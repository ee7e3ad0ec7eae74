package io.kubelette.runtime.fake;

import io.kubelette.model.NodeSystemInfo;
import io.kubelette.model.NodeSystemInfoBuilder;
import io.kubelette.model.Quantity;
import io.kubelette.runtime.Machine;
import io.kubelette.runtime.MachineFacts;
import io.kubelette.runtime.PressureSignals;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/**
 * A machine that is as large as a test says, and as short of something: with it a node comes under
 * pressure, evicts pods, and turns away what does not fit.
 *
 * <p>It is given to a node beside its runtime. Thread-safe because what is left is one value,
 * changed at once.
 */
public final class FakeMachine implements Machine {

  private static final long PIDS = 32_768;

  private final MachineFacts facts;
  private final PressureSignals plenty;
  private final AtomicReference<PressureSignals> left;

  private FakeMachine(Quantity cpu, Quantity memory, Quantity disk) {
    NodeSystemInfo system =
        NodeSystemInfoBuilder.builder()
            .machineID("")
            .systemUUID("")
            .bootID("")
            .kernelVersion("fake")
            .osImage("fake")
            .operatingSystem("linux")
            .architecture("amd64")
            .build();
    facts =
        new MachineFacts(
            "fake", InetAddress.getLoopbackAddress(), cpu, memory, disk, Map.of(), PIDS, system);
    plenty = new PressureSignals(memory, disk, PIDS);
    left = new AtomicReference<>(plenty);
  }

  /** A machine of 8 processors, 16Gi of memory and 100Gi of disk, all of it unused. */
  public static FakeMachine create() {
    return of("8", "16Gi", "100Gi");
  }

  /**
   * A machine of that size, all of it unused.
   *
   * @param cpu processors, as Kubernetes writes quantities: {@code 4}, {@code 500m}
   * @param memory bytes, likewise: {@code 2Gi}
   * @param disk bytes of the file system that holds the node's files
   */
  public static FakeMachine of(String cpu, String memory, String disk) {
    return new FakeMachine(Quantity.parse(cpu), Quantity.parse(memory), Quantity.parse(disk));
  }

  /** From now on so much memory is left, such as {@code 50Mi}. */
  public FakeMachine leavesMemory(String bytes) {
    Quantity memory = Quantity.parse(bytes);
    return leaves(now -> new PressureSignals(memory, now.nodefsAvailable(), now.pidsAvailable()));
  }

  /** From now on so much disk is left, such as {@code 1Gi}. */
  public FakeMachine leavesDisk(String bytes) {
    Quantity disk = Quantity.parse(bytes);
    return leaves(now -> new PressureSignals(now.memoryAvailable(), disk, now.pidsAvailable()));
  }

  /** From now on so many processes may still be started. */
  public FakeMachine leavesPids(long count) {
    return leaves(now -> new PressureSignals(now.memoryAvailable(), now.nodefsAvailable(), count));
  }

  /** From now on everything is left again. */
  public FakeMachine recovers() {
    return leaves(now -> plenty);
  }

  private FakeMachine leaves(UnaryOperator<PressureSignals> change) {
    left.updateAndGet(change);
    return this;
  }

  @Override
  public MachineFacts facts() {
    return facts;
  }

  @Override
  public PressureSignals pressure() {
    return left.get();
  }
}
