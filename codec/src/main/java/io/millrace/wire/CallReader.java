// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import static io.millrace.wire.Refusal.malformed;

import com.google.protobuf.ByteString;
import io.millrace.expr.Bytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Literal;
import io.millrace.expr.NullTreatment;
import io.millrace.expr.WindowFrame;
import io.millrace.function.FunctionKind;
import io.millrace.function.FunctionNames;
import java.util.Locale;

/**
 * Calls of functions from their messages; a built-in function by its own name, whichever was sent.
 */
final class CallReader {
  private final ExprReader exprs;

  CallReader(ExprReader exprs) {
    this.exprs = exprs;
  }

  Expr scalar(ExprProto.ScalarUDFExprNode node) {
    Bytes definition = definition(node.hasFunDefinition(), node.getFunDefinition());
    return new Expr.ScalarCall(
        ownName(node.getFunName(), FunctionKind.SCALAR, definition),
        exprs.all(node.getArgsList()),
        definition);
  }

  Expr higherOrder(ExprProto.HigherOrderUDFExprNode node) {
    Bytes definition = definition(node.hasFunDefinition(), node.getFunDefinition());
    return new Expr.HigherOrderCall(
        ownName(node.getFunName(), FunctionKind.HIGHER_ORDER, definition),
        exprs.all(node.getArgsList()),
        definition);
  }

  Expr aggregate(ExprProto.AggregateUDFExprNode node) {
    Bytes definition = definition(node.hasFunDefinition(), node.getFunDefinition());
    return new Expr.AggregateCall(
        ownName(node.getFunName(), FunctionKind.AGGREGATE, definition),
        exprs.all(node.getArgsList()),
        node.getDistinct(),
        node.hasFilter() ? exprs.read(node.getFilter()) : null,
        exprs.sortKeys(node.getOrderByList()),
        node.hasNullTreatment()
            ? treatment(node.getNullTreatment(), node.getNullTreatmentValue())
            : null,
        definition);
  }

  Expr window(ExprProto.WindowExprNode node) {
    Bytes definition = definition(node.hasFunDefinition(), node.getFunDefinition());
    String name =
        switch (node.getWindowFunctionCase()) {
          case UDAF -> ownName(node.getUdaf(), FunctionKind.AGGREGATE, definition);
          case UDWF -> ownName(node.getUdwf(), FunctionKind.WINDOW, definition);
          case WINDOWFUNCTION_NOT_SET ->
              throw Refusal.noVariant("WindowExprNode", node.getUnknownFields());
        };
    if (!node.hasWindowFrame()) {
      throw Refusal.lacks("WindowExprNode", "window_frame");
    }
    return new Expr.WindowCall(
        name,
        node.hasUdaf(),
        exprs.all(node.getExprsList()),
        exprs.all(node.getPartitionByList()),
        exprs.sortKeys(node.getOrderByList()),
        frame(node.getWindowFrame()),
        node.hasNullTreatment()
            ? treatment(node.getNullTreatment(), node.getNullTreatmentValue())
            : null,
        node.getDistinct(),
        node.hasFilter() ? exprs.read(node.getFilter()) : null,
        definition);
  }

  private static Bytes definition(boolean present, ByteString bytes) {
    return present ? Bytes.wrap(bytes.toByteArray()) : null;
  }

  /** A function that brings its definition keeps its name; any other has to be known. */
  private static String ownName(String name, FunctionKind kind, Bytes definition) {
    if (definition != null) {
      return name;
    }
    return FunctionNames.find(name, kind)
        .orElseThrow(
            () ->
                Refusal.unsupported(
                    kind.name().toLowerCase(Locale.ROOT).replace('_', '-')
                        + " function '"
                        + name
                        + "'",
                    "one of DataFusion 55 or one with its definition"));
  }

  private static NullTreatment treatment(ExprProto.NullTreatment treatment, int number) {
    if (treatment == ExprProto.NullTreatment.UNRECOGNIZED) {
      throw malformed("null treatment " + number, "0 or 1");
    }
    return NullTreatment.values()[number];
  }

  private static WindowFrame frame(ExprProto.WindowFrame node) {
    if (node.getWindowFrameUnits() == ExprProto.WindowFrameUnits.UNRECOGNIZED) {
      throw malformed("window frame units " + node.getWindowFrameUnitsValue(), "0 to 2");
    }
    if (!node.hasStartBound()) {
      throw Refusal.lacks("WindowFrame", "start_bound");
    }
    return new WindowFrame(
        WindowFrame.Units.values()[node.getWindowFrameUnitsValue()],
        bound(node.getStartBound()),
        node.hasBound()
            ? bound(node.getBound())
            : new WindowFrame.Bound(WindowFrame.Direction.CURRENT_ROW, null));
  }

  private static WindowFrame.Bound bound(ExprProto.WindowFrameBound node) {
    if (node.getWindowFrameBoundType() == ExprProto.WindowFrameBoundType.UNRECOGNIZED) {
      throw malformed("window frame bound " + node.getWindowFrameBoundTypeValue(), "0 to 2");
    }
    WindowFrame.Direction direction =
        WindowFrame.Direction.values()[node.getWindowFrameBoundTypeValue()];
    if (direction == WindowFrame.Direction.CURRENT_ROW) {
      return new WindowFrame.Bound(direction, null);
    }
    return new WindowFrame.Bound(
        direction,
        node.hasBoundValue()
            ? LiteralReader.read(node.getBoundValue())
            : new Literal(DataType.UINT64, null));
  }
}
