/**
 * Kubernetes' objects as they travel in protobuf, which {@code kubectl create} sends: decoded into
 * trees of JSON by a table of fields, without generated classes.
 *
 * <p>{@link io.kubelette.api.http.protobuf.ProtobufBody} is the way in.
 *
 * <p>Threads: none; the table is immutable.
 *
 * <p>May import: nothing of ours.
 */
@NullMarked
package io.kubelette.api.http.protobuf;

import org.jspecify.annotations.NullMarked;
