package io.kubelette.pod.reference;

import io.kubelette.model.Container;
import io.kubelette.model.PodSpec;
import io.kubelette.model.Quantity;
import io.kubelette.model.ResourceFieldSelector;
import io.kubelette.model.ResourceRequirements;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The {@code resourceFieldRef}s of environments and downward API volumes. Pure. */
public final class ResourceReferences {

  private static final Set<String> PLAIN = Set.of("cpu", "memory", "ephemeral-storage");
  private static final String HUGE_PAGES = "hugepages-";

  private ResourceReferences() {}

  /**
   * The amount in units of the divisor (1 if it has none), rounded up. A limit that is not set is
   * what the node can offer at most; a request that is not set is 0.
   *
   * @param own the container whose environment this is, if the selector names no other
   * @throws ReferenceException if there is no such container or resource
   */
  public static String value(
      ResourceFieldSelector selector, @Nullable Container own, PodPlace place) {
    String resource = selector.resource() == null ? "" : selector.resource();
    Container container = container(selector.containerName(), own, place.pod().spec());
    int dot = resource.indexOf('.');
    String name = resource.substring(dot + 1);
    boolean limit = resource.startsWith("limits.");
    boolean known = PLAIN.contains(name) || name.startsWith(HUGE_PAGES);
    if (!known || !(limit || resource.startsWith("requests."))) {
      throw new ReferenceException("Unsupported container resource : " + resource);
    }
    Quantity amount = amount(container.resources(), name, limit);
    if (amount == null) {
      amount = limit ? place.allocatable().getOrDefault(name, Quantity.ZERO) : Quantity.ZERO;
    }
    return inUnitsOf(selector.divisor(), amount);
  }

  private static @Nullable Quantity amount(
      @Nullable ResourceRequirements resources, String name, boolean limit) {
    if (resources == null) {
      return null;
    }
    Map<String, Quantity> amounts = limit ? resources.limits() : resources.requests();
    Quantity amount = amounts.get(name);
    // A request that is not set is the limit, if that is.
    return amount == null && !limit ? resources.limits().get(name) : amount;
  }

  private static String inUnitsOf(@Nullable Quantity divisor, Quantity amount) {
    BigDecimal unit = divisor == null || divisor.signum() == 0 ? BigDecimal.ONE : divisor.value();
    return amount.value().divide(unit, 0, RoundingMode.CEILING).toPlainString();
  }

  private static Container container(@Nullable String name, @Nullable Container own, PodSpec spec) {
    if (own != null && (name == null || name.isEmpty())) {
      return own;
    }
    return Stream.concat(spec.containers().stream(), spec.initContainers().stream())
        .filter(container -> container.name() != null && container.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new ReferenceException("container " + name + " not found"));
  }
}
