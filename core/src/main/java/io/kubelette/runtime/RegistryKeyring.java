package io.kubelette.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Credentials of registries, and for which images they count, as Docker and Kubernetes write them.
 *
 * <p>A location is a registry, perhaps with the begin of a path: {@code quay.io}, {@code
 * quay.io/team}. Each part of a registry's name may have stars, which match within the part. Where
 * several match the longest location comes first. Immutable.
 */
public final class RegistryKeyring {

  /** How Docker Hub is called where an image names no registry. */
  public static final String HUB = "docker.io";

  /** Nothing. */
  public static final RegistryKeyring EMPTY = new RegistryKeyring(List.of());

  private static final ObjectMapper JSON = new ObjectMapper();

  private record Key(String location, RegistryCredentials credentials) {}

  private final List<Key> keys;

  private RegistryKeyring(List<Key> keys) {
    this.keys = keys;
  }

  /**
   * The content of a secret's {@code .dockerconfigjson}, or of a user's {@code config.json}.
   *
   * @throws IllegalArgumentException if it is none; the message shows nothing of the content
   */
  public static RegistryKeyring ofDockerConfigJson(byte[] json) {
    return of(parse(json).path("auths"));
  }

  /**
   * The content of a secret's {@code .dockercfg}, the older form.
   *
   * @throws IllegalArgumentException if it is none; the message shows nothing of the content
   */
  public static RegistryKeyring ofDockerCfg(byte[] json) {
    return of(parse(json));
  }

  private static JsonNode parse(byte[] json) {
    try {
      JsonNode tree = JSON.readTree(json);
      if (tree.isObject()) {
        return tree;
      }
    } catch (JsonProcessingException secret) {
      // Its message would quote the content.
    } catch (IOException impossibleInMemory) {
      throw new IllegalStateException(impossibleInMemory);
    }
    throw new IllegalArgumentException("no Docker configuration: it is not a JSON object");
  }

  private static RegistryKeyring of(JsonNode auths) {
    List<Key> keys = new ArrayList<>();
    auths
        .properties()
        .forEach(
            entry -> {
              RegistryCredentials credentials = credentials(entry.getValue());
              if (credentials != null) {
                keys.add(new Key(location(entry.getKey()), credentials));
              }
            });
    keys.sort(LONGEST_FIRST);
    return new RegistryKeyring(keys);
  }

  private static final Comparator<Key> LONGEST_FIRST =
      Comparator.comparingInt((Key key) -> key.location().length()).reversed();

  private static @Nullable RegistryCredentials credentials(JsonNode auth) {
    String token = auth.path("identitytoken").asText("");
    if (!token.isEmpty()) {
      return new RegistryCredentials("", "", token);
    }
    String user = auth.path("username").asText("");
    String password = auth.path("password").asText("");
    String both = auth.path("auth").asText("");
    if (!both.isEmpty()) {
      String plain = decoded(both);
      int colon = plain.indexOf(':');
      user = colon < 0 ? plain : plain.substring(0, colon);
      password = colon < 0 ? "" : plain.substring(colon + 1);
    }
    return user.isEmpty() && password.isEmpty() ? null : RegistryCredentials.of(user, password);
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64.strip()), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException secret) {
      throw new IllegalArgumentException("no Docker configuration: an auth is not Base64");
    }
  }

  /** Without scheme and the version of the registry's API, which old configurations carry. */
  private static String location(String key) {
    String plain = key.replaceFirst("^https?://", "").replaceFirst("/v[12](/|$)", "/");
    plain = plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    return plain.replaceFirst("^(index|registry-1)\\.docker\\.io", HUB);
  }

  /** These keys, and then those of the other. */
  public RegistryKeyring and(RegistryKeyring other) {
    return new RegistryKeyring(Stream.concat(keys.stream(), other.keys.stream()).toList());
  }

  /** The registry of an image: {@link #HUB} where it names none. */
  public static String registryOf(String image) {
    int slash = image.indexOf('/');
    String first = slash < 0 ? "" : image.substring(0, slash);
    boolean named = first.contains(".") || first.contains(":") || first.equals("localhost");
    if (!named || first.equals("index.docker.io")) {
      return HUB;
    }
    return first;
  }

  /** What counts for the image, to be tried in this order; without repetition. */
  public List<RegistryCredentials> matching(String image) {
    String registry = registryOf(image);
    boolean named = image.startsWith(registry + "/") || image.startsWith("index.docker.io/");
    String path = named ? image.substring(image.indexOf('/') + 1) : image;
    return keys.stream()
        .filter(key -> matches(key.location(), registry, path))
        .map(Key::credentials)
        .distinct()
        .toList();
  }

  private static boolean matches(String location, String registry, String path) {
    int slash = location.indexOf('/');
    String host = slash < 0 ? location : location.substring(0, slash);
    String prefix = slash < 0 ? "" : location.substring(slash + 1);
    return matchesHost(host, registry) && path.startsWith(prefix);
  }

  private static boolean matchesHost(String pattern, String host) {
    String[] wanted = pattern.split("\\.", -1);
    String[] parts = host.split("\\.", -1);
    if (wanted.length != parts.length) {
      return false;
    }
    for (int part = 0; part < parts.length; part++) {
      String glob = Pattern.quote(wanted[part]).replace("*", "\\E[^:]*\\Q");
      if (!parts[part].matches(glob)) {
        return false;
      }
    }
    return true;
  }
}
