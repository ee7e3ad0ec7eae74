package io.kubelette.api;

/**
 * How a command ended, and what it wrote.
 *
 * @param exitCode its exit code
 * @param out its standard output, read as UTF-8
 * @param err its standard error, read as UTF-8
 */
public record CommandResult(int exitCode, String out, String err) {}
