// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.aggregate.StateForm;
import io.millrace.bind.Aggregation;
import io.millrace.bind.TypedExpr;
import io.millrace.bind.Windowing;
import io.millrace.column.Batch;
import io.millrace.column.Block;
import io.millrace.column.Lane;
import io.millrace.column.RowErrors;
import io.millrace.expr.Literal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;

/**
 * Compiled expressions over groups of rows, ready to run: rows go to groups by slot number, and
 * what is computed from the aggregates is read slot by slot. Confined to one thread.
 *
 * <p>The state of a slot is a list with the state of each of the aggregation's calls, in the form
 * of {@link io.millrace.aggregate.Accumulator}.
 */
@Internal
public final class GroupProgram implements AutoCloseable {
  private final Program arguments;
  private final Program results;

  /** Instead of these where there is OVER, over the one row of a group; else null. */
  private final WindowProgram over;

  private final List<GroupCall> calls = new ArrayList<>();
  private final RowErrors[] argumentErrors;
  private final RowErrors[] callErrors;
  private final CallResults callResults;

  private final boolean isReversible;

  /** The slot of all rows, where it is the same. */
  private final int[] sameSlots;

  /** From which calls rows can be taken back. */
  public enum Retraction {
    /** From those of functions that can. */
    OF_FUNCTIONS,
    /** From all, which keep their rows where a function can not. */
    KEEPING_ROWS
  }

  private GroupProgram(Aggregation aggregation, Scratch scratch, Retraction retraction) {
    List<TypedExpr> outputs = new ArrayList<>();
    for (TypedExpr.AggregateCall call : aggregation.calls()) {
      List<TypedExpr> args =
          Stream.concat(call.args().stream(), call.orderBy().stream())
              .map(arg -> shown(arg, call.filter()))
              .toList();
      int filter = call.filter() == null ? -1 : outputs.size() + args.size();
      calls.add(new GroupCall(call, outputs.size(), args, filter, scratch.capacity(), retraction));
      outputs.addAll(args);
      if (call.filter() != null) {
        outputs.add(call.filter());
      }
    }
    isReversible = takesBack(aggregation.calls(), retraction);
    sameSlots = new int[scratch.capacity()];
    arguments = Program.compile(outputs, scratch);
    argumentErrors = errors(outputs.size());
    callErrors = errors(calls.size());
    callResults = new CallResults(aggregation.calls(), scratch.capacity());
    Windowing windowing = Windowing.of(aggregation.results());
    boolean isPlain = windowing.calls().isEmpty();
    results =
        isPlain ? Program.compile(aggregation.results(), scratch, Graph.Inputs.MAY_FAIL) : null;
    over = isPlain ? null : WindowProgram.compile(windowing, 1, Graph.Inputs.MAY_FAIL);
  }

  /**
   * @param capacity the most rows of a batch, and the most slots whose results are asked for at
   *     once
   */
  public static GroupProgram compile(Aggregation aggregation, int capacity) {
    return compile(aggregation, new Scratch(capacity));
  }

  /** One whose {@link #newGroup groups} can take rows back. */
  public static GroupProgram compile(Aggregation aggregation, int capacity, Retraction retraction) {
    return new GroupProgram(aggregation, new Scratch(capacity), retraction);
  }

  /** Compiles into blocks that are shared with other programs of the same thread. */
  public static GroupProgram compile(Aggregation aggregation, Scratch scratch) {
    return new GroupProgram(aggregation, scratch, Retraction.OF_FUNCTIONS);
  }

  /** Makes slots {@code 0 .. count} exist; new ones are empty. */
  public void resize(int count) {
    calls.forEach(call -> call.accumulator.resize(count));
  }

  /**
   * Adds row {@code i} to slot {@code slots[i]}, in order. A row for which an argument or a filter
   * has no answer goes into {@code errors} (cleared first) and to no aggregate.
   */
  public void update(Batch batch, int[] slots, RowErrors errors) {
    update(batch, slots, spread(slots, batch.rows()), errors);
  }

  /** Adds all rows to one slot, in order; the same otherwise. */
  public void update(Batch batch, int slot, RowErrors errors) {
    if (sameSlots[0] != slot) {
      Arrays.fill(sameSlots, slot);
    }
    update(batch, sameSlots, GroupCall.Spread.ONE, errors);
  }

  /** Whether rows can be taken back from all of these. */
  public static boolean takesBack(List<TypedExpr.AggregateCall> calls, Retraction retraction) {
    return switch (retraction) {
      case OF_FUNCTIONS ->
          calls.stream().allMatch(call -> call.function().reversible(call.request()).isPresent());
      case KEEPING_ROWS -> true;
    };
  }

  /** Whether groups may be merged of which a row was taken back that had come to another. */
  public boolean isLinear() {
    return calls.stream().allMatch(GroupCall::isLinear);
  }

