// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * Expressions with {@code unnest}, taken apart: the distinct lists that it is called with, and what
 * is computed for each of their elements, where {@code Input(columns + i)}, behind the columns of
 * the schema, stands for the element of list {@code i}. As many rows come of a row as its longest
 * list has elements; a list that is shorter or null has nulls there.
 */
@Internal
public record Unnesting(List<TypedExpr> lists, List<TypedExpr> results) {
  public Unnesting {
    lists = List.copyOf(lists);
    results = List.copyOf(results);
  }
}
