// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import io.millrace.conformance.InputTables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tables that expressions are over: those of the corpus. */
final class Inputs {
  static final List<String> NAMES =
      List.of("binary", "decimals", "mixed", "nested", "numbers", "strings", "times");

  private Inputs() {}

  static Path below(Path root) {
    return root.resolve("e2e/job/src/test/resources/conformance/inputs");
  }

  static Map<String, TableSorts> sorts(InputTables tables, Grammar grammar) throws IOException {
    Map<String, TableSorts> sorts = new TreeMap<>();
    for (String name : NAMES) {
      sorts.put(name, new TableSorts(name, tables.get(name), grammar));
    }
    return sorts;
  }
}
