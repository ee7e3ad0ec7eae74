package io.kubelette.runtime.docker;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.Image;
import io.kubelette.runtime.ObservedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads images as the engine shows them. Pure. */
final class ObservedImages {

  private ObservedImages() {}

  static ObservedImage of(InspectImageResponse image) {
    List<String> digests = orEmpty(image.getRepoDigests());
    Long size = image.getSize();
    String user = image.getConfig() == null ? null : image.getConfig().getUser();
    return new ObservedImage(
        statusId(image.getId(), digests),
        size == null ? 0 : size,
        names(orEmpty(image.getRepoTags()), digests),
        user == null ? "" : user,
        stopSignal(image));
  }

  /** A list tells neither user nor signal. */
  static ObservedImage of(Image image) {
    List<String> digests = listed(image.getRepoDigests());
    return new ObservedImage(
        statusId(image.getId(), digests),
        image.getSize() == null ? 0 : image.getSize(),
        names(listed(image.getRepoTags()), digests),
        "",
        "");
  }

  private static String statusId(@Nullable String id, List<String> digests) {
    return digests.isEmpty() ? "docker://" + id : "docker-pullable://" + digests.get(0);
  }

  private static List<String> names(List<String> tags, List<String> digests) {
    List<String> names = new ArrayList<>(tags);
    names.addAll(digests);
    return names;
  }

  private static List<String> orEmpty(@Nullable List<String> names) {
    return names == null ? List.of() : names;
  }

  /** An image without a name is listed under a name that says so. */
  private static List<String> listed(String @Nullable [] names) {
    return names == null
        ? List.of()
        : Arrays.stream(names).filter(name -> !name.startsWith("<none>")).toList();
  }

  /** The client library has no getter for it. */
  private static String stopSignal(InspectImageResponse image) {
    Object config = image.getRawValues().get("Config");
    Object signal = config instanceof Map<?, ?> fields ? fields.get("StopSignal") : null;
    return signal instanceof String name ? name : "";
  }
}
