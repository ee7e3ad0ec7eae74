package io.kubelette.api.patch;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kubelette.model.ConfigMapKeySelector;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.LabelSelector;
import io.kubelette.model.LocalObjectReference;
import io.kubelette.model.NodeSelector;
import io.kubelette.model.NodeSelectorTerm;
import io.kubelette.model.ObjectFieldSelector;
import io.kubelette.model.ObjectReference;
import io.kubelette.model.ResourceFieldSelector;
import io.kubelette.model.RoleRef;
import io.kubelette.model.SecretKeySelector;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the model says about a place in a tree: which fields are below it, and how lists there are
 * merged. A place of which the model says nothing has maps that are merged and lists that are not.
 *
 * @param record whose fields the place has; none for maps, scalars and opaque parts
 * @param element of a map or list, where it is a record
 * @param list how a list is merged
 * @param atomic whether a map or record has one owner as a whole
 */
record Schema(
    @Nullable Class<?> record, @Nullable Class<?> element, ListRule list, boolean atomic) {

  private static final Schema UNKNOWN = new Schema(null, null, ListRule.ATOMIC, false);

  /** Records that are applied as a whole, as Kubernetes' types say. */
  private static final Set<Class<?>> ATOMIC_RECORDS =
      Set.of(
          LabelSelector.class,
          NodeSelector.class,
          NodeSelectorTerm.class,
          ObjectReference.class,
          LocalObjectReference.class,
          SecretKeySelector.class,
          ConfigMapKeySelector.class,
          ObjectFieldSelector.class,
          ResourceFieldSelector.class,
          RoleRef.class);

  private static final Set<String> ATOMIC_MAPS =
      Set.of("ServiceSpec.selector", "ReplicationControllerSpec.selector", "PodSpec.nodeSelector");

  /** Reflection over a record takes longer than a merge; these are Java types, bounded. */
  private static final ClassValue<Map<String, Schema>> FIELDS =
      new ClassValue<>() {
        @Override
        protected Map<String, Schema> computeValue(Class<?> record) {
          return reflected(record);
        }
      };

  /** The root of objects of a type. */
  static Schema of(Class<? extends KubernetesObject> type) {
    return ofRecord(type);
  }

  /** What is below a name: a field of a record, or an entry of a map. */
  Schema field(String name) {
    if (record != null) {
      return FIELDS.get(record).getOrDefault(name, UNKNOWN);
    }
    return item();
  }

  /** An item of the list, or an entry of the map. */
  Schema item() {
    return element == null ? UNKNOWN : ofRecord(element);
  }

  private static Schema ofRecord(Class<?> type) {
    return new Schema(type, null, ListRule.ATOMIC, ATOMIC_RECORDS.contains(type));
  }

  private static Map<String, Schema> reflected(Class<?> record) {
    Map<String, Schema> fields = new HashMap<>();
    for (RecordComponent component : record.getRecordComponents()) {
      JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
      boolean named = renamed != null && !renamed.value().isEmpty();
      String name = named ? renamed.value() : component.getName();
      fields.put(name, ofField(record, name, component.getGenericType()));
    }
    return Map.copyOf(fields);
  }

  private static Schema ofField(Class<?> owner, String name, Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      Class<?> element = part(arguments[arguments.length - 1]);
      if (generic.getRawType() == List.class) {
        return new Schema(null, element, ListRule.of(owner, name), false);
      }
      boolean atomic = ATOMIC_MAPS.contains(owner.getSimpleName() + "." + name);
      return new Schema(null, element, ListRule.ATOMIC, atomic);
    }
    Class<?> part = part(type);
    return part == null ? UNKNOWN : ofRecord(part);
  }

  /** A record with fields of its own; Opaque, Quantity and the like are values. */
  private static @Nullable Class<?> part(Type type) {
    Class<?> simple = (Class<?>) type;
    boolean hasFields =
        simple.isRecord()
            && !Set.of("Opaque", "Quantity", "IntOrString", "Bytes")
                .contains(simple.getSimpleName());
    return hasFields ? simple : null;
  }
}
