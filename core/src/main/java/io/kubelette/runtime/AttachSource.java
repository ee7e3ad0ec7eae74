package io.kubelette.runtime;

/** The ability to attach to the streams of a container's own program. */
@FunctionalInterface
public interface AttachSource {

  /**
   * Attaches: what the program writes from now on goes to the outputs, what is written to the
   * session's input goes to the program. The session ends with the container. {@code NOT_FOUND} if
   * there is no such container, {@code CONFLICT} if it does not run. The caller closes the session,
   * which the program survives; the input of a container that takes it once ends with it.
   */
  ContainerSession attach(AttachSpec spec, Outputs outputs);
}
