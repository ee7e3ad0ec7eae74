package io.kubelette.runtime;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the texts in which Linux describes a machine. Pure. */
final class ProcTexts {

  private static final Pattern PRETTY_NAME =
      Pattern.compile("^PRETTY_NAME=([\"']?)(.*?)\\1\\s*$", Pattern.MULTILINE);
  private static final Pattern HUGEPAGES = Pattern.compile("hugepages-(\\d+)kB");

  private ProcTexts() {}

  /** A decimal number that a long holds. */
  static Optional<Long> number(String text) {
    try {
      return Optional.of(Long.parseLong(text.strip()));
    } catch (NumberFormatException word) {
      return Optional.empty();
    }
  }

  /** The name of the system for people, from {@code os-release}. */
  static Optional<String> prettyName(String osRelease) {
    Matcher line = PRETTY_NAME.matcher(osRelease);
    return line.find() && !line.group(2).isEmpty() ? Optional.of(line.group(2)) : Optional.empty();
  }

  /** The bytes of one line of {@code meminfo}, which counts in kB of 1024 bytes. */
  static Optional<Long> meminfoBytes(String meminfo, String key) {
    Matcher line =
        Pattern.compile("^" + Pattern.quote(key) + ":\\s+(\\d{1,15}) kB$", Pattern.MULTILINE)
            .matcher(meminfo);
    return line.find() ? Optional.of(Long.parseLong(line.group(1)) * 1024) : Optional.empty();
  }

  /** One number of a file of {@code key value} lines, such as {@code memory.stat}. */
  static Optional<Long> keyed(String text, String key) {
    return text.lines()
        .filter(line -> line.startsWith(key + " "))
        .findFirst()
        .flatMap(line -> number(line.substring(key.length())));
  }

  /** How many processes and threads exist: the part behind the slash in {@code loadavg}. */
  static Optional<Long> tasks(String loadavg) {
    String[] fields = loadavg.split("[ /]", 6);
    return fields.length < 6 ? Optional.empty() : number(fields[4]);
  }

  /**
   * The path of this process in a hierarchy of control groups, from {@code /proc/self/cgroup}.
   *
   * @param controller empty for the unified hierarchy (version 2)
   */
  static Optional<String> cgroupPath(String cgroup, String controller) {
    for (String line : cgroup.lines().toList()) {
      String[] fields = line.split(":", 3);
      if (fields.length == 3 && List.of(fields[1].split(",", -1)).contains(controller)) {
        return Optional.of(fields[2].equals("/") ? "" : fields[2]);
      }
    }
    return Optional.empty();
  }

  /** The bytes of a page, from the name of its folder in {@code /sys/kernel/mm/hugepages}. */
  static Optional<Long> hugepageBytes(String folder) {
    Matcher name = HUGEPAGES.matcher(folder);
    return name.matches() ? number(name.group(1)).map(kib -> kib * 1024) : Optional.empty();
  }
}
