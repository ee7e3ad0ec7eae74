package io.kubelette.api;

import io.kubelette.api.patch.PatchException;
import io.kubelette.api.patch.Patching;
import io.kubelette.manifest.ManifestException;
import io.kubelette.manifest.Trees;
import io.kubelette.model.Scale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a patch makes of a scale. Pure. */
final class ScalePatch {

  private ScalePatch() {}

  static Scale of(Place<?> place, Scale now, Patch patch) {
    Object tree = Bodies.patch(patch.text());
    try {
      Map<String, @Nullable Object> patched =
          switch (patch.type()) {
            case JSON -> Patching.json(Trees.of(now), tree);
            case MERGE -> Patching.merge(Trees.of(now), tree);
            case STRATEGIC, APPLY -> Patching.strategic(Trees.of(now), tree, Scale.class);
          };
      return Trees.read(patched, Scale.class).value();
    } catch (PatchException | ManifestException flawed) {
      throw ApiException.badRequest(
          "the scale of " + place.name() + " cannot be patched so: " + flawed.getMessage());
    }
  }
}
