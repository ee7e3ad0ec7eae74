package io.kubelette.guard.bad.model;

import java.util.List;

/** Shows its password. */
record Blabber(String user, String password, List<String> groups) {}
