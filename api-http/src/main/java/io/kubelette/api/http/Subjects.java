package io.kubelette.api.http;

import io.kubelette.api.Access;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** Whom a certificate stands for: the common name is the user, the organisation the group. */
final class Subjects {

  /** Kubernetes' group of those who may do everything. */
  static final String MASTERS = "system:masters";

  /** Ours of those who may look. */
  static final String VIEWERS = "kubelette:viewers";

  private Subjects() {}

  static Optional<Client> client(X509Certificate certificate) {
    String name = "";
    Access access = null;
    try {
      for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
        String value = String.valueOf(part.getValue());
        switch (part.getType().toUpperCase(java.util.Locale.ROOT)) {
          case "CN" -> name = value;
          case "O" -> access = MASTERS.equals(value) ? Access.FULL : Access.READ_ONLY;
          default -> {}
        }
      }
    } catch (InvalidNameException malformed) {
      return Optional.empty();
    }
    return name.isEmpty() || access == null
        ? Optional.empty()
        : Optional.of(new Client(name, access));
  }
}
