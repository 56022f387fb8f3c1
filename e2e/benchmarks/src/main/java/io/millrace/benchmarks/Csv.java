// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks;

import io.millrace.benchmarks.harness.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Results as comma-separated values, a line each. */
final class Csv {
  private static final String HEADER =
      "suite,subject,variant,contestant,tier,unit,median,lower_quartile,upper_quartile,slots,problem,machine";

  private Csv() {}

  static void write(Path file, Machine machine, List<Result> results) throws IOException {
    List<String> lines = new ArrayList<>(List.of(HEADER));
    for (Result result : results) {
      List<Object> cells = new ArrayList<>();
      cells.addAll(
          List.of(
              result.suite(),
              result.subject(),
              result.variant(),
              result.contestant(),
              result.tier(),
              result.unit()));
      if (result.problem() == null) {
        cells.addAll(
            List.of(
                result.spread().median(),
                result.spread().lower(),
                result.spread().upper(),
                result.spread().slots(),
                ""));
      } else {
        cells.addAll(
            List.of("", "", "", "", result.problem().kind() + ": " + result.problem().text()));
      }
      lines.add(line(Stream.concat(cells.stream(), Stream.of(machine))));
    }
    Files.write(file, lines);
  }

  private static String line(Stream<?> cells) {
    return cells
        .map(String::valueOf)
        .map(cell -> cell.matches("[^,\"\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"')
        .collect(Collectors.joining(","));
  }
}
