package io.kubelette.proxy.nio;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A database server in a directory; it refuses to run as root, so there it runs as its own user.
 */
final class ForeignPostgres {

  static final String USER = "postgres";

  private static final Path INSTALLATIONS = Path.of("/usr/lib/postgresql");

  private ForeignPostgres() {}

  static Process start(Path directory, int port) throws IOException {
    Path binaries = binaries();
    Path database = Files.createDirectory(directory.resolve("database"));
    if ("root".equals(System.getProperty("user.name"))) {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.setOwner(
          database,
          database.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER));
    }
    program(binaries, "initdb")
        .run("-D", database.toString(), "-U", USER, "-A", "trust", "--no-sync");
    return program(binaries, "postgres")
        .start(
            "-D",
            database.toString(),
            "-p",
            Integer.toString(port),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
            "-c",
            "fsync=off");
  }

  private static ForeignProgram program(Path binaries, String name) {
    ForeignProgram program = ForeignProgram.installed(binaries.resolve(name).toString());
    return "root".equals(System.getProperty("user.name"))
        ? program.by("setpriv", "--reuid", USER, "--regid", USER, "--clear-groups")
        : program;
  }

  private static Path binaries() throws IOException {
    assumeTrue(Files.isDirectory(INSTALLATIONS), "postgres is not installed");
    try (Stream<Path> versions = Files.list(INSTALLATIONS)) {
      Optional<Path> newest = versions.map(version -> version.resolve("bin")).max(Path::compareTo);
      assumeTrue(newest.isPresent(), "postgres is not installed");
      return newest.orElseThrow();
    }
  }
}
