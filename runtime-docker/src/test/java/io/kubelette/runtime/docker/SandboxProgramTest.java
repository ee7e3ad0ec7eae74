package io.kubelette.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class SandboxProgramTest {

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  @EnabledOnOs(OS.LINUX)
  void programRunsUntilItIsAskedToEnd(String signal, @TempDir Path folder) throws Exception {
    Process running = start(folder);
    while (!isWaiting(running)) {
      assertThat(running.isAlive()).isTrue();
    }

    signal(signal, running);

    assertThat(running.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(running.exitValue()).isZero();
  }

  private static Process start(Path folder) throws IOException {
    SandboxProgram program =
        SandboxProgram.forArchitecture(System.getProperty("os.arch")).orElse(null);
    assumeTrue(program != null, "there is no program for this machine");
    Path file = folder.resolve("sandbox");
    Files.write(file, program.elf());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r-x------"));
    return new ProcessBuilder(file.toString()).start();
  }

  /** Whether it ignores SIGCHLD (17), which is the last that it does before it waits. */
  private static boolean isWaiting(Process process) throws IOException {
    String field = "SigIgn:\t";
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith(field))
        .mapToLong(line -> Long.parseUnsignedLong(line.substring(field.length()), 16))
        .anyMatch(ignored -> (ignored >> (17 - 1) & 1) == 1);
  }

  private static void signal(String name, Process process) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  @ParameterizedTest
  @CsvSource({"amd64, AMD64", "x86_64, AMD64", "arm64, ARM64", "aarch64, ARM64"})
  void enginesNameTheArchitectureInTheirOwnWay(String name, SandboxProgram program) {
    assertThat(SandboxProgram.forArchitecture(name)).contains(program);
  }

  @Test
  void otherArchitecturesHaveNoProgram() {
    assertThat(SandboxProgram.forArchitecture("riscv64")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void imageIsTheSameWhoeverMakesIt(SandboxProgram program) {
    SandboxArchive first = SandboxArchive.of(program);
    SandboxArchive second = SandboxArchive.of(program);

    assertThat(first.reference()).startsWith("kubelette/sandbox:").isEqualTo(second.reference());
    assertThat(first.tar()).isEqualTo(second.tar());
  }

  @Test
  void imagesOfTwoArchitecturesHaveTwoNames() {
    assertThat(SandboxArchive.of(SandboxProgram.AMD64).reference())
        .isNotEqualTo(SandboxArchive.of(SandboxProgram.ARM64).reference());
  }
}
