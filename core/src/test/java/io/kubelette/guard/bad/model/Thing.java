package io.kubelette.guard.bad.model;

/** What everybody may import. */
public final class Thing {}
