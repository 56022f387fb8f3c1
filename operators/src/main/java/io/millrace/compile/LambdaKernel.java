// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.bind.TypedExpr;
import io.millrace.column.Block;
import io.millrace.column.Lane;
import io.millrace.column.NestedBlock;
import io.millrace.column.RowErrors;
import io.millrace.column.RowSteps;
import io.millrace.expr.DataType;
import io.millrace.kernel.Kernel;
import io.millrace.kernel.SpreadLists;
import io.millrace.lambda.Elements;
import io.millrace.lambda.Gathering;
import io.millrace.lambda.ListRows;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A call with a lambda: the body is a program of its own, run over the elements of all lists of a
 * block, as many at once as fit in one. The first argument are the lists, the others what is
 * captured. Of one graph, so confined to a thread.
 */
final class LambdaKernel implements Kernel.Blocks {
  /**
   * Elements of the lists of a block in a lambda's body up to which they are taken on at once, and
   * bytes of what is made of them. There the lists may be the same for each element of a list
   * around them, and need no memory of their own, but results do.
   */
  private static final int MOST_INSIDE = 1 << 20;

  /**
   * Elements of the lists of a block up to which they are taken on together. Lists that are one
   * many times need no memory of their own, but what is made of them does.
   */
  private static final int MOST_TOGETHER = 1 << 22;

  private static final int FEW = 16;
  private static final long MOST_BYTES_INSIDE = 8L << 20;

  private final TypedExpr.LambdaCall call;
  private final Scratch scratch;
  private final RowErrors[] bodyErrors = {new RowErrors()};

  /** Made when it is needed: not every graph is run. */
  private Program body;

  private Elements elements;
  private ElementBatch batch;

  /**
   * For how many elements the body is run at once; few at first, because where results turn out to
   * be large their row ends there.
   */
  private int most = FEW;

  private int ceiling;

  /** The row whose elements were the last, and those that lambdas in the body had for it. */
  private int countedRow;

  private long stepsOfRow;

  /** It is more than is taken on at once: fewer lists are to be asked for. */
  private static final class TooManyElements extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyElements() {
      super(null, null, false, false);
    }
  }

  /**
   * @param around of the program that the call is in
   */
  LambdaKernel(TypedExpr.LambdaCall call, Scratch around) {
    this.call = call;
    scratch = around.below();
  }

  /** What the body does, a line a step. */
  List<String> steps(List<String> columns) {
    prepare();
    return body.steps(columns);
  }

  private void prepare() {
    if (body != null) {
      return;
    }
    body = Program.compile(List.of(call.body()), scratch);
    Map<Lane, Integer> used = new EnumMap<>(Lane.class);
    elements = new Elements(take(call.element(), used), scratch.places(0), scratch.places(1));
    Block[] repeated = new Block[call.captured().size()];
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = take(call.captured().get(i).type(), used);
    }
    batch = new ElementBatch(elements, repeated);
  }

  private Block take(DataType type, Map<Lane, Integer> used) {
    Lane lane = Lane.of(type);
    return scratch.input(lane, used.merge(lane, 1, Integer::sum) - 1);
  }

  @Override
  public void apply(Block[] args, Block out, int rows, RowErrors errors) {
    if (scratch.depth() == 1 && rows > 1 && elements(args[0], rows) > MOST_TOGETHER) {
      SpreadLists.oneByOne(this, args, out, rows, errors);
    } else {
      together(args, out, rows, errors);
    }
  }

  private static long elements(Block lists, int rows) {
    long elements = 0;
    for (int row = 0; row < rows; row++) {
      elements += lists.isNull(row) ? 0 : ((NestedBlock) lists).size(row);
    }
    return elements;
  }

  private void together(Block[] args, Block out, int rows, RowErrors errors) {
    prepare();
    ListRows lists =
        ListRows.of(
            call.function().name(), (NestedBlock) args[0], call.list().type(), out, rows, errors);
    for (int row = 0; row < rows; row++) {
      if (lists.isNull(row)) {
        out.setNull(row);
      } else if (!call.function().takes(call.body().type())) {
        errors.mark(
            row, call.function().name() + " lambda must return boolean, got " + call.body().type());
      }
    }
    if (!call.function().takes(call.body().type())) {
      return;
    }
    boolean inside = scratch.depth() > 1 && rows > 1;
    if (inside && lists.elements() > MOST_INSIDE) {
      throw new TooManyElements();
    }
    Gathering gathering =
        call.function().gatherer().begin(lists, call.element(), call.body().type(), out);
    elements.begin(lists);
    ceiling = Block.CAPACITY;
    countedRow = -1;
    int count = elements.take(most, errors);
    while (count > 0) {
      Block results = evaluated(args, count, errors);
      if (results != null) {
        passErrors(errors);
        gathering.add(elements, results, errors);
        elements.pass();
        most = Math.min(ceiling, 2 * most);
        if (inside && gathering.bytes() > MOST_BYTES_INSIDE) {
          throw new TooManyElements();
        }
      }
      count = elements.take(most, errors);
    }
    gathering.finish();
  }

  /** Null if the body is to be run for fewer elements, or not for those of this row. */
  private Block evaluated(Block[] args, int count, RowErrors errors) {
    if (Thread.currentThread().isInterrupted()) {
      throw new MillraceException(
          ErrorCode.INTERRUPTED,
          "Cannot go on with " + call.function().name() + ": found the thread interrupted");
    }
    batch.over(args);
    try {
      return scratch.depth() > 1 ? insideOfAnother(count) : counted(count, errors);
    } catch (TooManyElements e) {
      most = Math.max(1, count / 2);
      ceiling = most;
      return null;
    }
  }

  private Block insideOfAnother(int count) {
    scratch.inside().add(count);
    return body.evaluate(batch, bodyErrors)[0];
  }

  /**
   * Counts what lambdas in the body do for a row, but for elements that were evaluated beside those
   * of other rows, which together are no more than one row may have.
   */
  private Block counted(int count, RowErrors errors) {
    int row = elements.rows()[count - 1];
    boolean ofOneRow = elements.rows()[0] == row;
    stepsOfRow = ofOneRow && row == countedRow ? stepsOfRow : 0;
    countedRow = row;
    scratch.inside().begin(stepsOfRow);
    try {
      Block results = body.evaluate(batch, bodyErrors)[0];
      stepsOfRow += ofOneRow ? scratch.inside().count() : 0;
      return results;
    } catch (ElementCount.Exceeded e) {
      if (!ofOneRow) {
        throw new TooManyElements();
      }
      errors.mark(
          row,
          RowSteps.excess("compute " + call.function().name(), scratch.inside().mostOfRow() + 1));
      return null;
    }
  }

  private void passErrors(RowErrors errors) {
    RowErrors causes = bodyErrors[0];
    for (int i = causes.next(0); i >= 0; i = causes.next(i + 1)) {
      errors.mark(elements.rows()[i], causes.cause(i));
    }
  }
}
