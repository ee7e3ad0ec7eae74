package io.kubelette.runtime.docker;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Wraps machine code into a static executable for Linux. Pure. */
final class ElfFile {

  private static final int HEADERS = 64 + 56;
  private static final long BASE = 0x400000;

  /** A multiple of every page size. */
  private static final long ALIGNMENT = 0x10000;

  private ElfFile() {}

  /**
   * Its header, one segment that is the whole file, and the content, whose begin is the entry.
   *
   * @param machine the number of the architecture
   */
  static byte[] of(int machine, byte[] content) {
    int size = HEADERS + content.length;
    ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    putHeader(file, machine);
    putSegment(file, size);
    return file.put(content).array();
  }

  private static void putHeader(ByteBuffer file, int machine) {
    file.put(new byte[] {0x7f, 'E', 'L', 'F'}).put((byte) 2).put((byte) 1).put((byte) 1);
    file.position(16); // the rest of the identification is zero: System V, 64 bits, little endian
    file.putShort((short) 2).putShort((short) machine).putInt(1); // an executable, version 1
    file.putLong(BASE + HEADERS).putLong(64).putLong(0); // entry, segments, no sections
    file.putInt(0); // flags
    file.putShort((short) 64).putShort((short) 56).putShort((short) 1); // sizes of headers, one
    file.putShort((short) 0).putShort((short) 0).putShort((short) 0); // no sections
  }

  private static void putSegment(ByteBuffer file, int size) {
    file.putInt(1).putInt(5); // to be loaded, readable and executable
    file.putLong(0).putLong(BASE).putLong(BASE); // from the file's begin to here
    file.putLong(size).putLong(size).putLong(ALIGNMENT);
  }
}
