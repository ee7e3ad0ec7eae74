package io.kubelette.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcTextsTest {

  private static final String V1 =
      """
      12:cpu,cpuacct:/user.slice
      5:memory:/docker/0123
      3:pids:/
      0::/unified
      """;

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\", Debian GNU/Linux 12 (bookworm)",
        "PRETTY_NAME='Alpine Linux v3.20', Alpine Linux v3.20",
        "PRETTY_NAME=Plain, Plain",
        "PRETTY_NAME=\"\",",
        "NAME=\"Debian\","
      })
  void readsTheNameOfTheSystem(String line, String expected) {
    assertThat(ProcTexts.prettyName("ID=x\n" + line + "\nHOME_URL=y"))
        .isEqualTo(optional(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "0.01 0.04 0.05 2/138 17509, 138",
    "2.39 1.67 0.82 17/40211 4, 40211",
    "0.01 0.04 0.05,",
    "'',"
  })
  void countsTheTasksOfTheMachine(String loadavg, Long expected) {
    assertThat(ProcTexts.tasks(loadavg)).isEqualTo(optional(expected));
  }

  @Test
  void readsOneLineOfMeminfoInBytes() {
    String meminfo =
        "MemTotal:       24684084 kB\nMemAvailable:   23557228 kB\nHugePages_Total:  0";

    assertThat(ProcTexts.meminfoBytes(meminfo, "MemAvailable")).contains(23557228L * 1024);
    assertThat(ProcTexts.meminfoBytes(meminfo, "HugePages_Total")).isEmpty();
    assertThat(ProcTexts.meminfoBytes(meminfo, "Mem")).isEmpty();
  }

  @Test
  void readsOneKeyAndNotAnotherThatBeginsLikeIt() {
    String stat = "inactive_file_x 1\ninactive_file 135168\ntotal_inactive_file 965967872\n";

    assertThat(ProcTexts.keyed(stat, "inactive_file")).contains(135168L);
    assertThat(ProcTexts.keyed(stat, "total_inactive_file")).contains(965967872L);
    assertThat(ProcTexts.keyed(stat, "active_file")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"memory, /docker/0123", "cpuacct, /user.slice", "pids, ''", "'', /unified", "blkio,"})
  void findsTheGroupOfAController(String controller, String expected) {
    assertThat(ProcTexts.cgroupPath(V1, controller)).isEqualTo(optional(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "hugepages-2048kB, 2097152",
    "hugepages-1048576kB, 1073741824",
    "hugepages-kB,",
    "x,"
  })
  void readsTheSizeOfAHugePage(String folder, Long expected) {
    assertThat(ProcTexts.hugepageBytes(folder)).isEqualTo(optional(expected));
  }

  @ParameterizedTest
  @CsvSource({"42, 42", "' 42 ', 42", "max,", "-1, -1", "99999999999999999999,"})
  void takesOnlyNumbersForNumbers(String text, Long expected) {
    assertThat(ProcTexts.number(text)).isEqualTo(optional(expected));
  }

  private static <T> Optional<T> optional(T value) {
    return Optional.ofNullable(value);
  }
}
