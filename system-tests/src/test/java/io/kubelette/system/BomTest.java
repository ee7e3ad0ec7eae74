package io.kubelette.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What users import: our versions, and nobody else's. */
final class BomTest {

  private final Element bom = pom("../bom/pom.xml");
  private final Element managed = all(bom, "dependencyManagement").get(0);
  private final Element parent = pom("../pom.xml");

  @Test
  void itBringsNoVersionsOfOthers() {
    assertThat(all(bom, "parent")).as("it would inherit what the parent manages").isEmpty();
    assertThat(texts(managed, "groupId")).containsOnly("io.kubelette");
    assertThat(texts(managed, "version")).containsOnly("${project.version}");
  }

  @Test
  void itHasTheVersionOfTheModules() {
    assertThat(texts(bom, "version").get(0)).isEqualTo(texts(parent, "version").get(0));
  }

  @Test
  void itListsEveryModuleThatIsPublished() {
    List<String> unpublished =
        List.of("bom", "examples", "system-tests", "client-tests", "benchmarks");
    List<String> published =
        texts(parent, "module").stream()
            .filter(module -> !unpublished.contains(module))
            .map(module -> "kubelette-" + module)
            .toList();
    assertThat(texts(managed, "artifactId").stream().distinct()).isEqualTo(published);
  }

  private static Element pom(String path) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(Path.of(path).toFile())
          .getDocumentElement();
    } catch (Exception unreadable) {
      throw new AssertionError(path, unreadable);
    }
  }

  private static List<String> texts(Element pom, String tag) {
    return all(pom, tag).stream().map(Element::getTextContent).toList();
  }

  private static List<Element> all(Element pom, String tag) {
    NodeList found = pom.getElementsByTagName(tag);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }
}
