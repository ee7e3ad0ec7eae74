package io.kubelette.runtime;

/**
 * In whose name a registry is asked.
 *
 * @param username the user; empty with a token
 * @param password the password
 * @param identityToken a token instead of both; empty for none
 */
public record RegistryCredentials(String username, String password, String identityToken) {

  /** A user and a password. */
  public static RegistryCredentials of(String username, String password) {
    return new RegistryCredentials(username, password, "");
  }

  /** Leaves the secrets out. */
  @Override
  public String toString() {
    return "RegistryCredentials[" + username + "]";
  }
}
