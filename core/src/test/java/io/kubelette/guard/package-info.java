/**
 * The rules of the house that a build can check, each with its reason: arrows between packages,
 * forbidden calls, names, sizes, package documents.
 *
 * <p>A module runs them over its own classes and sources by a class of one line that extends {@link
 * io.kubelette.guard.HouseRules}. What is in {@code bad} breaks the rules on purpose, so that tests
 * see each rule bite.
 *
 * <p>Threads: none.
 *
 * <p>May import: nothing of Kubelette; ArchUnit and the JDK's compiler.
 */
@NullMarked
package io.kubelette.guard;

import org.jspecify.annotations.NullMarked;
