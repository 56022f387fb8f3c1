// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.annotation.PublicEvolving;

/** A table by name; {@code schema} and {@code catalog} are null where they were not said. */
@PublicEvolving
public record TableReference(String catalog, String schema, String table) {
  public TableReference {
    Objects.requireNonNull(table);
  }

  public static TableReference bare(String table) {
    return new TableReference(null, null, table);
  }

  /** All that was said, with dots between. */
  public String qualifiedName() {
    return Stream.of(catalog, schema, table)
        .filter(Objects::nonNull)
        .collect(Collectors.joining("."));
  }
}
