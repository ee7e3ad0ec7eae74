package io.kubelette.api;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The grammars of names, labels and keys; each answers what is wrong, in Kubernetes' words. */
final class Names {

  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final Pattern DNS_1123_LABEL = Pattern.compile(LABEL);
  private static final Pattern DNS_1123_SUBDOMAIN = Pattern.compile(LABEL + "(\\." + LABEL + ")*+");
  private static final Pattern DNS_1035_LABEL = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern QUALIFIED_NAME =
      Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");
  private static final Pattern PORT_NAME = Pattern.compile("[-a-z0-9]+");
  private static final Pattern CONFIG_KEY = Pattern.compile("[-._a-zA-Z0-9]+");
  private static final Pattern ENV_NAME = Pattern.compile("[ -<>-~]+");

  private Names() {}

  /**
   * Whether a text is right as a label, a subdomain, a label's key and its value: most names are.
   */
  private static boolean isPlain(String text) {
    int last = text.length() - 1;
    if (last < 0 || last >= 63) {
      return false;
    }
    for (int i = 0; i <= last; i++) {
      char letter = text.charAt(i);
      boolean within = letter == '-' && i > 0 && i < last;
      if (!within && (letter < 'a' || letter > 'z') && (letter < '0' || letter > '9')) {
        return false;
      }
    }
    return true;
  }

  /** What is wrong with a name that stands in URLs; empty if nothing. */
  static List<String> pathSegment(String name) {
    if (name.equals(".") || name.equals("..")) {
      return List.of("may not be '" + name + "'");
    }
    return name.contains("/") || name.contains("%")
        ? List.of("may not contain '/' or '%'")
        : List.of();
  }

  static List<String> dnsLabel(String name) {
    if (isPlain(name)) {
      return List.of();
    }
    List<String> faults = lengthFaults(name, 63);
    if (!DNS_1123_LABEL.matcher(name).matches()) {
      faults.add(
          "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-',"
              + " and must start and end with an alphanumeric character (e.g. 'my-name',  or"
              + " '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')");
    }
    return faults;
  }

  static List<String> dnsSubdomain(String name) {
    if (isPlain(name)) {
      return List.of();
    }
    List<String> faults = lengthFaults(name, 253);
    if (!DNS_1123_SUBDOMAIN.matcher(name).matches()) {
      faults.add(
          "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-'"
              + " or '.', and must start and end with an alphanumeric character (e.g."
              + " 'example.com', regex used for validation is"
              + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')");
    }
    return faults;
  }

  static List<String> dns1035Label(String name) {
    List<String> faults = lengthFaults(name, 63);
    if (!DNS_1035_LABEL.matcher(name).matches()) {
      faults.add(
          "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with"
              + " an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',"
              + "  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')");
    }
    return faults;
  }

  /** The key of a label or annotation: an optional domain, a slash and a name. */
  static List<String> qualifiedName(String key) {
    if (isPlain(key)) {
      return List.of();
    }
    List<String> faults = new ArrayList<>();
    int slash = key.indexOf('/');
    String name = key.substring(slash + 1);
    if (slash == 0) {
      faults.add("prefix part must be non-empty");
    } else if (slash > 0) {
      dnsSubdomain(key.substring(0, slash)).forEach(fault -> faults.add("prefix part " + fault));
    }
    if (name.isEmpty()) {
      faults.add("name part must be non-empty");
    } else if (name.length() > 63) {
      faults.add("name part must be no more than 63 characters");
    }
    if (!QUALIFIED_NAME.matcher(name).matches()) {
      faults.add(
          "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and"
              + " end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc',"
              + " regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')");
    }
    return faults;
  }

  static List<String> labelValue(String value) {
    if (isPlain(value)) {
      return List.of();
    }
    List<String> faults = lengthFaults(value, 63);
    if (!value.isEmpty() && !QUALIFIED_NAME.matcher(value).matches()) {
      faults.add(
          "a valid label must be an empty string or consist of alphanumeric characters, '-', '_'"
              + " or '.', and must start and end with an alphanumeric character (e.g. 'MyValue', "
              + " or 'my_value',  or '12345', regex used for validation is"
              + " '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')");
    }
    return faults;
  }

  /** The name of a port: what IANA calls a service name. */
  static List<String> portName(String name) {
    List<String> faults = new ArrayList<>();
    if (name.length() > 15) {
      faults.add("must be no more than 15 characters");
    }
    if (!PORT_NAME.matcher(name).matches()) {
      faults.add("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
    }
    if (name.chars().noneMatch(character -> character >= 'a' && character <= 'z')) {
      faults.add("must contain at least one letter (a-z)");
    }
    if (name.contains("--")) {
      faults.add("must not contain consecutive hyphens");
    }
    if (name.startsWith("-") || name.endsWith("-")) {
      faults.add("must not begin or end with a hyphen");
    }
    return faults;
  }

  /** A key of a ConfigMap or Secret. */
  static List<String> configKey(String key) {
    List<String> faults = lengthFaults(key, 253);
    if (!CONFIG_KEY.matcher(key).matches()) {
      faults.add(
          "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g."
              + " 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is"
              + " '[-._a-zA-Z0-9]+')");
    }
    if (key.equals(".") || key.equals("..")) {
      faults.add("must not be '" + key + "'");
    } else if (key.startsWith("..")) {
      faults.add("must not start with '..'");
    }
    return faults;
  }

  /** The name of an environment variable: printable ASCII but '='. */
  static List<String> envName(String name) {
    return ENV_NAME.matcher(name).matches()
        ? List.of()
        : List.of(
            "a valid environment variable name must consist only of printable ASCII characters"
                + " other than '='");
  }

  static List<String> port(int port) {
    return port >= 1 && port <= 65535
        ? List.of()
        : List.of("must be between 1 and 65535, inclusive");
  }

  private static List<String> lengthFaults(String text, int limit) {
    List<String> faults = new ArrayList<>();
    if (text.length() > limit) {
      faults.add("must be no more than " + limit + " characters");
    }
    return faults;
  }
}
