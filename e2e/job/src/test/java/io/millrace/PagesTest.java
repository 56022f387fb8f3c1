// SPDX-License-Identifier: Apache-2.0
package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What holds for each page of the documentation: its code is executed by a test, or it says why
 * not, and its links lead somewhere.
 */
class PagesTest {
  private static final Pattern EXECUTED = Pattern.compile("<!-- executed by (\\w+) -->");
  private static final Pattern NOT_EXECUTED = Pattern.compile("<!-- not executed: \\S.* -->");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:\\s]*)(#[^)\\s]*)?\\)");

  /** What a command prints; a test of a page compares it where it is said to be exact. */
  private static final String OUTPUT = "text";

  private static final Set<String> LANGUAGES =
      Set.of("sh", "sql", "java", "python", "properties", OUTPUT);

  /** A page's code, and the line before it. */
  private record Block(Path page, String marker, String language, String code) {
    @Override
    public String toString() {
      return "%s, marked by \"%s\":\n%s".formatted(page.getFileName(), marker, code);
    }
  }

  @Test
  void eachCodeIsExecutedByTheTestThatItNames() throws IOException {
    List<Path> tests = Sources.java("test");
    List<Block> blocks = new ArrayList<>();
    for (Path page : pages()) {
      blocks.addAll(blocks(page));
    }
    assertThat(blocks).hasSizeGreaterThan(70);
    assertThat(blocks)
        .allSatisfy(
            block -> {
              assertThat(block.language()).as("language").isIn(LANGUAGES);
              Matcher executed = EXECUTED.matcher(block.marker());
              if (executed.matches()) {
                assertThat(tests)
                    .as("tests that name the page, or have its code")
                    .anyMatch(test -> executes(test, executed.group(1), block));
              } else if (!block.language().equals(OUTPUT)) {
                assertThat(block.marker())
                    .as("the line before: <!-- executed by … -->, or <!-- not executed: why -->")
                    .matches(NOT_EXECUTED);
              }
            });
  }

  private static boolean executes(Path test, String name, Block block) {
    if (!test.endsWith(name + ".java")) {
      return false;
    }
    String source = Sources.text(test);
    return source.contains(block.page().getFileName().toString())
        || unindented(source).contains(unindented(block.code()));
  }

  private static String unindented(String code) {
    return code.replaceAll("(?m)^ +", "");
  }

  private static List<Block> blocks(Path page) {
    List<Block> blocks = new ArrayList<>();
    List<String> lines = Sources.text(page).lines().toList();
    for (int at = 0; at < lines.size(); at++) {
      if (lines.get(at).strip().startsWith("```")) {
        int end = at + 1;
        while (!lines.get(end).strip().equals("```")) {
          end++;
        }
        blocks.add(
            new Block(
                page,
                at == 0 ? "" : lines.get(at - 1),
                lines.get(at).strip().substring(3),
                String.join("\n", lines.subList(at + 1, end))));
        at = end;
      }
    }
    return blocks;
  }

  @Test
  void eachLinkLeadsToAFileAndItsHeading() throws IOException {
    List<Path> pages = new ArrayList<>(pages());
    for (String each : List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
      pages.add(Sources.ROOT.resolve(each));
    }
    for (Path page : pages) {
      for (MatchResult link : LINK.matcher(Sources.text(page)).results().toList()) {
        Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
        assertThat(target).as("%s of %s", link.group(), page).exists();
        if (link.group(2) != null) {
          assertThat(headings(target)).as("%s of %s", link.group(), page).contains(link.group(2));
        }
      }
    }
  }

  /** As GitHub makes them. */
  private static List<String> headings(Path page) {
    return Sources.text(page)
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(line -> "#" + line.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(Sources.ROOT.resolve("docs"))) {
      return files.filter(each -> each.toString().endsWith(".md")).sorted().toList();
    }
  }
}
