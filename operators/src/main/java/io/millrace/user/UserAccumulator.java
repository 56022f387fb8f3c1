// SPDX-License-Identifier: Apache-2.0
package io.millrace.user;

import io.millrace.ErrorCode;
import io.millrace.aggregate.Aggregate;
import io.millrace.aggregate.Retractable;
import io.millrace.aggregate.Reversible;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.EvaluationError;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.udf.AggregateUdf;
import io.millrace.udf.JavaForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * One accumulator of the user's for each slot. A slot whose code failed has no result whatever
 * comes after; its state says why.
 */
final class UserAccumulator implements Reversible {
  /** A group: the user's accumulator, or why there is none any more. */
  private static final class Slot {
    io.millrace.udf.Accumulator accumulator;
    EvaluationError failure;
  }

  private interface Step {
    void run(io.millrace.udf.Accumulator accumulator) throws Exception;
  }

  private final AggregateUdf function;
  private final Watch watch;
  private final List<DataType> types;
  private final DataType result;
  private final List<DataType> stateTypes;
  private final List<Slot> slots = new ArrayList<>();

  UserAccumulator(AggregateUdf function, List<Aggregate.OrderKey> orderBy) {
    this.function = function;
    watch = new Watch(function);
    types = new ArrayList<>(function.argumentTypes());
    orderBy.forEach(key -> types.add(key.type()));
    result = function.returns().type();
    stateTypes = function.state().stream().map(Field::type).toList();
  }

  @Override
  public void resize(int count) {
    while (slots.size() < count) {
      slots.add(empty());
    }
  }

  private Slot empty() {
    Slot slot = new Slot();
    attempt(slot, accumulator -> slot.accumulator = function.code().create());
    return slot;
  }

  /** One whose code fails says so in each result. */
  @Override
  public Optional<Retractable> sliding() {
    Slot probe = empty();
    boolean[] supports = {true};
    attempt(probe, accumulator -> supports[0] = accumulator.supportsRetract());
    return supports[0] ? Optional.of(this) : Optional.empty();
  }

  private void attempt(Slot slot, Step step) {
    if (slot.failure == null) {
      try {
        watch.run(
            () -> {
              step.run(slot.accumulator);
              return null;
            });
      } catch (Throwable e) {
        slot.failure = Failures.error(function, e);
      }
    }
  }

  @Override
  public void update(Block[] args, int[] slotOf, int rows) {
    for (int row = 0; row < rows; row++) {
      List<Object> values = row(args, row);
      attempt(slots.get(slotOf[row]), accumulator -> accumulator.update(values));
    }
  }

  @Override
  public void retract(Block[] args, int[] slotOf, int rows) {
    for (int row = 0; row < rows; row++) {
      List<Object> values = row(args, row);
      attempt(slots.get(slotOf[row]), accumulator -> accumulator.retract(values));
    }
  }

  private List<Object> row(Block[] args, int row) {
    Object[] values = new Object[types.size()];
    for (int i = 0; i < values.length; i++) {
      DataType type = types.get(i);
      values[i] = JavaForm.of(type).toJava(Cells.get(args[i], row, type), type);
    }
    return Collections.unmodifiableList(Arrays.asList(values));
  }

  @Override
  public List<Object> state(int index) {
    Slot slot = slots.get(index);
    Object[] state = new Object[stateTypes.size() + 2];
    attempt(slot, accumulator -> write(accumulator.state(), state));
    if (slot.failure != null) {
      Arrays.fill(state, null);
      state[stateTypes.size()] = slot.failure.getMessage();
      state[stateTypes.size() + 1] = slot.failure.code().name();
    }
    return Collections.unmodifiableList(Arrays.asList(state));
  }

  private void write(List<Object> given, Object[] state) {
    if (given.size() != stateTypes.size()) {
      throw new IllegalArgumentException(
          "its state has " + given.size() + " values, expected " + stateTypes.size());
    }
    for (int i = 0; i < stateTypes.size(); i++) {
      state[i] = literal(given.get(i), stateTypes.get(i));
    }
  }

  private Object literal(Object value, DataType type) {
    return Failures.literal(function, JavaForm.of(type), value, type);
  }

  @Override
  public void load(int index, List<Object> state) {
    slots.set(index, empty());
    merge(index, state);
  }

  @Override
  public void merge(int index, List<Object> state) {
    Slot slot = slots.get(index);
    String failure = (String) state.get(stateTypes.size());
    if (failure != null && slot.failure == null) {
      String code = (String) state.get(stateTypes.size() + 1);
      slot.failure = new EvaluationError(ErrorCode.valueOf(code), failure);
    }
    Object[] values = new Object[stateTypes.size()];
    for (int i = 0; i < values.length; i++) {
      DataType type = stateTypes.get(i);
      values[i] = JavaForm.of(type).toJava(state.get(i), type);
    }
    attempt(
        slot,
        accumulator -> accumulator.merge(Collections.unmodifiableList(Arrays.asList(values))));
  }

  @Override
  public void result(int index, Block out, int row) {
    Slot slot = slots.get(index);
    Object[] value = new Object[1];
    attempt(slot, accumulator -> value[0] = literal(accumulator.evaluate(), result));
    if (slot.failure != null) {
      throw slot.failure;
    }
    Cells.set(out, row, result, value[0]);
  }
}
