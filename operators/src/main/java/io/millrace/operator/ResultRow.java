// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.column.Block;
import io.millrace.column.BlockValue;
import io.millrace.column.RowErrors;
import io.millrace.row.RowOutput;
import io.millrace.row.RowWriter;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a program gives for one row or group, in row 0 of a block for each expression, as a row. */
final class ResultRow<R> {
  private final RowErrors[] errors;
  private final RowWriter<R> writer;
  private Block[] results;

  /**
   * @param count of expressions
   * @param failed is told of those without an answer
   */
  ResultRow(int count, RowOutput<R> output, Consumer<String> failed) {
    errors = Stream.generate(RowErrors::new).limit(count).toArray(RowErrors[]::new);
    List<BlockValue> values =
        IntStream.range(0, count)
            .mapToObj(i -> new BlockValue(() -> results[i], errors[i]))
            .toList();
    writer = output.writer(values, failed);
  }

  /** Where the program says which expressions have no answer. */
  RowErrors[] errors() {
    return errors;
  }

  /** Null where a primitive property has no value. */
  R write(Block[] given) {
    results = given;
    return writer.write();
  }
}
