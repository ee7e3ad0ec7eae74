package io.kubelette.runtime.docker;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The program of a sandbox, for each architecture: a static ELF file of 248 bytes.
 *
 * <p>In C it would be:
 *
 * <pre>
 *   sigset_t stop = {SIGINT, SIGTERM};
 *   sigprocmask(SIG_BLOCK, &amp;stop, NULL);
 *   sigaction(SIGCHLD, SIG_IGN, NULL);
 *   while (sigtimedwait(&amp;stop, NULL, NULL) &lt; 0) {}
 *   exit(0);
 * </pre>
 *
 * <p>The kernel drops a signal to process 1 that has neither a handler nor is blocked. Blocked ones
 * stay pending, so a wait for them needs no handler and no init program. Ignoring SIGCHLD makes the
 * kernel reap orphans where the pod's containers share the sandbox's process namespace.
 */
enum SandboxProgram {
  AMD64(
      "amd64",
      62,
      ForwardProgram.AMD64,
      "b8 0e 00 00 00", //       mov  eax, 14            rt_sigprocmask
      "31 ff", //                xor  edi, edi           SIG_BLOCK
      "48 8d 35 4a 00 00 00", // lea  rsi, [rip+stop]
      "31 d2", //                xor  edx, edx
      "41 ba 08 00 00 00", //    mov  r10d, 8            sizeof(sigset_t)
      "0f 05", //                syscall
      "b8 0d 00 00 00", //       mov  eax, 13            rt_sigaction
      "bf 11 00 00 00", //       mov  edi, 17            SIGCHLD
      "48 8d 35 37 00 00 00", // lea  rsi, [rip+ignore]
      "31 d2", //                xor  edx, edx
      "41 ba 08 00 00 00", //    mov  r10d, 8
      "0f 05", //                syscall
      "b8 80 00 00 00", // wait: mov  eax, 128           rt_sigtimedwait
      "48 8d 3d 19 00 00 00", // lea  rdi, [rip+stop]
      "31 f6", //                xor  esi, esi
      "31 d2", //                xor  edx, edx           no timeout
      "41 ba 08 00 00 00", //    mov  r10d, 8
      "0f 05", //                syscall
      "85 c0", //                test eax, eax
      "78 e4", //                js   wait               interrupted: again
      "b8 3c 00 00 00", //       mov  eax, 60            exit
      "31 ff", //                xor  edi, edi
      "0f 05"), //               syscall
  ARM64(
      "arm64",
      183,
      ForwardProgram.ARM64,
      "e8 10 80 d2", //          mov  x8, 135            rt_sigprocmask
      "00 00 80 d2", //          mov  x0, 0              SIG_BLOCK
      "81 02 00 10", //          adr  x1, stop
      "02 00 80 d2", //          mov  x2, 0
      "03 01 80 d2", //          mov  x3, 8              sizeof(sigset_t)
      "01 00 00 d4", //          svc  0
      "c8 10 80 d2", //          mov  x8, 134            rt_sigaction
      "20 02 80 d2", //          mov  x0, 17             SIGCHLD
      "01 02 00 10", //          adr  x1, ignore
      "02 00 80 d2", //          mov  x2, 0
      "03 01 80 d2", //          mov  x3, 8
      "01 00 00 d4", //          svc  0
      "28 11 80 d2", //    wait: mov  x8, 137            rt_sigtimedwait
      "20 01 00 10", //          adr  x0, stop
      "01 00 80 d2", //          mov  x1, 0
      "02 00 80 d2", //          mov  x2, 0              no timeout
      "03 01 80 d2", //          mov  x3, 8
      "01 00 00 d4", //          svc  0
      "40 ff ff b7", //          tbnz x0, 63, wait       interrupted: again
      "a8 0b 80 d2", //          mov  x8, 93             exit
      "00 00 80 d2", //          mov  x0, 0
      "01 00 00 d4"); //         svc  0

  /** {@code stop}: a set of SIGINT (2) and SIGTERM (15), a bit for each number less one. */
  private static final long STOP = 1L << (2 - 1) | 1L << (15 - 1);

  /** {@code ignore}: a struct sigaction of SIG_IGN, no flags, no restorer, no mask. */
  private static final long[] IGNORE = {1, 0, 0, 0};

  private final String architecture;
  private final int machine;
  private final ForwardProgram forward;
  private final byte[] code;

  SandboxProgram(String architecture, int machine, ForwardProgram forward, String... code) {
    this.architecture = architecture;
    this.machine = machine;
    this.forward = forward;
    this.code = HexFormat.of().parseHex(String.join("", List.of(code)).replace(" ", ""));
  }

  /** The program for an architecture as an engine names its own, if there is one. */
  static Optional<SandboxProgram> forArchitecture(String name) {
    String known =
        switch (name) {
          case "x86_64" -> "amd64";
          case "aarch64" -> "arm64";
          default -> name;
        };
    return Stream.of(values()).filter(program -> program.architecture.equals(known)).findFirst();
  }

  /** The name of the architecture in an image's configuration. */
  String architecture() {
    return architecture;
  }

  /** The ELF file of the code and its data. */
  byte[] elf() {
    ByteBuffer content =
        ByteBuffer.allocate(code.length + Long.BYTES * (1 + IGNORE.length))
            .order(ByteOrder.LITTLE_ENDIAN);
    content.put(code).putLong(STOP);
    for (long field : IGNORE) {
      content.putLong(field);
    }
    return ElfFile.of(machine, content.array());
  }

  /** The ELF file of the program that forwards ports. */
  byte[] forwardElf() {
    return ElfFile.of(machine, forward.code());
  }
}
