// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import org.apache.flink.annotation.PublicEvolving;

/** A table by name; {@code schema} and {@code catalog} are null where they were not said. */
@PublicEvolving
public record TableReference(String catalog, String schema, String table) {
  public static TableReference bare(String table) {
    return new TableReference(null, null, table);
  }
}
