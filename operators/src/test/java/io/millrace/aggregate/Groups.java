// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bind.Aggregation;
import io.millrace.bind.TypedExpr;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.DoubleBlock;
import io.millrace.column.EvaluationError;
import io.millrace.column.Lane;
import io.millrace.column.RowErrors;
import io.millrace.compile.GroupProgram;
import io.millrace.compile.Program;
import io.millrace.expr.DataType;
import io.millrace.types.AccumulatorState;
import io.millrace.types.AccumulatorStateSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** One aggregate call over rows of {@link AggregateColumns}, for a few groups. */
final class Groups implements AutoCloseable {
  static final int SLOTS = 8;
  static final int CAPACITY = 64;

  final TypedExpr.AggregateCall call;
  private final GroupProgram program;
  private final Program arguments;
  private final List<DataType> types;
  private final List<List<Object>> empty;

  Groups(String sql) {
    call = AggregateColumns.bind(sql);
    program = GroupProgram.compile(Aggregation.of(List.of(call)), CAPACITY);
    program.resize(SLOTS);
    empty = program.state(0);
    arguments = Program.compile(arguments(), CAPACITY);
    types = arguments().stream().map(TypedExpr::type).toList();
  }

  void clear() {
    for (int slot = 0; slot < SLOTS; slot++) {
      program.load(slot, empty);
    }
  }

  void update(List<List<Object>> rows, int slot) {
    RowErrors errors = new RowErrors();
    program.update(AggregateColumns.batch(rows), slot, errors);
    assertThat(errors.next(0)).as(() -> call + " " + errors.message(errors.next(0))).isNegative();
  }

  /** Row by row, each to its slot. */
  void update(List<List<Object>> rows, int[] slots) {
    RowErrors errors = new RowErrors();
    program.update(AggregateColumns.batch(rows), slots, errors);
    assertThat(errors.next(0)).as(() -> call + " " + errors.message(errors.next(0))).isNegative();
  }

  /** The state as it comes out of Flink's. */
  List<List<Object>> kept(int slot) {
    AccumulatorState state = new AccumulatorState(program.state(slot));
    byte[] bytes = bytes(state);
    AccumulatorState read = read(bytes);
    assertThat(read).isEqualTo(state);
    assertThat(bytes(read)).isEqualTo(bytes);
    return read.calls();
  }

  static byte[] bytes(AccumulatorState state) {
    try {
      DataOutputSerializer out = new DataOutputSerializer(64);
      AccumulatorStateSerializer.INSTANCE.serialize(state, out);
      return out.getCopyOfBuffer();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static AccumulatorState read(byte[] bytes) {
    try {
      return AccumulatorStateSerializer.INSTANCE.deserialize(new DataInputDeserializer(bytes));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  void load(int slot, List<List<Object>> state) {
    program.load(slot, state);
  }

  void merge(int slot, List<List<Object>> state) {
    program.merge(slot, state);
  }

  /** Or the text of the error. */
  Object result(int slot) {
    RowErrors[] errors = {new RowErrors()};
    Block block = program.results(slot, 1, errors)[0];
    return errors[0].failed(0) ? "! " + errors[0].message(0) : Cells.get(block, 0, call.type());
  }

  /** Of slot 0 of an accumulator of the call; or the text of the error. */
  Object result(Accumulator of) {
    Block out = Block.of(Lane.of(call.type()), 1);
    try {
      of.result(0, out, 0);
      return Cells.get(out, 0, call.type());
    } catch (EvaluationError e) {
      return "! " + e.getMessage();
    }
  }

  /** The arguments of the call, as its accumulator gets them; valid until the next call. */
  Block[] arguments(List<List<Object>> rows) {
    return arguments.evaluate(
        AggregateColumns.batch(rows),
        arguments().stream().map(each -> new RowErrors()).toArray(RowErrors[]::new));
  }

  /** The values of {@link #arguments} of each row. */
  List<List<Object>> values(List<List<Object>> rows) {
    List<List<Object>> values = new ArrayList<>();
    Block[] blocks = rows.isEmpty() ? new Block[0] : arguments(rows);
    for (int row = 0; row < rows.size(); row++) {
      List<Object> each = new ArrayList<>();
      for (int i = 0; i < blocks.length; i++) {
        each.add(Cells.get(blocks[i], row, types.get(i)));
      }
      values.add(each);
    }
    return values;
  }

  /** The arguments of one row. */
  Block[] blocks(List<Object> values) {
    Block[] blocks = new Block[values.size()];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = Block.of(Lane.of(types.get(i)), 1);
      Cells.set(blocks[i], 0, types.get(i), values.get(i));
    }
    return blocks;
  }

  private List<TypedExpr> arguments() {
    List<TypedExpr> arguments = new ArrayList<>(call.args());
    arguments.addAll(call.orderBy());
    return arguments;
  }

  /** Those that are floats, nulls as 0. */
  List<double[]> numbers(List<List<Object>> rows) {
    List<double[]> numbers = new ArrayList<>();
    Block[] blocks = rows.isEmpty() ? new Block[0] : arguments(rows);
    for (Block block : blocks) {
      if (block instanceof DoubleBlock doubles) {
        double[] values = Arrays.copyOf(doubles.values, rows.size());
        for (int i = 0; i < values.length; i++) {
          values[i] = doubles.isNull(i) ? 0 : values[i];
        }
        numbers.add(values);
      }
    }
    numbers.add(new double[rows.size()]);
    return numbers;
  }

  @Override
  public void close() {
    program.close();
    arguments.close();
  }
}
