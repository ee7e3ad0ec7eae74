package io.kubelette.runtime;

/**
 * The engine behind a runtime; printed as {@code docker://27.1.2}, the way a Node reports it.
 *
 * @param name for instance {@code docker}; also the scheme of container ids in a pod's status
 * @param version the engine's own version
 */
public record RuntimeVersion(String name, String version) {

  @Override
  public String toString() {
    return name + "://" + version;
  }
}
