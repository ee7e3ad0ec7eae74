package io.kubelette.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.model.KubernetesObject;
import io.kubelette.model.Pod;
import io.kubelette.model.PodSpec;
import io.kubelette.model.ResourceType;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Parts in which nothing is set are left out of JSON; the writer knows them by showing nothing. */
final class BlankPartsTest {

  @Test
  void whatHasNothingSetShowsNothing() throws ReflectiveOperationException {
    List<Object> blanks = new ArrayList<>();
    for (ResourceType<? extends KubernetesObject> type : ResourceType.all()) {
      for (RecordComponent part : type.javaType().getRecordComponents()) {
        for (Field field : part.getType().getFields()) {
          if (field.getName().equals("EMPTY")) {
            blanks.add(field.get(null));
          }
        }
      }
    }

    assertThat(blanks).hasSizeGreaterThan(50).allSatisfy(BlankPartsTest::showsNothing);
  }

  private static void showsNothing(Object blank) {
    assertThat(Manifests.toJson(blank)).isEqualTo("{}");
  }

  @Test
  void aPartIsShownForAnythingInIt() {
    Pod pod = Manifests.fromJson("{\"metadata\":{\"name\":\"a\"},\"spec\":{}}", Pod.class);
    Pod waiting = pod.withSpec(PodSpec.EMPTY.withEnableServiceLinks(false));

    assertThat(Manifests.toJson(pod))
        .isEqualTo("{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"a\"}}");
    assertThat(Manifests.toJson(waiting)).endsWith("\"spec\":{\"enableServiceLinks\":false}}");
  }
}
