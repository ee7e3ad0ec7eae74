package io.kubelette.simulation;

import io.kubelette.pod.LoopPodManager;
import io.kubelette.runtime.fake.FakeRuntime;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.slf4j.Logger;

/**
 * A bug that is written into the text of one class of core; nothing in core knows of it.
 *
 * <p>The changed class is compiled into a folder of its own, and the simulation is loaded once more
 * in a class loader that looks there first, so that the bug is in that simulation alone.
 *
 * @param type the class
 * @param right the text that is taken away; it must stand there exactly once
 * @param wrong what stands in its place
 */
record PlantedBug(Class<?> type, String right, String wrong) {

  /**
   * The invariants that the bug breaks first, each in a run of its own: until the expected one is
   * among them, or so many runs are over.
   */
  List<String> broken(long runs, Path folder, String expected)
      throws IOException, ReflectiveOperationException {
    compile(planted(), folder);
    List<URL> places = new ArrayList<>(List.of(folder.toUri().toURL()));
    places.addAll(
        Stream.of(LoopPodManager.class, FakeRuntime.class, Simulation.class)
            .map(PlantedBug::home)
            .toList());
    try (URLClassLoader loader = new AnewLoader(places.toArray(URL[]::new))) {
      Class<?> simulation = loader.loadClass(Simulation.class.getName());
      try {
        List<?> names =
            (List<?>)
                simulation
                    .getMethod("broken", long.class, String.class)
                    .invoke(null, runs, expected);
        return names.stream().map(String::valueOf).toList();
      } catch (InvocationTargetException failure) {
        throw new AssertionError(failure.getCause());
      }
    }
  }

  private String planted() throws IOException {
    String source = Files.readString(source());
    int at = source.indexOf(right);
    if (at < 0 || source.indexOf(right, at + 1) >= 0) {
      throw new AssertionError(
          "the bug cannot be planted any more: %s does not hold exactly once: %s"
              .formatted(source(), right));
    }
    return source.replace(right, wrong);
  }

  private Path source() {
    return Path.of("../core/src/main/java", type.getName().replace('.', '/') + ".java");
  }

  private void compile(String source, Path folder) throws IOException {
    Path file = folder.resolve(type.getSimpleName() + ".java");
    Files.writeString(file, source);
    String classpath =
        String.join(
            java.io.File.pathSeparator,
            Stream.of(LoopPodManager.class, Logger.class, NullMarked.class)
                .map(PlantedBug::home)
                .map(url -> Path.of(java.net.URI.create(url.toString())).toString())
                .toList());
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    int result =
        compiler.run(
            null,
            null,
            null,
            "-proc:none",
            "-cp",
            classpath,
            "-d",
            folder.toString(),
            file.toString());
    if (result != 0) {
      throw new AssertionError("the bug does not compile: " + file);
    }
  }

  private static URL home(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  /** Loads Kubelette's classes anew from its own places, and all others from where they are. */
  private static final class AnewLoader extends URLClassLoader {

    AnewLoader(URL[] places) {
      super(places, PlantedBug.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("io.kubelette.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }
  }
}
