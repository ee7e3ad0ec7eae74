package io.kubelette.manifest;

import io.kubelette.manifest.ManifestProblem.Kind;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/** Reads one source from its text to its objects. Used once, by one thread. */
final class ManifestReader {

  private final Problems problems;
  private final KindReader kinds;

  /** Whether the text was in the notation that was tried, whatever else is wrong with it. */
  private boolean wellFormed = true;

  private ManifestReader(String source) {
    this.problems = new Problems(source);
    this.kinds = new KindReader(problems);
  }

  static List<Document> read(String source, String text) {
    if (!text.stripLeading().startsWith("{")) {
      return new ManifestReader(source).yaml(text).result();
    }
    ManifestReader json = new ManifestReader(source).json(text);
    if (json.wellFormed) {
      return json.result();
    }
    // YAML may begin with a bracket too; where neither fits, JSON was meant.
    ManifestReader yaml = new ManifestReader(source).yaml(text);
    return yaml.wellFormed ? yaml.result() : json.result();
  }

  /**
   * The tree of a text that has one document; problems that do not end the reading are added.
   *
   * @throws Refusal if it is neither JSON nor YAML, or more than one document
   */
  static Tree tree(String text, Problems problems) {
    problems.enter(1);
    String start = text.stripLeading();
    if (!start.startsWith("{") && !start.startsWith("[")) {
      return yamlTree(text, problems);
    }
    try {
      JsonTree json = new JsonTree(problems, text);
      Tree tree = json.next() ? json.build() : Tree.EMPTY;
      if (json.next()) {
        throw new Refusal(Kind.SYNTAX, 0, "", "more than one document");
      }
      return tree;
    } catch (Refusal notJson) {
      try {
        return yamlTree(text, problems);
      } catch (Refusal neither) {
        throw notJson;
      }
    }
  }

  private static Tree yamlTree(String text, Problems problems) {
    try {
      Composer documents = composer(text);
      Tree tree =
          documents.checkNode()
              ? new YamlTree(problems, new AliasBudget()).build(documents.getNode())
              : Tree.EMPTY;
      if (documents.checkNode()) {
        throw new Refusal(Kind.SYNTAX, 0, "", "more than one document");
      }
      return tree;
    } catch (YAMLException e) {
      throw new Refusal(Kind.SYNTAX, 0, "", "not YAML: " + e.getMessage());
    }
  }

  private List<Document> result() {
    problems.throwIfAny();
    return kinds.documents();
  }

  private ManifestReader json(String text) {
    JsonTree trees = new JsonTree(problems, text);
    problems.enter(1);
    try {
      while (trees.next()) {
        kinds.read(trees.build());
        problems.enter(problems.document() + 1);
      }
    } catch (Refusal e) {
      refuse(e.kind, e.line, e.path, e.getMessage());
    }
    return this;
  }

  private ManifestReader yaml(String text) {
    AliasBudget aliases = new AliasBudget();
    problems.enter(1);
    try {
      Composer documents = composer(text);
      while (documents.checkNode()) {
        kinds.read(new YamlTree(problems, aliases).build(documents.getNode()));
        problems.enter(problems.document() + 1);
      }
    } catch (Refusal e) {
      refuse(e.kind, e.line, e.path, e.getMessage());
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      refuse(Kind.SYNTAX, line, "", "not YAML: " + e.getProblem());
    } catch (ReaderException e) {
      refuse(Kind.SYNTAX, 0, "", "not YAML: a character that is not allowed: " + e.getMessage());
    } catch (YAMLException e) {
      // What has neither a mark nor a position is one of the limits set above.
      refuse(Kind.LIMIT, 0, "", String.valueOf(e.getMessage()));
    }
    return this;
  }

  /** Composes nodes only: no tag makes an object of a class, so every tag may stand there. */
  static Composer composer(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Limits.SIZE);
    options.setNestingDepthLimit(10 * Limits.DEPTH);
    options.setMaxAliasesForCollections(Integer.MAX_VALUE); // the budget counts what they add
    options.setTagInspector(tag -> true);
    return new Composer(
        new ParserImpl(new StreamReader(text), options), new Tags.PlainResolver(), options);
  }

  private void refuse(Kind kind, int line, String path, String message) {
    wellFormed = kind != Kind.SYNTAX;
    problems.add(kind, line, path, message);
  }
}
