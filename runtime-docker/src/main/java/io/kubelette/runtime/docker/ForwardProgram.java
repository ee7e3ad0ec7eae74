package io.kubelette.runtime.docker;

import java.util.HexFormat;
import java.util.List;

/**
 * The program that connects a port inside a pod with its own standard streams, for each
 * architecture: a static ELF file of half a kilobyte. It runs in the sandbox, so it needs nothing
 * of the user's images.
 *
 * <p>In C it would be:
 *
 * <pre>
 *   int port = atoi(argv[1]), s = socket(AF_INET, SOCK_STREAM, 0);
 *   if (connect(s, 127.0.0.1 : port) &lt; 0) exit(1);
 *   write(1, "+", 1);
 *   start a thread:
 *     for (;;) {                        // frames on standard input: a length, then so many bytes
 *       uint16_t n = two bytes of standard input, little endian;
 *       if (n == 0) shutdown(s, SHUT_WR);
 *       else send(s, the next n bytes of standard input, MSG_NOSIGNAL);
 *     }                                 // the end of standard input ends the program
 *   while ((n = read(s, buffer)) &gt; 0) write(1, buffer, n);
 *   exit(0);
 * </pre>
 *
 * <p>Frames tell the end of one direction from the end of the connection: both would be an end of
 * standard input, and a program that took the second for the first might wait for ever.
 */
