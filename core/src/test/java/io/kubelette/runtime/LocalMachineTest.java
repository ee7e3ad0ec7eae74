package io.kubelette.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.model.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalMachineTest {

  private static final long MIB = 1024 * 1024;

  @TempDir Path root;

  @Test
  void describesALinuxMachineByItsFiles() throws IOException {
    file("/etc/machine-id", "3d1219c7c4c5404aaa1f6d2a48adfda4\n");
    file("/sys/class/dmi/id/product_uuid", "8f8f5c2e-0000-4000-8000-0123456789ab\n");
    file("/proc/sys/kernel/random/boot_id", "10c2077e-9bca-49e1-a73c-54533beb3355\n");
    file("/etc/os-release", "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n");
    file("/proc/sys/kernel/hostname", "build-7\n");
    file("/proc/sys/kernel/pid_max", "32768\n");
    file("/proc/sys/kernel/threads-max", "192730\n");
    file("/sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages", "3\n");
    file("/sys/kernel/mm/hugepages/hugepages-1048576kB/nr_hugepages", "0\n");

    MachineFacts facts = machine().facts();

    assertThat(facts.hostname()).isEqualTo("build-7");
    assertThat(facts.pids()).isEqualTo(32768);
    assertThat(facts.hugepages())
        .isEqualTo(Map.of("hugepages-2Mi", Quantity.parse("6Mi"), "hugepages-1Gi", Quantity.ZERO));
    assertThat(facts.system().machineID()).isEqualTo("3d1219c7c4c5404aaa1f6d2a48adfda4");
    assertThat(facts.system().systemUUID()).isEqualTo("8f8f5c2e-0000-4000-8000-0123456789ab");
    assertThat(facts.system().bootID()).isEqualTo("10c2077e-9bca-49e1-a73c-54533beb3355");
    assertThat(facts.system().osImage()).isEqualTo("Debian GNU/Linux 12 (bookworm)");
  }

  @Test
  void describesAMachineWithoutAnyOfTheseFiles() {
    MachineFacts facts = machine().facts();
    PressureSignals signals = machine().pressure();

    assertThat(facts.hostname()).isNotEmpty();
    assertThat(facts.internalIp().isAnyLocalAddress()).isFalse();
    assertThat(facts.cpu().signum()).isPositive();
    assertThat(facts.memory().signum()).isPositive();
    assertThat(facts.ephemeralStorage().signum()).isPositive();
    assertThat(facts.pids()).isZero();
    assertThat(facts.hugepages()).isEmpty();
    assertThat(facts.system().machineID()).isEmpty();
    assertThat(facts.system().bootID()).isEmpty();
    assertThat(facts.system().osImage()).isNotBlank();
    assertThat(facts.system().kernelVersion()).isNotBlank();
    assertThat(signals.memoryAvailable()).isNull();
    assertThat(signals.pidsAvailable()).isNull();
    assertThat(signals.nodefsAvailable()).isGreaterThan(Quantity.ZERO);
  }

  @Test
  void takesTheMachineIdForTheSystemUuidThatOnlyRootMayRead() throws IOException {
    file("/etc/machine-id", "3d1219c7c4c5404aaa1f6d2a48adfda4");

    assertThat(machine().facts().system().systemUUID())
        .isEqualTo("3d1219c7c4c5404aaa1f6d2a48adfda4");
  }

  @Test
  void countsWhatIsLeftOfTheMachine() throws IOException {
    file("/proc/meminfo", "MemTotal:  4194304 kB\nMemAvailable:  1048576 kB\n");
    file("/proc/loadavg", "0.5 0.5 0.5 1/768 99");
    file("/proc/sys/kernel/pid_max", "32768");

    assertThat(machine().pressure().memoryAvailable()).isEqualTo(Quantity.parse("1Gi"));
    assertThat(machine().pressure().pidsAvailable()).isEqualTo(32000);
  }

  @Test
  void countsWhatTheControlGroupLeavesWhenThatIsLess() throws IOException {
    file("/proc/meminfo", "MemAvailable:  1048576 kB\n");
    file("/proc/loadavg", "0.5 0.5 0.5 1/768 99");
    file("/proc/sys/kernel/pid_max", "32768");
    file("/proc/self/cgroup", "0::/app.slice/job\n");
    file("/sys/fs/cgroup/cgroup.controllers", "memory pids");
    file("/sys/fs/cgroup/app.slice/job/memory.max", "" + 512 * MIB);
    file("/sys/fs/cgroup/app.slice/job/memory.current", "" + 300 * MIB);
    file("/sys/fs/cgroup/app.slice/job/memory.stat", "anon 1\ninactive_file " + 100 * MIB);
    file("/sys/fs/cgroup/app.slice/job/pids.max", "50");
    file("/sys/fs/cgroup/app.slice/job/pids.current", "20");

    assertThat(machine().pressure().memoryAvailable()).isEqualTo(Quantity.bytes(312 * MIB));
    assertThat(machine().pressure().pidsAvailable()).isEqualTo(30);
    assertThat(machine().facts().pids()).isEqualTo(50);
  }

  @Test
  void readsTheControlGroupAtTheTopWhereTheOwnPathIsTheHosts() throws IOException {
    file("/proc/self/cgroup", "0::/kubepods/pod1\n");
    file("/sys/fs/cgroup/cgroup.controllers", "memory pids");
    file("/sys/fs/cgroup/memory.max", "" + 64 * MIB);
    file("/sys/fs/cgroup/memory.current", "" + 65 * MIB);
    file("/sys/fs/cgroup/pids.max", "max");
    file("/sys/fs/cgroup/pids.current", "20");

    assertThat(machine().pressure().memoryAvailable()).isEqualTo(Quantity.ZERO);
    assertThat(machine().pressure().pidsAvailable()).isNull();
  }

  @Test
  void readsTheFirstVersionOfControlGroups() throws IOException {
    file("/proc/self/cgroup", "8:pids:/box\n4:memory:/box\n0::/\n");
    file("/sys/fs/cgroup/memory/box/memory.limit_in_bytes", "" + 512 * MIB);
    file("/sys/fs/cgroup/memory/box/memory.usage_in_bytes", "" + 300 * MIB);
    file("/sys/fs/cgroup/memory/box/memory.stat", "inactive_file 5\ntotal_inactive_file " + MIB);
    file("/sys/fs/cgroup/pids/box/pids.max", "9");
    file("/sys/fs/cgroup/pids/box/pids.current", "7");

    assertThat(machine().pressure().memoryAvailable()).isEqualTo(Quantity.bytes(213 * MIB));
    assertThat(machine().pressure().pidsAvailable()).isEqualTo(2);
  }

  @Test
  void measuresTheFileSystemOfAStorageThatIsNotThereYet() {
    Machine machine = new LocalMachine(MachineFiles.below(root), root.resolve("not/yet/there"));

    assertThat(machine.facts().ephemeralStorage()).isEqualTo(machine().facts().ephemeralStorage());
  }

  @Test
  void describesThisMachine() {
    MachineFacts facts = Machine.local(root).facts();

    assertThat(facts.system().operatingSystem()).matches("[a-z]+");
    assertThat(facts.system().architecture()).matches("[a-z0-9]+");
    assertThat(facts.hostname()).isNotBlank();
  }

  private Machine machine() {
    return new LocalMachine(MachineFiles.below(root), root);
  }

  private void file(String path, String text) throws IOException {
    Path file = root.resolve(path.substring(1));
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
