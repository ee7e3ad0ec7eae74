package io.kubelette.pod;

import io.kubelette.runtime.DnsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The file in which a machine says whom it asks for addresses. */
public final class ResolvConf {

  private ResolvConf() {}

  /** What it says; nothing if it cannot be read. May block. */
  public static DnsSettings read(Path file) {
    try {
      return parse(Files.readAllLines(file));
    } catch (IOException unreadable) {
      return parse(List.of());
    }
  }

  /** The last of several search lines counts, as for the resolver itself. */
  static DnsSettings parse(List<String> lines) {
    List<String> nameservers = new ArrayList<>();
    List<String> searches = new ArrayList<>();
    List<String> options = new ArrayList<>();
    for (String line : lines) {
      List<String> words = List.of(line.strip().split("\\s+"));
      List<String> values = words.subList(1, words.size());
      switch (words.get(0)) {
        case "nameserver" -> values.stream().limit(1).forEach(nameservers::add);
        case "search", "domain" -> {
          searches.clear();
          searches.addAll(values);
        }
        case "options" -> options.addAll(values);
        default -> {}
      }
    }
    return new DnsSettings(nameservers, searches, options);
  }
}
