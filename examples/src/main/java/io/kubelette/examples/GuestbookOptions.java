package io.kubelette.examples;

import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.docker.DockerRuntime;
import io.kubelette.runtime.fake.FakeRuntime;
import java.util.Iterator;
import java.util.List;

/**
 * The options of the guestbook.
 *
 * @param runtime {@code fake} or {@code docker}
 * @param image the image of all its pods
 */
record GuestbookOptions(String runtime, String image) {

  static final String DEFAULT_IMAGE = "busybox:1.36";

  static GuestbookOptions parse(List<String> args) {
    GuestbookOptions options = new GuestbookOptions("fake", DEFAULT_IMAGE);
    for (Iterator<String> words = args.iterator(); words.hasNext(); ) {
      String option = words.next();
      if (!words.hasNext()) {
        throw new UsageException(option + " needs a value");
      }
      String value = words.next();
      options =
          switch (option) {
            case "--runtime" -> new GuestbookOptions(value, options.image);
            case "--image" -> new GuestbookOptions(options.runtime, value);
            default -> throw new UsageException("there is no option " + option);
          };
    }
    return options;
  }

  ContainerRuntime connect() {
    return switch (runtime) {
      case "fake" -> FakeRuntime.create().image(image, new GuestbookProgram());
      case "docker" -> DockerRuntime.connect();
      default -> throw new UsageException("--runtime is fake or docker, not " + runtime);
    };
  }
}
