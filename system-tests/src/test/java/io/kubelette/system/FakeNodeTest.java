package io.kubelette.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.Kubelette;
import io.kubelette.OnClose;
import io.kubelette.api.ApiException;
import io.kubelette.api.Query;
import io.kubelette.model.ResourceType;
import io.kubelette.node.NodeConfig;
import io.kubelette.proxy.nio.NioServiceProxy;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.fake.FakeRuntime;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A node on the fake runtime. */
final class FakeNodeTest extends NodeContract {

  private final FakeRuntime engine =
      FakeRuntime.create()
          .image(
              "talker:1",
              container -> {
                container.out().println("hello");
                container.awaitStop();
                return 143;
              })
          .command(
              "echo",
              container -> {
                container.out().println(container.args().get(1));
                return 0;
              })
          .command("false", container -> 1);

  @Override
  void endEngine() {
    engine.close();
  }

  @Override
  ContainerRuntime connect() {
    return engine.connect();
  }

  @Override
  String image() {
    return "idle:1";
  }

  @Override
  String talker() {
    return "talker:1";
  }

  @Test
  void nothingIsAppliedWhenOneDocumentIsInvalid() {
    try (Kubelette node = node(owner).start()) {
      String invalid = Manifest.pod("two", image()).replace("name: main", "name: Not_A_Label");
      assertThatThrownBy(() -> node.apply(Manifest.pod("one", image()) + "---\n" + invalid))
          .isInstanceOf(ApiException.class)
          .hasMessageContaining("manifest: document 2, line ")
          .hasMessageContaining("spec.containers[0].name");
      assertThat(node.api().list(Query.of(ResourceType.POD)).items()).isEmpty();
    }
  }

  @Test
  void theRootDirectoryBelongsToOneNode() {
    try (Kubelette node = node(owner).root(root).start()) {
      assertThat(node.name()).isEqualTo(owner);
      assertThatThrownBy(() -> node(owner + "-other").root(root).start())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("another node uses the root directory");
    }
  }

  @Test
  void keepingPodsNeedsANameUnderWhichTheyAreFound() {
    assertThatThrownBy(
            () ->
                Kubelette.builder()
                    .runtime(connect())
                    .proxy(NioServiceProxy.create())
                    .onClose(OnClose.KEEP)
                    .start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("owner");
  }

  @Test
  void aStartThatFailsClosesWhatItWasGiven() {
    List<String> before = Expect.threads();
    assertThatThrownBy(() -> node(owner).onClose(OnClose.KEEP).start())
        .hasMessageContaining("root");
    assertThatThrownBy(() -> Kubelette.builder().proxy(NioServiceProxy.create()).start())
        .hasMessageContaining("a node needs a runtime");
    assertThatThrownBy(() -> node(owner).root(Path.of("/dev/null/root")).start())
        .isInstanceOf(UncheckedIOException.class);
    Expect.that("no thread is left", () -> Expect.threads().size() <= before.size());
  }

  @Test
  void aNameThatNoNodeMayHaveIsRefusedWithTheReason() {
    assertThatThrownBy(() -> node("Not A Name").start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("could not register the node")
        .hasMessageContaining("metadata.name")
        .hasMessageContaining("Not A Name");
  }

  @Test
  void theNodeHasTheLabelsThatItWasGiven() {
    NodeConfig config = NodeConfig.defaults("worker").withLabels(Map.of("disk", "ssd"));
    try (Kubelette node = node(owner).node(config).start()) {
      apply(
          node,
          Manifest.pod("one", image()).replace("spec:", "spec:\n  nodeSelector: {disk: ssd}"));
      assertThat(node.name()).isEqualTo("worker");
      assertThat(get(node, "one").spec().nodeName()).isEqualTo("worker");
    }
  }
}
