package io.kubelette.manifest;

/** What a manifest may cost at most; far beyond what people write. */
final class Limits {

  /** Characters of one source: 16 Mi. */
  static final int SIZE = 16 << 20;

  /** Levels of mappings and lists: what Kubernetes nests deepest stays below 30. */
  static final int DEPTH = 100;

  /** Values that one source may gain by its aliases. */
  static final int ALIASED_VALUES = 100_000;

  private Limits() {}
}
