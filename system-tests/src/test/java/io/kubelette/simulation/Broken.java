package io.kubelette.simulation;

/**
 * An invariant that did not hold.
 *
 * @param invariant its name
 * @param subject the pod that it was about; empty if none
 * @param why what was found
 */
record Broken(String invariant, String subject, String why) {}
