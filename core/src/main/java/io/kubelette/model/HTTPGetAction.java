package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request to a container.
 *
 * @param host the address to ask; that of the pod where absent
 * @param scheme HTTP or HTTPS; Kubernetes: HTTP
 */
@Shape
public record HTTPGetAction(
    @Nullable String path,
    @Nullable IntOrString port,
    @Nullable String host,
    @Nullable String scheme,
    List<HTTPHeader> httpHeaders)
    implements HTTPGetActionBuilder.With {
  public HTTPGetAction {
    httpHeaders = Frozen.list(httpHeaders);
  }
}
