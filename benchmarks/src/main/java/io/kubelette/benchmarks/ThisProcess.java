package io.kubelette.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** What this process uses of the machine. Thread-safe because the JVM's beans are. */
public final class ThisProcess {

  private static final int COLLECTIONS = 4;

  private ThisProcess() {}

  /** Time that all threads of this process have had on a core. */
  public static Duration cpu() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return Duration.ofNanos(system.getProcessCpuTime());
  }

  /** Bytes of the heap that are reachable, as far as some collections can tell. */
  public static long reachableHeap() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** How many threads live. */
  public static int threads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }
}
