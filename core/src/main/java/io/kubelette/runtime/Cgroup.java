package io.kubelette.runtime;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the control group around this program still allows; absent where it sets no limit.
 *
 * <p>Both versions of control groups are read. A group's folder is looked for at the path that the
 * kernel names, and else at the top: inside a container the path is often that of the host, while
 * the mounted tree begins at the container's own group.
 */
record Cgroup(Optional<Long> memoryAvailable, Optional<Long> pidsMax, Optional<Long> pidsCurrent) {

  /** No limits. */
  static final Cgroup NONE = new Cgroup(Optional.empty(), Optional.empty(), Optional.empty());

  static Cgroup read(MachineFiles files) {
    String own = files.text("/proc/self/cgroup").orElse("");
    return files.text("/sys/fs/cgroup/cgroup.controllers").isPresent()
        ? unified(files, ProcTexts.cgroupPath(own, "").orElse(""))
        : legacy(files, own);
  }

  private static Cgroup unified(MachineFiles files, String path) {
    Group group = new Group(files, "/sys/fs/cgroup", path);
    return new Cgroup(
        group.memoryAvailable("memory.max", "memory.current", "inactive_file"),
        group.number("pids.max"),
        group.number("pids.current"));
  }

  private static Cgroup legacy(MachineFiles files, String own) {
    Group memory = Group.legacy(files, own, "memory");
    Group pids = Group.legacy(files, own, "pids");
    return new Cgroup(
        memory.memoryAvailable(
            "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"),
        pids.number("pids.max"),
        pids.number("pids.current"));
  }

  /** One folder of control files. */
  private record Group(MachineFiles files, String top, String path) {

    static Group legacy(MachineFiles files, String own, String controller) {
      return new Group(
          files, "/sys/fs/cgroup/" + controller, ProcTexts.cgroupPath(own, controller).orElse(""));
    }

    /**
     * Limit less working set; the working set is what is used and could not be given up at once.
     */
    Optional<Long> memoryAvailable(String limit, String usage, String inactive) {
      Optional<Long> max = number(limit);
      Optional<Long> used = number(usage);
      if (max.isEmpty() || used.isEmpty()) {
        return Optional.empty();
      }
      long idle = text("memory.stat").flatMap(stat -> ProcTexts.keyed(stat, inactive)).orElse(0L);
      return Optional.of(Math.max(0, max.get() - Math.max(0, used.get() - idle)));
    }

    Optional<Long> number(String file) {
      return text(file).flatMap(ProcTexts::number);
    }

    private Optional<String> text(String file) {
      return Stream.of(path, "")
          .map(group -> files.text(top + group + "/" + file))
          .flatMap(Optional::stream)
          .findFirst();
    }
  }
}
