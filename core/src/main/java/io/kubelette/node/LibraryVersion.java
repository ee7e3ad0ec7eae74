package io.kubelette.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this library, which the build writes into a resource. */
final class LibraryVersion {

  private LibraryVersion() {}

  /** As nodes report it: {@code v1.2.3}. */
  static String read() {
    try (InputStream resource = LibraryVersion.class.getResourceAsStream("version.properties")) {
      if (resource == null) {
        throw new IllegalStateException("version.properties is missing from the library's jar");
      }
      Properties properties = new Properties();
      properties.load(resource);
      return "v" + properties.getProperty("version");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
