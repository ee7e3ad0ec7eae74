package io.kubelette.examples;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The options of serve.
 *
 * @param runtime {@code fake} or {@code docker}
 * @param port of the API on loopback
 * @param manifests a directory of static pods
 */
record ServeOptions(String runtime, int port, Optional<Path> manifests) {

  static ServeOptions parse(List<String> args) {
    ServeOptions options = new ServeOptions("fake", 8001, Optional.empty());
    for (Iterator<String> words = args.iterator(); words.hasNext(); ) {
      String option = words.next();
      if (!words.hasNext()) {
        throw new UsageException(option + " needs a value");
      }
      String value = words.next();
      options =
          switch (option) {
            case "--runtime" -> new ServeOptions(value, options.port, options.manifests);
            case "--port" -> new ServeOptions(options.runtime, number(value), options.manifests);
            case "--manifests" ->
                new ServeOptions(options.runtime, options.port, Optional.of(Path.of(value)));
            default -> throw new UsageException("there is no option " + option);
          };
    }
    return options;
  }

  private static int number(String port) {
    int number;
    try {
      number = Integer.parseInt(port);
    } catch (NumberFormatException malformed) {
      throw new UsageException("--port is a number, not " + port);
    }
    if (number < 0 || number > 65_535) {
      throw new UsageException("--port is between 0 and 65535, not " + port);
    }
    return number;
  }
}