enum ForwardProgram {
  AMD64(
      "48 8b 74 24 10", //   mov rsi, [rsp+16]
      "31 db", //   xor ebx, ebx
      "0f b6 06", // digit: movzx eax, byte [rsi]
      "48 ff c6", //   inc rsi
      "83 e8 30", //   sub eax, 48
      "78 07", //   js open
      "6b db 0a", //   imul ebx, ebx, 10
      "01 c3", //   add ebx, eax
      "eb ee", //   jmp digit
      "b8 29 00 00 00", // open: mov eax, 41  socket
      "bf 02 00 00 00", //   mov edi, 2
      "be 01 00 00 00", //   mov esi, 1
      "31 d2", //   xor edx, edx
      "0f 05", //   syscall
      "41 89 c4", //   mov r12d, eax
      "86 fb", //   xchg bl, bh
      "c1 e3 10", //   shl ebx, 16
      "b3 02", //   mov bl, 2
      "b8 7f 00 00 01", //   mov eax, 0x0100007f
      "48 c1 e0 20", //   shl rax, 32
      "48 09 d8", //   or rax, rbx
      "50", //   push rax
      "48 89 e6", //   mov rsi, rsp
      "44 89 e7", //   mov edi, r12d
      "ba 10 00 00 00", //   mov edx, 16
      "b8 2a 00 00 00", //   mov eax, 42  connect
      "0f 05", //   syscall
      "bf 01 00 00 00", //   mov edi, 1
      "85 c0", //   test eax, eax
      "0f 88 07 01 00 00", //   js exit
      "c6 04 24 2b", //   mov byte [rsp], '+'
      "ba 01 00 00 00", //   mov edx, 1
      "b8 01 00 00 00", //   mov eax, 1
      "0f 05", //   syscall
      "b8 09 00 00 00", //   mov eax, 9  mmap
      "31 ff", //   xor edi, edi
      "be 00 00 02 00", //   mov esi, 0x20000
      "ba 03 00 00 00", //   mov edx, 3
      "41 ba 22 00 00 00", //   mov r10d, 0x22
      "49 c7 c0 ff ff ff ff", //   mov r8, -1
      "45 31 c9", //   xor r9d, r9d
      "0f 05", //   syscall
      "49 89 c5", //   mov r13, rax
      "48 8d b0 00 00 02 00", //   lea rsi, [rax+0x20000]
      "bf 00 0f 05 00", //   mov edi, 0x50f00
      "31 d2", //   xor edx, edx
      "45 31 d2", //   xor r10d, r10d
      "45 31 c0", //   xor r8d, r8d
      "b8 38 00 00 00", //   mov eax, 56  clone: a thread
      "0f 05", //   syscall
      "85 c0", //   test eax, eax
      "74 38", //   jz input
      "44 89 e7", // output: mov edi, r12d
      "4c 89 ee", //   mov rsi, r13
      "ba 00 80 00 00", //   mov edx, 0x8000
      "31 c0", //   xor eax, eax
      "0f 05", //   syscall
      "85 c0", //   test eax, eax
      "0f 8e 99 00 00 00", //   jle done
      "89 c3", //   mov ebx, eax
      "bf 01 00 00 00", // some: mov edi, 1
      "89 da", //   mov edx, ebx
      "b8 01 00 00 00", //   mov eax, 1
      "0f 05", //   syscall
      "85 c0", //   test eax, eax
      "0f 8e 81 00 00 00", //   jle done
      "48 01 c6", //   add rsi, rax
      "29 c3", //   sub ebx, eax
      "75 e3", //   jnz some
      "eb c8", //   jmp output
      "49 8d ad 00 00 01 00", // input: lea rbp, [r13+0x10000]
      "ba 02 00 00 00", // frame: mov edx, 2
      "e8 48 00 00 00", //   call fill
      "0f b7 55 00", //   movzx edx, word [rbp]
      "85 d2", //   test edx, edx
      "74 2f", //   jz half
      "e8 3b 00 00 00", //   call fill
      "89 c3", //   mov ebx, eax
      "48 89 ee", //   mov rsi, rbp
      "44 89 e7", // send: mov edi, r12d
      "89 da", //   mov edx, ebx
      "41 ba 00 40 00 00", //   mov r10d, 0x4000  MSG_NOSIGNAL
      "45 31 c0", //   xor r8d, r8d
      "45 31 c9", //   xor r9d, r9d
      "b8 2c 00 00 00", //   mov eax, 44  sendto
      "0f 05", //   syscall
      "85 c0", //   test eax, eax
      "7e c8", //   jle frame
      "48 01 c6", //   add rsi, rax
      "29 c3", //   sub ebx, eax
      "75 dd", //   jnz send
      "eb bf", //   jmp frame
      "44 89 e7", // half: mov edi, r12d
      "be 01 00 00 00", //   mov esi, 1
      "b8 30 00 00 00", //   mov eax, 48  shutdown
      "0f 05", //   syscall
      "eb ae", //   jmp frame
      "48 89 ee", // fill: mov rsi, rbp
      "89 d3", //   mov ebx, edx
      "31 ff", // more: xor edi, edi
      "89 da", //   mov edx, ebx
      "31 c0", //   xor eax, eax
      "0f 05", //   syscall
      "85 c0", //   test eax, eax
      "7e 0e", //   jle done
      "48 01 c6", //   add rsi, rax
      "29 c3", //   sub ebx, eax
      "75 ed", //   jnz more
      "48 89 f0", //   mov rax, rsi
      "48 29 e8", //   sub rax, rbp
      "c3", //   ret
      "31 ff", // done: xor edi, edi
      "b8 e7 00 00 00", // exit: mov eax, 231  exit_group
      "0f 05"), //   syscall
  ARM64(
      "e1 0b 40 f9", //   ldr x1, [sp, #16]
      "13 00 80 52", //   mov w19, #0
      "43 01 80 52", //   mov w3, #10
      "20 14 40 38", // digit: ldrb w0, [x1], #1
      "00 c0 00 71", //   subs w0, w0, #48
      "64 00 00 54", //   b.mi open
      "73 02 03 1b", //   madd w19, w19, w3, w0
      "fc ff ff 17", //   b digit
      "c8 18 80 d2", // open: mov x8, #198  socket
      "40 00 80 d2", //   mov x0, #2
      "21 00 80 d2", //   mov x1, #1
      "02 00 80 d2", //   mov x2, #0
      "01 00 00 d4", //   svc #0
      "f4 03 00 2a", //   mov w20, w0
      "73 06 c0 5a", //   rev16 w19, w19
      "73 3e 10 53", //   lsl w19, w19, #16
      "73 02 1f 32", //   orr w19, w19, #2
      "e0 0f 80 52", //   mov w0, #0x7f
      "00 20 a0 72", //   movk w0, #0x100, lsl #16
      "f3 03 be 29", //   stp w19, w0, [sp, #-16]!
      "e0 03 14 aa", //   mov x0, x20
      "e1 03 00 91", //   mov x1, sp
      "02 02 80 d2", //   mov x2, #16
      "68 19 80 d2", //   mov x8, #203  connect
      "01 00 00 d4", //   svc #0
      "e3 03 00 aa", //   mov x3, x0
      "20 00 80 d2", //   mov x0, #1
      "43 0a f8 37", //   tbnz w3, #31, exit
      "63 05 80 52", //   mov w3, #43
      "e3 03 00 39", //   strb w3, [sp]
      "e1 03 00 91", //   mov x1, sp
      "22 00 80 d2", //   mov x2, #1
      "08 08 80 d2", //   mov x8, #64  write
      "01 00 00 d4", //   svc #0
      "00 00 80 d2", //   mov x0, #0
      "41 00 a0 d2", //   mov x1, #0x20000
      "62 00 80 d2", //   mov x2, #3
      "43 04 80 d2", //   mov x3, #0x22
      "04 00 80 92", //   mov x4, #-1
      "05 00 80 d2", //   mov x5, #0
      "c8 1b 80 d2", //   mov x8, #222  mmap
      "01 00 00 d4", //   svc #0
      "f5 03 00 aa", //   mov x21, x0
      "01 80 40 91", //   add x1, x0, #0x20, lsl #12
      "00 e0 81 52", //   mov w0, #0xf00
      "a0 00 a0 72", //   movk w0, #5, lsl #16
      "02 00 80 d2", //   mov x2, #0
      "03 00 80 d2", //   mov x3, #0
      "04 00 80 d2", //   mov x4, #0
      "88 1b 80 d2", //   mov x8, #220  clone: a thread
      "01 00 00 d4", //   svc #0
      "60 02 00 34", //   cbz w0, input
      "e0 03 14 aa", // output: mov x0, x20
      "e1 03 15 aa", //   mov x1, x21
      "02 00 90 d2", //   mov x2, #0x8000
      "e8 07 80 d2", //   mov x8, #63  read
      "01 00 00 d4", //   svc #0
      "1f 00 00 71", //   cmp w0, #0
      "4d 06 00 54", //   b.le done
      "f6 03 00 2a", //   mov w22, w0
      "20 00 80 d2", // some: mov x0, #1
      "e2 03 16 2a", //   mov w2, w22
      "08 08 80 d2", //   mov x8, #64  write
      "01 00 00 d4", //   svc #0
      "1f 00 00 71", //   cmp w0, #0
      "6d 05 00 54", //   b.le done
      "21 00 00 8b", //   add x1, x1, x0
      "d6 02 00 6b", //   subs w22, w22, w0
      "01 ff ff 54", //   b.ne some
      "ef ff ff 17", //   b output
      "b5 42 40 91", // input: add x21, x21, #0x10, lsl #12
      "56 00 80 52", // frame: mov w22, #2
      "19 00 00 94", //   bl fill
      "b6 02 40 79", //   ldrh w22, [x21]
      "56 02 00 34", //   cbz w22, half
      "f7 03 16 2a", //   mov w23, w22
      "15 00 00 94", //   bl fill
      "f6 03 17 2a", //   mov w22, w23
      "e1 03 15 aa", //   mov x1, x21
      "e0 03 14 aa", // send: mov x0, x20
      "e2 03 16 2a", //   mov w2, w22
      "03 00 88 d2", //   mov x3, #0x4000  MSG_NOSIGNAL
      "04 00 80 d2", //   mov x4, #0
      "05 00 80 d2", //   mov x5, #0
      "c8 19 80 d2", //   mov x8, #206  sendto
      "01 00 00 d4", //   svc #0
      "1f 00 00 71", //   cmp w0, #0
      "0d fe ff 54", //   b.le frame
      "21 00 00 8b", //   add x1, x1, x0
      "d6 02 00 6b", //   subs w22, w22, w0
      "a1 fe ff 54", //   b.ne send
      "ec ff ff 17", //   b frame
      "e0 03 14 aa", // half: mov x0, x20
      "21 00 80 d2", //   mov x1, #1
      "48 1a 80 d2", //   mov x8, #210  shutdown
      "01 00 00 d4", //   svc #0
      "e7 ff ff 17", //   b frame
      "e1 03 15 aa", // fill: mov x1, x21
      "00 00 80 d2", // more: mov x0, #0
      "e2 03 16 2a", //   mov w2, w22
      "e8 07 80 d2", //   mov x8, #63  read
      "01 00 00 d4", //   svc #0
      "1f 00 00 71", //   cmp w0, #0
      "ad 00 00 54", //   b.le done
      "21 00 00 8b", //   add x1, x1, x0
      "d6 02 00 6b", //   subs w22, w22, w0
      "01 ff ff 54", //   b.ne more
      "c0 03 5f d6", //   ret
      "00 00 80 d2", // done: mov x0, #0
      "c8 0b 80 d2", // exit: mov x8, #94  exit_group
      "01 00 00 d4"); //   svc #0

  /** What it writes once it is connected. */
  static final int CONNECTED = '+';

  /** How many bytes a frame holds at most: they fit into its buffer. */
  static final int LARGEST_FRAME = 60_000;

  private final byte[] code;

  ForwardProgram(String... code) {
    this.code = HexFormat.of().parseHex(String.join("", List.of(code)).replace(" ", ""));
  }

  /** The machine code, which needs no data. */
  byte[] code() {
    return code.clone();
  }
}