  /** An empty one that is none of the slots. */
  public LoneGroup newGroup() {
    return new LoneGroup(calls, isReversible ? LoneGroup.Form.FRAME : LoneGroup.Form.STATE);
  }

  /** From now on slot 0 is that group, and there is no other. */
  public void use(LoneGroup group) {
    group.use(calls);
  }

  /** Takes rows back from a slot, where all calls can. */
  public void retract(Batch batch, int slot, RowErrors errors) {
    Arrays.fill(sameSlots, slot);
    update(batch, sameSlots, GroupCall.Spread.ONE, errors, GroupCall.Way.BACK);
  }

  private void update(Batch batch, int[] slots, GroupCall.Spread spread, RowErrors errors) {
    update(batch, slots, spread, errors, GroupCall.Way.IN);
  }

  private void update(
      Batch batch, int[] slots, GroupCall.Spread spread, RowErrors errors, GroupCall.Way way) {
    Block[] values = arguments.evaluate(batch, argumentErrors);
    errors.clear();
    for (RowErrors each : argumentErrors) {
      if (!each.isEmpty()) {
        errors.addAll(each);
      }
    }
    if (batch.rows() > 0) {
      for (GroupCall call : calls) {
        call.update(values, slots, spread, batch.rows(), errors, way);
      }
    }
  }

  private static GroupCall.Spread spread(int[] slots, int rows) {
    int different = 0;
    for (int i = 0; i < rows; i++) {
      different |= slots[i] ^ slots[0];
    }
    return different == 0 ? GroupCall.Spread.ONE : GroupCall.Spread.MANY;
  }

  public List<List<Object>> state(int slot) {
    List<List<Object>> state = new ArrayList<>(calls.size());
    calls.forEach(call -> state.add(call.accumulator.state(slot)));
    return state;
  }

  /**
   * Replaces the state of a slot; throws EvaluationError STATE_CORRUPT for what is no state of the
   * calls, as {@link #merge} does.
   */
  public void load(int slot, List<List<Object>> state) {
    StateForm.requireCalls(state, calls.size());
    for (int i = 0; i < calls.size(); i++) {
      calls.get(i).load(slot, state.get(i));
    }
  }

  /** Adds a state, whose rows come after those of the slot, to the slot. */
  public void merge(int slot, List<List<Object>> state) {
    StateForm.requireCalls(state, calls.size());
    for (int i = 0; i < calls.size(); i++) {
      calls.get(i).merge(slot, state.get(i));
    }
  }

  /** The results of slots {@code 0 .. count}, in rows of that number. */
  public Block[] results(int count, RowErrors[] errors) {
    return results(0, count, errors);
  }

  /**
   * The results of {@code count} slots from {@code first} on, in rows from 0 on; {@code errors[i]}
   * (cleared first) gets the rows for which result {@code i} has no answer. Valid until the next
   * call.
   */
  public Block[] results(int first, int count, RowErrors[] errors) {
    for (int i = 0; i < calls.size(); i++) {
      callErrors[i].clear();
      calls.get(i).results(first, count, callResults.start(i, count), callErrors[i]);
    }
    if (over == null) {
      return results.evaluate(callResults, callErrors, errors);
    }
    if (count != 1) {
      throw new IllegalArgumentException(count + " groups at once, expected one where OVER is");
    }
    over.clear();
    over.add(callResults, callErrors);
    over.finish();
    return over.results(0, 1, errors);
  }

  @Override
  public void close() {
    arguments.close();
    if (over == null) {
      results.close();
    } else {
      over.close();
    }
  }

  /**
   * An argument that is only evaluated for rows that the filter lets through, where that matters.
   */
  private static TypedExpr shown(TypedExpr arg, TypedExpr filter) {
    if (filter == null) {
      return arg;
    }
    Graph graph = new Graph(Graph.Inputs.SOUND);
    Node node = graph.node(graph.add(arg));
    return node.fails() || node.cost() > Graph.CHEAP
        ? new TypedExpr.IfElse(filter, arg, new TypedExpr.Constant(new Literal(arg.type(), null)))
        : arg;
  }

  private static RowErrors[] errors(int count) {
    return Stream.generate(RowErrors::new).limit(count).toArray(RowErrors[]::new);
  }

  /** What the aggregates of some slots have come to, as columns. */
  private static final class CallResults implements Batch {
    private final Block[] columns;
    private int rows;

    CallResults(List<TypedExpr.AggregateCall> calls, int capacity) {
      columns =
          calls.stream()
              .map(call -> Block.of(Lane.of(call.type()), capacity))
              .toArray(Block[]::new);
    }

    Block start(int column, int count) {
      rows = count;
      columns[column].reset();
      return columns[column];
    }

    @Override
    public int rows() {
      return rows;
    }

    @Override
    public Block column(int index) {
      return columns[index];
    }
  }
}
