package io.kubelette.runtime;

import io.kubelette.model.NodeSystemInfo;
import io.kubelette.model.NodeSystemInfoBuilder;
import io.kubelette.model.Quantity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the machine from the JDK's management beans, which know the control group's limits, and
 * from the files of Linux where they are there.
 *
 * <p>Thread-safe because it holds no state.
 */
record LocalMachine(MachineFiles files, Path storage) implements Machine {

  /** An address of documentation: routes to it show the way out, and nothing is ever sent there. */
  private static final InetSocketAddress OUTSIDE = new InetSocketAddress("192.0.2.1", 9);

  private static final String HUGEPAGES = "/sys/kernel/mm/hugepages";

  @Override
  public MachineFacts facts() {
    OperatingSystemMXBean bean = ManagementFactory.getOperatingSystemMXBean();
    String hostname = hostname();
    return new MachineFacts(
        hostname,
        internalIp(),
        Quantity.of(bean.getAvailableProcessors()),
        Quantity.bytes(memoryBytes(bean)),
        Quantity.bytes(space(FileStore::getTotalSpace).orElse(0L)),
        hugepages(),
        pids(Cgroup.read(files)).orElse(0L),
        system(bean));
  }

  @Override
  public PressureSignals pressure() {
    Cgroup group = Cgroup.read(files);
    return new PressureSignals(
        least(
                files
                    .text("/proc/meminfo")
                    .flatMap(text -> ProcTexts.meminfoBytes(text, "MemAvailable")),
                group.memoryAvailable())
            .map(Quantity::bytes)
            .orElse(null),
        space(FileStore::getUsableSpace).map(Quantity::bytes).orElse(null),
        pidsAvailable(group));
  }

  private NodeSystemInfo system(OperatingSystemMXBean bean) {
    String machineId = files.firstText("/etc/machine-id", "/var/lib/dbus/machine-id").orElse("");
    String systemUuid =
        files.firstText("/sys/class/dmi/id/product_uuid", "/etc/machine-id").orElse(machineId);
    return NodeSystemInfoBuilder.builder()
        .machineID(machineId)
        .systemUUID(systemUuid)
        .bootID(files.text("/proc/sys/kernel/random/boot_id").orElse(""))
        .kernelVersion(bean.getVersion())
        .osImage(
            files
                .firstText("/etc/os-release", "/usr/lib/os-release")
                .flatMap(ProcTexts::prettyName)
                .orElseGet(() -> bean.getName() + " " + bean.getVersion()))
        .operatingSystem(Platform.operatingSystem(bean.getName()))
        .architecture(Platform.architecture(bean.getArch()))
        .build();
  }

  private static long memoryBytes(OperatingSystemMXBean bean) {
    return bean instanceof com.sun.management.OperatingSystemMXBean machine
        ? machine.getTotalMemorySize()
        : Runtime.getRuntime().maxMemory();
  }

  private String hostname() {
    return files
        .firstText("/proc/sys/kernel/hostname", "/etc/hostname")
        .orElseGet(
            () -> {
              try {
                return InetAddress.getLocalHost().getHostName();
              } catch (UnknownHostException nameless) {
                return "localhost";
              }
            });
  }

  private static InetAddress internalIp() {
    try (DatagramSocket route = new DatagramSocket()) {
      route.connect(OUTSIDE);
      InetAddress source = route.getLocalAddress();
      return source.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : source;
    } catch (SocketException | UncheckedIOException noRoute) {
      return InetAddress.getLoopbackAddress();
    }
  }

  private Map<String, Quantity> hugepages() {
    Map<String, Quantity> sizes = new TreeMap<>();
    for (String folder : files.names(HUGEPAGES)) {
      Optional<Long> size = ProcTexts.hugepageBytes(folder);
      Optional<Long> count = files.number(HUGEPAGES + "/" + folder + "/nr_hugepages");
      if (size.isPresent() && count.isPresent()) {
        Quantity all = Quantity.bytes(size.get() * count.get());
        sizes.put("hugepages-" + Quantity.bytes(size.get()), all);
      }
    }
    return sizes;
  }

  private Optional<Long> pids(Cgroup group) {
    return least(
        files.number("/proc/sys/kernel/pid_max"),
        least(files.number("/proc/sys/kernel/threads-max"), group.pidsMax()));
  }

  private @Nullable Long pidsAvailable(Cgroup group) {
    Optional<Long> machine =
        pids(Cgroup.NONE)
            .flatMap(max -> left(max, files.text("/proc/loadavg").flatMap(ProcTexts::tasks)));
    Optional<Long> own = group.pidsMax().flatMap(max -> left(max, group.pidsCurrent()));
    return least(machine, own).orElse(null);
  }

  private static Optional<Long> left(long max, Optional<Long> used) {
    return used.map(count -> Math.max(0, max - count));
  }

  private static Optional<Long> least(Optional<Long> one, Optional<Long> other) {
    return Stream.concat(one.stream(), other.stream()).min(Long::compare);
  }

  private Optional<Long> space(Measure measure) {
    Path place = storage.toAbsolutePath();
    while (!Files.exists(place) && place.getParent() != null) {
      place = place.getParent();
    }
    try {
      return Optional.of(measure.of(Files.getFileStore(place)));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /** One of the sizes of a file system. */
  private interface Measure {
    long of(FileStore store) throws IOException;
  }
}
