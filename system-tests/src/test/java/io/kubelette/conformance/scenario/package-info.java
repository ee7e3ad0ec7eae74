/**
 * The conformance tests of Kubernetes that apply to a node, as scenarios of our own: a file for
 * each family, and the table that says which test is shown by which scenario.
 *
 * <p>Threads: scenarios of one suite run beside each other on threads of JUnit and share one node.
 *
 * <p>May import: every module's public API.
 */
@NullMarked
package io.kubelette.conformance.scenario;

import org.jspecify.annotations.NullMarked;
