// SPDX-License-Identifier: Apache-2.0
package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ErrorCodeTest {
  @Test
  void thePageHasEachCodeWithItsStageInTheirOrder() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("..", "docs", "reference", "errors.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.substring(0, line.indexOf('|', line.indexOf('|', 1) + 1)))
            .toList();
    assertThat(rows)
        .containsExactlyElementsOf(Stream.of(ErrorCode.values()).map(ErrorCodeTest::row).toList());
  }

  private static String row(ErrorCode code) {
    return "| `%s` | `%s` ".formatted(code.name(), code.stage().name().toLowerCase(Locale.ROOT));
  }
}
