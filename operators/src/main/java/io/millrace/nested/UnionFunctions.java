// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import static io.millrace.scalar.Scalar.scalar;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.Block;
import io.millrace.column.Cells;
import io.millrace.column.NestedBlock;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.kernel.Kernel;
import io.millrace.scalar.ResultSize;
import io.millrace.scalar.Scalar;
import io.millrace.signature.Call;
import io.millrace.signature.Signatures;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** Which member of a union there is, and its value. */
@Internal
public final class UnionFunctions {
  /** Where there is nothing at all, it is the first member that is null. */
  static final Scalar UNION_TAG =
      scalar("union_tag")
          .accepts(Signatures.any(1))
          .size(ResultSize.OF_ARGUMENTS)
          .returns(new DataType.Dictionary(DataType.INT8, DataType.UTF8))
          .nullsAsValues()
          .neverFails()
          .kernel(call -> tag(union("union_tag", call)));

  /** Null where another member is there. */
  static final Scalar UNION_EXTRACT =
      scalar("union_extract")
          .accepts(Signatures.any(2))
          .size(ResultSize.OF_ARGUMENTS)
          .returns(call -> member(call).type())
          .nullsAsValues()
          .neverFails()
          .kernel(UnionFunctions::extract);

  public static final List<Scalar> ALL = List.of(UNION_TAG, UNION_EXTRACT);

  private UnionFunctions() {}

  private static DataType.Union union(String function, Call call) {
    if (call.type(0) instanceof DataType.Union union) {
      return union;
    }
    throw refused(function, "the value is " + call.type(0), "a union");
  }

  private static Field member(Call call) {
    DataType.Union union = union("union_extract", call);
    String name = call.constantText(1);
    return union.members().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                refused(
                    "union_extract",
                    name == null
                        ? "the name is no constant text"
                        : "there is no member '" + name + "'",
                    "the name of a member of " + union));
  }

  private static Kernel tag(DataType.Union union) {
    DataType type = new DataType.Dictionary(DataType.INT8, DataType.UTF8);
    return (Kernel.Row)
        (args, row, out) -> {
          List<?> value = value(args, row);
          int place = value == null ? 0 : place(union, value);
          String name = union.members().get(place).name();
          Cells.set(out, row, type, name);
        };
  }

  private static Kernel extract(Call call) {
    DataType.Union union = union("union_extract", call);
    Field member = member(call);
    int wanted = union.members().indexOf(member);
    return (Kernel.Row)
        (args, row, out) -> {
          List<?> value = value(args, row);
          boolean there = value != null && place(union, value) == wanted;
          Cells.set(out, row, member.type(), there ? value.get(1) : null);
        };
  }

  /** The number of a member and its value; null where there is neither. */
  private static List<?> value(Block[] args, int row) {
    return args[0].isNull(row) ? null : (List<?>) ((NestedBlock) args[0]).view(row);
  }

  private static int place(DataType.Union union, List<?> value) {
    return union.ids().indexOf(((Long) value.get(0)).intValue());
  }

  private static MillraceException refused(String function, String found, String expected) {
    return new MillraceException(
        ErrorCode.TYPE_MISMATCH,
        "Cannot bind " + function + ": " + found + ", expected " + expected);
  }
}
