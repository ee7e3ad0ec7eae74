package io.kubelette.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.api.ApiException;
import org.junit.jupiter.api.Test;

class AcceptTest {

  @Test
  void kubectlGetsATable() {
    Accept accept =
        Accept.of(
            "application/json;as=Table;v=v1;g=meta.k8s.io,"
                + "application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json");
    assertThat(accept.form()).isEqualTo(Accept.Form.TABLE);
    assertThat(accept.metaVersion()).isEqualTo("meta.k8s.io/v1");
  }

  @Test
  void theFirstWishThatCanBeMetCounts() {
    assertThat(Accept.of("application/vnd.kubernetes.protobuf, */*").form())
        .isEqualTo(Accept.Form.OBJECT);
    assertThat(Accept.of("application/json;as=Unheard;v=v1;g=meta.k8s.io, application/yaml").form())
        .isEqualTo(Accept.Form.YAML);
  }

  @Test
  void whatIsLikedBestComesFirst() {
    assertThat(Accept.of("application/json;q=0.5, application/yaml").form())
        .isEqualTo(Accept.Form.YAML);
    assertThat(Accept.of("application/yaml;q=0.2, */*;q=0.1").form()).isEqualTo(Accept.Form.YAML);
    assertThat(Accept.of("application/yaml;q=0, */*;q=0.1").form()).isEqualTo(Accept.Form.OBJECT);
    assertThat(Accept.of("application/json;q=high, application/yaml;q=2").form())
        .isEqualTo(Accept.Form.OBJECT);
    assertThatThrownBy(() -> Accept.of("application/json;q=0")).isInstanceOf(ApiException.class);
  }

  @Test
  void whoSaysNothingGetsJson() {
    assertThat(Accept.of(null).form()).isEqualTo(Accept.Form.OBJECT);
    assertThat(Accept.of(" ").form()).isEqualTo(Accept.Form.OBJECT);
  }

  @Test
  void metadataAloneIsAFormOfItsOwn() {
    assertThat(Accept.of("application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1").form())
        .isEqualTo(Accept.Form.METADATA);
  }

  @Test
  void whatCannotBeMetIsRefused() {
    assertThatThrownBy(() -> Accept.of("application/vnd.kubernetes.protobuf"))
        .isInstanceOfSatisfying(
            ApiException.class,
            refused -> assertThat(refused.kind()).isEqualTo(ApiException.Kind.NOT_ACCEPTABLE));
  }
}
