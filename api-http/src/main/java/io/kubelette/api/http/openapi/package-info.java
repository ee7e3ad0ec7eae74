/**
 * OpenAPI v3 documents, made of the model's records: what {@code kubectl explain} shows and what
 * {@code kubectl apply} needs to merge lists.
 *
 * <p>{@link io.kubelette.api.http.openapi.OpenApi} makes the document of a group and version.
 *
 * <p>Threads: none; documents are pure functions of the model.
 *
 * <p>May import: model.
 */
@NullMarked
package io.kubelette.api.http.openapi;

import org.jspecify.annotations.NullMarked;
