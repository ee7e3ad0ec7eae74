/**
 * Changes of objects that are written down: the four kinds of Kubernetes' patches, and who manages
 * which fields. All of it works on trees of plain Java, and is pure.
 *
 * <p>{@link io.kubelette.api.patch.Patching} lays a patch over a tree; {@link
 * io.kubelette.api.patch.ManagedFields} does server-side apply; {@link
 * io.kubelette.api.patch.Schema} knows by which keys the lists of the model are merged.
 *
 * <p>Threads: none. Everything works on the caller's thread and keeps nothing.
 *
 * <p>May import: model.
 */
@NullMarked
package io.kubelette.api.patch;

import org.jspecify.annotations.NullMarked;
