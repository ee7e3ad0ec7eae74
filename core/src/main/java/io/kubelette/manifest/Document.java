package io.kubelette.manifest;

import io.kubelette.model.KubernetesObject;

/**
 * One object of a manifest and the place where it stands.
 *
 * @param source the name of the manifest, such as its file name
 * @param index the number of the document within the source, from 1; objects of one {@code List}
 *     share it
 * @param line the line where the object begins, from 1
 */
public record Document(String source, int index, int line, KubernetesObject object) {

  /** Where it stands, as errors name it: {@code guestbook.yaml: document 3, line 21}. */
  public String place() {
    return source + ": document " + index + ", line " + line;
  }
}
