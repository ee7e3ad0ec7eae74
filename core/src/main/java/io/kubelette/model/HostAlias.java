package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line for the hosts file of a pod. */
@Shape
public record HostAlias(@Nullable String ip, List<String> hostnames)
    implements HostAliasBuilder.With {
  public HostAlias {
    hostnames = Frozen.list(hostnames);
  }
}
