package io.kubelette.model;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** Leaves a part out of JSON that is never absent in Java but has nothing set. */
@JacksonAnnotationsInside
@JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = OmitEmpty.Filter.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
@interface OmitEmpty {

  /** Equal to every part that has nothing set: Jackson leaves out what its filter equals. */
  final class Filter {
    @Override
    public boolean equals(@Nullable Object part) {
      return part == null
          || part.equals(ObjectMeta.EMPTY)
          || part.equals(PodSpec.EMPTY)
          || part.equals(PodStatus.EMPTY)
          || part.equals(ServiceSpec.EMPTY)
          || part.equals(ServiceStatus.EMPTY)
          || part.equals(NodeSpec.EMPTY)
          || part.equals(NodeStatus.EMPTY)
          || part.equals(LeaseSpec.EMPTY)
          || part.equals(NamespaceSpec.EMPTY)
          || part.equals(NamespaceStatus.EMPTY)
          || part.equals(IPAddressSpec.EMPTY)
          || part.equals(ListMeta.EMPTY);
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }
}
