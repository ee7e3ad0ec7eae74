package io.kubelette.runtime;

import java.util.List;

/**
 * An image to fetch, and in whose name.
 *
 * @param reference the image's reference as the pod names it
 * @param credentials of the image's registry, tried in order, and after them the user's own where
 *     the runtime has any; where there are none at all the registry is asked anonymously
 */
public record ImagePull(String reference, List<RegistryCredentials> credentials) {

  /** Copies the list. */
  public ImagePull {
    credentials = List.copyOf(credentials);
  }

  /** A pull with nothing but the user's own credentials. */
  public static ImagePull of(String reference) {
    return new ImagePull(reference, List.of());
  }
}
