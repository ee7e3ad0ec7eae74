package io.kubelette.runtime.fake;

import java.time.Instant;

/** What anything gets when it is made: an id, and the time. */
record Birth(String id, Instant at) {}
