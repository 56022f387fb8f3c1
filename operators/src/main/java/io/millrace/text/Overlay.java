// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

import static io.millrace.expr.DataType.INT64;
import static io.millrace.expr.DataType.LARGE_UTF8;
import static io.millrace.expr.DataType.UTF8;
import static io.millrace.expr.DataType.UTF8_VIEW;
import static io.millrace.scalar.Scalar.scalar;

import io.millrace.column.Block;
import io.millrace.column.BytesBlock;
import io.millrace.column.BytesView;
import io.millrace.column.EvaluationError;
import io.millrace.column.LongBlock;
import io.millrace.kernel.Kernel;
import io.millrace.scalar.ResultSize;
import io.millrace.scalar.Scalar;
import io.millrace.value.Utf8;
import java.util.List;

/**
 * A text with some code points replaced: from a place, counted from 1, as many as are said, else as
 * the new text has. A negative count repeats what stands before the place.
 */
final class Overlay {
  static final Scalar OVERLAY =
      scalar("overlay")
          .accepts(
              TextArguments.exactlyOrFirst(
                  List.of(
                      List.of(UTF8_VIEW, UTF8_VIEW, INT64),
                      List.of(UTF8_VIEW, UTF8_VIEW, INT64, INT64),
                      List.of(UTF8, UTF8, INT64),
                      List.of(UTF8, UTF8, INT64, INT64),
                      List.of(LARGE_UTF8, LARGE_UTF8, INT64),
                      List.of(LARGE_UTF8, LARGE_UTF8, INT64, INT64))))
          .size(ResultSize.OF_ARGUMENTS)
          .returns(call -> TextArguments.built(call.type(0)))
          .kernel((Kernel.Row) Overlay::apply);

  private Overlay() {}

  private static void apply(Block[] args, int row, Block out) {
    BytesView text = new BytesView();
    text.move((BytesBlock) args[0], row);
    BytesView placed = new BytesView();
    placed.move((BytesBlock) args[1], row);
    long from = ((LongBlock) args[2]).values[row];
    if (from < 1) {
      throw new EvaluationError("Cannot overlay: start " + from + ", expected 1 or more");
    }
    long count = args.length == 4 ? ((LongBlock) args[3]).values[row] : Utf8.codePoints(placed);
    long before = from - 1;
    long rest = count > Long.MAX_VALUE - before ? Long.MAX_VALUE : Math.max(0, before + count);
    BytesBlock target = (BytesBlock) out;
    target.begin(row);
    target.append(text.bytes, text.start, Utf8.skip(text.bytes, text.start, text.end, before));
    target.append(placed.bytes, placed.start, placed.end);
    target.append(text.bytes, Utf8.skip(text.bytes, text.start, text.end, rest), text.end);
    target.finish(row);
  }
}
