// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HowToTest {
  private static final Pattern BLOCK =
      Pattern.compile("<!-- executed by (\\w+) -->\n```java\n(.*?)\n```", Pattern.DOTALL);

  @Test
  void everyCodeOfThePageIsPartOfATest() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "how-to", "expressions-in-datastream.md"));
    var blocks = BLOCK.matcher(page).results().toList();
    assertThat(page.split("```java", -1)).hasSize(blocks.size() + 1).hasSizeGreaterThan(4);
    for (MatchResult block : blocks) {
      Path test = Path.of("src/test/java/io/millrace/operator", block.group(1) + ".java");
      assertThat(unindented(Files.readString(test))).contains(unindented(block.group(2)));
    }
  }

  private static String unindented(String code) {
    return code.replaceAll("(?m)^ +", "");
  }
}
