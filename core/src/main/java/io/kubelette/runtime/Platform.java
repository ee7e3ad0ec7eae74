package io.kubelette.runtime;

import java.util.Locale;
import java.util.Map;

/** The words of Kubernetes, which are Go's, for operating systems and processors. Pure. */
final class Platform {

  private static final Map<String, String> ARCHITECTURES =
      Map.of(
          "x86_64", "amd64",
          "x86", "386",
          "i386", "386",
          "i686", "386",
          "aarch64", "arm64",
          "arm", "arm",
          "ppc64", "ppc64",
          "ppc64le", "ppc64le",
          "s390x", "s390x",
          "riscv64", "riscv64");

  private Platform() {}

  /** {@code linux}, {@code darwin}, {@code windows}, or the first word of another name. */
  static String operatingSystem(String javaName) {
    String name = javaName.toLowerCase(Locale.ROOT);
    return name.startsWith("mac") ? "darwin" : name.split(" ", 2)[0];
  }

  /** {@code amd64}, {@code arm64} and so on; a name that is not known stays as it is. */
  static String architecture(String javaName) {
    String name = javaName.toLowerCase(Locale.ROOT);
    return ARCHITECTURES.getOrDefault(name, name);
  }
}
