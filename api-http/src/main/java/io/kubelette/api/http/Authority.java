package io.kubelette.api.http;

import io.kubelette.api.Access;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/**
 * An authority of the server's own, for certificates of itself and of its clients. It lives as long
 * as the server: its key is kept in memory only.
 *
 * <p>Thread-safe because it is immutable.
 */
final class Authority {

  private static final Duration VALID = Duration.ofDays(365);
  private static final Duration SKEW = Duration.ofHours(1);

  /** A certificate and its key. */
  record Identity(X509Certificate certificate, PrivateKey key) {}

  private final KeyPair keys;
  private final X500Name name;
  private final Instant now;
  private final X509Certificate certificate;

  Authority(Instant now) {
    this.now = now;
    this.keys = keyPair();
    this.name = new X500Name("CN=kubelette-ca-" + now.toEpochMilli());
    this.certificate =
        signed(
            name,
            keys,
            builder ->
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true)));
  }

  X509Certificate certificate() {
    return certificate;
  }

  /** A server that is called by these names and addresses. */
  Identity server(List<String> hosts) {
    GeneralName[] names =
        Stream.concat(Stream.of("localhost", "127.0.0.1", "::1"), hosts.stream())
            .distinct()
            .map(
                host ->
                    new GeneralName(
                        isAddress(host) ? GeneralName.iPAddress : GeneralName.dNSName, host))
            .toArray(GeneralName[]::new);
    return issued(
        new X500Name("CN=kubelette"),
        builder -> {
          builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
          builder.addExtension(
              Extension.extendedKeyUsage,
              false,
              new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        });
  }

  private static boolean isAddress(String host) {
    return host.contains(":") || host.matches("[0-9.]+");
  }

  /** A client that may do so much. */
  Identity client(Access access) {
    String group = access == Access.FULL ? Subjects.MASTERS : Subjects.VIEWERS;
    String user = access == Access.FULL ? "kubelette-admin" : "kubelette-viewer";
    return issued(
        new X500Name("O=" + group + ",CN=" + user),
        builder ->
            builder.addExtension(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth)));
  }

  private Identity issued(X500Name subject, Extensions extensions) {
    KeyPair own = keyPair();
    return new Identity(signed(subject, own, extensions), own.getPrivate());
  }

  private X509Certificate signed(X500Name subject, KeyPair own, Extensions extensions) {
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(120, new SecureRandom()),
            Date.from(now.minus(SKEW)),
            Date.from(now.plus(VALID)),
            subject,
            own.getPublic());
    try {
      extensions.add(builder);
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    } catch (CertIOException | OperatorCreationException | GeneralSecurityException impossible) {
      throw new IllegalStateException("this JVM cannot make certificates", impossible);
    }
  }

  private static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("this JVM has no elliptic curves", impossible);
    }
  }

  /**
   * The key of an identity as PEM, with the name of its curve and with its public key, as Go writes
   * it: the Java clients of Kubernetes read neither PKCS#8 nor what JcaPEMWriter makes of a key.
   */
  static String keyPem(Identity identity) {
    ECPrivateKey key = (ECPrivateKey) identity.key();
    SubjectPublicKeyInfo shown =
        SubjectPublicKeyInfo.getInstance(identity.certificate().getPublicKey().getEncoded());
    try {
      byte[] encoded =
          new org.bouncycastle.asn1.sec.ECPrivateKey(
                  key.getParams().getOrder().bitLength(),
                  key.getS(),
                  shown.getPublicKeyData(),
                  shown.getAlgorithm().getParameters())
              .getEncoded();
      return pem(new PemObject("EC PRIVATE KEY", encoded));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** A certificate as PEM. */
  static String pem(Object thing) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      pem.writeObject(thing);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  /** What a certificate says beside whose it is. */
  private interface Extensions {
    void add(X509v3CertificateBuilder builder) throws CertIOException;
  }
}
