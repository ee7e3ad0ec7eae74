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
    @Carried @Nullable String path,
    @Carried @Nullable IntOrString port,
    @Carried @Nullable String host,
    @Carried @Nullable String scheme,
    @Carried List<HTTPHeader> httpHeaders)
    implements HTTPGetActionBuilder.With {
  public HTTPGetAction {
    httpHeaders = Frozen.list(httpHeaders);
  }
}
