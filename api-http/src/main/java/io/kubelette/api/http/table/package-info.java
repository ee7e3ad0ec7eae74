/**
 * The columns that kubectl prints of each kind: the server decides what they show.
 *
 * <p>{@link io.kubelette.api.http.table.Tables} has the columns of a type; everything is a pure
 * function of an object and the time.
 *
 * <p>Threads: none; all is immutable.
 *
 * <p>May import: model.
 */
@NullMarked
package io.kubelette.api.http.table;

import org.jspecify.annotations.NullMarked;
