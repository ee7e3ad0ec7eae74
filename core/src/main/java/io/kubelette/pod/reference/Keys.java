package io.kubelette.pod.reference;

import io.kubelette.model.Bytes;
import io.kubelette.model.ConfigMap;
import io.kubelette.model.Secret;
import java.util.Map;
import java.util.TreeMap;

/** The contents of ConfigMaps and Secrets, by key and in the order of keys. Pure. */
public final class Keys {

  private Keys() {}

  /** Text and binary keys alike. */
  public static Map<String, Bytes> of(ConfigMap object) {
    Map<String, Bytes> keys = new TreeMap<>(object.binaryData());
    object.data().forEach((key, text) -> keys.put(key, Bytes.ofUtf8(text)));
    return keys;
  }

  /** As they are stored: what was given as text has been laid over them by the API. */
  public static Map<String, Bytes> of(Secret object) {
    return new TreeMap<>(object.data());
  }
}
