// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import java.util.Map;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.OutputTag;

/**
 * A row for which an expression has no answer, as a side output of the operator that computes it.
 * One that lacks several answers comes several times.
 *
 * @param row null where a window or a key as a whole has no answer
 * @param message why, for people
 */
@PublicEvolving
public record RowError<T>(T row, String message) {
  /**
   * A side output of such rows.
   *
   * @param rows the type of the operator's input
   */
  @SuppressWarnings({"unchecked", "rawtypes"})
  public static <T> OutputTag<RowError<T>> tag(String id, TypeInformation<T> rows) {
    TypeInformation type = Types.POJO(RowError.class, Map.of("row", rows, "message", Types.STRING));
    return new OutputTag<>(id, (TypeInformation<RowError<T>>) type);
  }
}
