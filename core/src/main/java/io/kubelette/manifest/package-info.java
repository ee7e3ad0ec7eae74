/**
 * Manifests: documents of YAML and JSON to the records of the model, and back. Reading is strict
 * and resolves scalars as Kubernetes does; every problem tells document, line and field path.
 *
 * <p>Threads: none. Everything here works on the caller's thread and keeps no state between calls.
 *
 * <p>May import: model, Jackson, snakeyaml.
 */
@NullMarked
package io.kubelette.manifest;

import org.jspecify.annotations.NullMarked;
