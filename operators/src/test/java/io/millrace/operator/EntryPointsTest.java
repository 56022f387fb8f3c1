// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples in the Javadoc of entry points; {@code PagesTest} of the job looks at pages. */
class EntryPointsTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("<pre>\\{@code\n(.*?)\n \\* \\}</pre>", Pattern.DOTALL);

  @Test
  void theExampleOfEachIsPartOfATest() throws Exception {
    assertThat(test("DataStreamITCase")).contains(example("Expressions"));
    assertThat(test("ExprRowsITCase")).contains(example("ExprRows"));
    assertThat(test("OverWindowsITCase")).contains(example("ExprOverWindows"));
    assertThat(test("ArrowExpressionsTest")).contains(example("ArrowExpressions"));
  }

  private static String test(String name) throws IOException {
    Path tests = Path.of("src/test/java/io/millrace/operator");
    return unindented(Files.readString(tests.resolve(name + ".java")));
  }

  private static String example(String name) throws IOException {
    Path sources = Path.of("src/main/java/io/millrace/operator");
    Matcher example = EXAMPLE.matcher(Files.readString(sources.resolve(name + ".java")));
    assertThat(example.find()).isTrue();
    return unindented(example.group(1).replaceAll("(?m)^ \\* ?", ""));
  }

  private static String unindented(String code) {
    return code.replaceAll("(?m)^ +", "");
  }
}
