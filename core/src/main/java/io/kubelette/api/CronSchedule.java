package io.kubelette.api;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The grammar of the schedules of cron jobs: five fields, or a name such as {@code @hourly}. Pure.
 */
final class CronSchedule {

  private static final Set<String> NAMES =
      Set.of("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly");

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

  /** A field of the schedule, and the names that stand for its numbers from the least on. */
  private record Field(int least, int most, List<String> names) {

    boolean accepts(String text) {
      for (String part : text.split(",", -1)) {
        if (!acceptsRange(part)) {
          return false;
        }
      }
      return true;
    }

    private boolean acceptsRange(String part) {
      String[] step = part.split("/", -1);
      if (step.length > 2 || step.length == 2 && !step[1].matches("[1-9][0-9]{0,3}")) {
        return false;
      }
      if (step[0].equals("*") || step[0].equals("?")) {
        return true;
      }
      String[] ends = step[0].split("-", -1);
      if (ends.length > 2) {
        return false;
      }
      int from = number(ends[0]);
      int to = ends.length == 2 ? number(ends[1]) : from;
      return from >= least && to <= most && from <= to;
    }

    private int number(String text) {
      int name = names.indexOf(text.toLowerCase(Locale.ROOT));
      if (name >= 0) {
        return least + name;
      }
      return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : -1;
    }
  }

  private static final List<Field> FIELDS =
      List.of(
          new Field(0, 59, List.of()),
          new Field(0, 23, List.of()),
          new Field(1, 31, List.of()),
          new Field(1, 12, MONTHS),
          new Field(0, 6, DAYS));

  private CronSchedule() {}

  /** What is wrong with a schedule; nothing if it can be followed. */
  static Optional<String> fault(String schedule) {
    if (NAMES.contains(schedule) || schedule.matches("@every ([0-9.]+(ns|us|ms|s|m|h))+")) {
      return Optional.empty();
    }
    String[] fields = schedule.trim().split("\\s+");
    if (fields.length != FIELDS.size()) {
      return Optional.of(
          "expected exactly 5 fields, found %d: [%s]"
              .formatted(schedule.isBlank() ? 0 : fields.length, String.join(" ", fields)));
    }
    for (int i = 0; i < fields.length; i++) {
      if (!FIELDS.get(i).accepts(fields[i])) {
        return Optional.of("failed to parse %s".formatted(fields[i]));
      }
    }
    return Optional.empty();
  }
}
