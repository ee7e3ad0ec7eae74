package io.kubelette.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes Secrets; its text form shows no value.
 *
 * <p>Written by hand, as far as builders are: a generated one would show what it holds. What is not
 * set is absent.
 */
public final class SecretBuilder {

  private @Nullable ObjectMeta metadata;
  private @Nullable Boolean immutable;
  private @Nullable Map<String, Bytes> data;
  private @Nullable Map<String, String> stringData;
  private @Nullable String type;

  private SecretBuilder() {}

  /** A builder with nothing set. */
  public static SecretBuilder builder() {
    return new SecretBuilder();
  }

  /** A builder with everything as it is there. */
  public static SecretBuilder builder(Secret from) {
    SecretBuilder builder = new SecretBuilder();
    builder.metadata = from.metadata();
    builder.immutable = from.immutable();
    builder.data = from.data();
    builder.stringData = from.stringData();
    builder.type = from.type();
    return builder;
  }

  /** Sets metadata, see {@link Secret#metadata}. */
  public SecretBuilder metadata(ObjectMeta metadata) {
    this.metadata = metadata;
    return this;
  }

  /** Sets immutable, see {@link Secret#immutable}. */
  public SecretBuilder immutable(@Nullable Boolean immutable) {
    this.immutable = immutable;
    return this;
  }

  /** Sets data, see {@link Secret#data}. */
  public SecretBuilder data(Map<String, Bytes> data) {
    this.data = data;
    return this;
  }

  /** Sets stringData, see {@link Secret#stringData}. */
  public SecretBuilder stringData(Map<String, String> stringData) {
    this.stringData = stringData;
    return this;
  }

  /** Sets type, see {@link Secret#type}. */
  public SecretBuilder type(@Nullable String type) {
    this.type = type;
    return this;
  }

  /** What was set. */
  public Secret build() {
    return new Secret(metadata, immutable, data, stringData, type);
  }

  @Override
  public String toString() {
    return "SecretBuilder[]";
  }
}
