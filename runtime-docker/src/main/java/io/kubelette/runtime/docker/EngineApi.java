package io.kubelette.runtime.docker;

import com.github.dockerjava.api.model.Version;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which engine answers, and what it can.
 *
 * @param architecture as the engine names its own
 * @param major the first number of its API's version
 * @param minor the second
 * @param podman whether it is Podman behind its Docker socket
 * @param kernel the version of its machine's kernel
 */
record EngineApi(String architecture, int major, int minor, boolean podman, String kernel) {

  private static final Pattern KERNEL = Pattern.compile("(\\d{1,4})\\.(\\d{1,4}).*");

  static EngineApi of(Version version) {
    String[] api = String.valueOf(version.getApiVersion()).split("\\.", 3);
    boolean podman =
        version.getComponents() != null
            && version.getComponents().stream()
                .anyMatch(part -> String.valueOf(part.getName()).startsWith("Podman"));
    return new EngineApi(
        String.valueOf(version.getArch()),
        number(api[0]),
        api.length > 1 ? number(api[1]) : 0,
        podman,
        String.valueOf(version.getKernelVersion()));
  }

  /** Docker Engine 25 and Linux 5.12 make mounts read only with all that is below them. */
  boolean mountsRecursively() {
    Matcher linux = KERNEL.matcher(kernel);
    boolean able =
        linux.matches()
            && (number(linux.group(1)) > 5
                || number(linux.group(1)) == 5 && number(linux.group(2)) >= 12);
    return able && !podman && isAtLeast(1, 44);
  }

  private static int number(String text) {
    return text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
  }

  /** Whether it has what came with that version of the API. */
  boolean isAtLeast(int wantedMajor, int wantedMinor) {
    return major > wantedMajor || major == wantedMajor && minor >= wantedMinor;
  }

  /** Refuses what came with a later version; {@code what} begins the message. */
  void require(int wantedMinor, String what) {
    if (!isAtLeast(1, wantedMinor)) {
      throw new ContainerRuntimeException(
          Kind.REJECTED,
          "%s: the engine's API is %d.%d, and 1.%d is needed"
              .formatted(what, major, minor, wantedMinor));
    }
  }
}
