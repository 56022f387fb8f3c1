// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.column.Block;
import io.millrace.column.BlockValue;
import io.millrace.column.RowErrors;
import io.millrace.compile.GroupProgram;
import io.millrace.row.RowOutput;
import io.millrace.row.RowWriter;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The results of a program for groups, as rows. */
final class GroupResults<R> {
  private final GroupProgram program;
  private final RowErrors[] errors;
  private final RowWriter<R> writer;
  private Block[] blocks;

  /**
   * @param count of results
   */
  GroupResults(GroupProgram program, int count, RowOutput<R> output, Consumer<String> failed) {
    this.program = program;
    errors = Stream.generate(RowErrors::new).limit(count).toArray(RowErrors[]::new);
    List<BlockValue> values =
        IntStream.range(0, count)
            .mapToObj(i -> new BlockValue(() -> blocks[i], errors[i]))
            .toList();
    writer = output.writer(values, failed);
  }

  /** Null where a primitive property has no value. */
  R of(int slot) {
    blocks = program.results(slot, 1, errors);
    return writer.write();
  }
}
