// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * The page {@code docs/reference/differences.md}: each reason for which answers differ, with its
 * example, which is asked of both. With {@code -Dmillrace.write=true} it is made anew.
 */
class DifferencesPageTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
  private static final Path PAGE = ROOT.resolve("docs/reference/differences.md");

  private static final String HEAD =
      """
      <!-- SPDX-License-Identifier: Apache-2.0 -->
      # Known differences

      <!-- Made by DifferencesPageTest, which fails when this page is stale. -->

      `./millrace differ` asks DataFusion 55 and Millrace for the values of expressions made at random, and finds
      answers that differ for these reasons only. Each has an example that is asked again when this page is made;
      *at most* is how many of 5,000 expressions may be exempt for it before the test fails. Tables are those of
      `e2e/job/src/test/resources/conformance/inputs`.
      """;

  @Test
  void eachExampleDiffersForItsReasonAndStandsOnThePage() throws IOException {
    Optional<Path> python = Python.withDataFusion(ROOT);
    if (python.isEmpty()) {
      Assumptions.abort("no Python");
    }
    StringBuilder page = new StringBuilder(HEAD);
    try (Asking asking = new Asking(ROOT, python.get())) {
      for (Exemption each : Exemption.values()) {
        add(each, asking, page);
      }
    }
    if (Boolean.getBoolean("millrace.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE)
        .as("the page is stale; make it anew with -Dmillrace.write=true, see CONTRIBUTING")
        .hasContent(page.toString());
  }

  private static void add(Exemption exemption, Asking asking, StringBuilder page)
      throws IOException {
    Asked asked = Asked.parse(exemption.example());
    Compared compared = asking.ask(asked.question(), asked.rows());
    Difference difference = compared.differences().isEmpty() ? null : compared.differences().get(0);
    if (difference == null) {
      assertThat(compared.exemptions()).as(exemption.example()).containsOnly(exemption);
    } else {
      Parts parts = asking.parts(asked.question(), asked.rows(), difference);
      assertThat(Exemption.of(difference, parts))
          .as(asked.question() + " " + difference)
          .isEqualTo(exemption);
    }
    page.append("\n## ")
        .append(exemption.title())
        .append("\n\n")
        .append(exemption.why())
        .append(" At most ")
        .append(exemption.most())
        .append(".\n\n")
        .append("- example, over ")
        .append(asked.question().table() == null ? "no table" : asked.question().table())
        .append(asked.rows() == null ? "" : " " + asked.rows())
        .append(": `")
        .append(asked.question().phrase().sql())
        .append("`\n");
    if (difference != null) {
      page.append("- DataFusion: ").append(difference.there()).append('\n');
      page.append("- here: ").append(difference.here()).append('\n');
    }
  }
}
