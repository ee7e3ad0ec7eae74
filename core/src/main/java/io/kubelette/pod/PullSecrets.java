package io.kubelette.pod;

import io.kubelette.model.Bytes;
import io.kubelette.model.Secret;
import io.kubelette.pod.reference.PodObjects;
import io.kubelette.runtime.RegistryCredentials;
import io.kubelette.runtime.RegistryKeyring;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The credentials in a pod's {@code imagePullSecrets}.
 *
 * @param matching those for the image's registry, in the order in which they are tried
 * @param unusable the names of secrets that are not there or hold no credentials
 */
record PullSecrets(List<RegistryCredentials> matching, List<String> unusable) {

  /** Asks for the secrets; called on the I/O pool. */
  static PullSecrets of(List<String> names, String namespace, PodObjects objects, String image) {
    RegistryKeyring keyring = RegistryKeyring.EMPTY;
    List<String> unusable = new ArrayList<>();
    for (String name : names) {
      Optional<RegistryKeyring> keys = objects.secret(namespace, name).flatMap(PullSecrets::keys);
      if (keys.isPresent()) {
        keyring = keyring.and(keys.get());
      } else {
        unusable.add(name);
      }
    }
    return new PullSecrets(keyring.matching(image), List.copyOf(unusable));
  }

  /** Nothing but the names of what it holds may be told. */
  @Override
  public String toString() {
    return "PullSecrets[matching=" + matching.size() + ", unusable=" + unusable + "]";
  }

  private static Optional<RegistryKeyring> keys(Secret secret) {
    Bytes json = secret.data().get(".dockerconfigjson");
    Bytes cfg = secret.data().get(".dockercfg");
    try {
      return json != null
          ? Optional.of(RegistryKeyring.ofDockerConfigJson(json.toByteArray()))
          : Optional.ofNullable(cfg).map(Bytes::toByteArray).map(RegistryKeyring::ofDockerCfg);
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
