// SPDX-License-Identifier: Apache-2.0
package io.millrace.bind;

import io.millrace.arithmetic.BitEquality;
import io.millrace.expr.DataType;
import io.millrace.scalar.Scalar;
import io.millrace.signature.SharedTypes;
import io.millrace.signature.Signature;
import io.millrace.signature.Signatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Functions that evaluate an argument only where it is needed. */
enum Conditional {
  COALESCE("coalesce"),
  NVL("nvl"),
  NVL2("nvl2"),
  NULLIF("nullif");

  private static final DataType[] NVL_TYPES = {
    DataType.BOOLEAN,
    DataType.UINT8,
    DataType.UINT16,
    DataType.UINT32,
    DataType.UINT64,
    DataType.INT8,
    DataType.INT16,
    DataType.INT32,
    DataType.INT64,
    DataType.FLOAT32,
    DataType.FLOAT64,
    DataType.UTF8_VIEW,
    DataType.UTF8,
    DataType.LARGE_UTF8
  };

  private final String function;

  Conditional(String function) {
    this.function = function;
  }

  /** Null if there is none of that name. */
  static Conditional find(String function) {
    for (Conditional each : values()) {
      if (each.function.equals(function)) {
        return each;
      }
    }
    return null;
  }

  TypedExpr of(List<TypedExpr> args) {
    return switch (this) {
      case COALESCE -> coalesce(args);
      case NVL -> nvl(args);
      case NVL2 -> nvl2(args);
      case NULLIF -> nullif(args);
    };
  }

  private static TypedExpr coalesce(List<TypedExpr> args) {
    if (args.isEmpty()) {
      throw Refusal.arguments("coalesce", args, "at least one argument");
    }
    Optional<DataType> type = SharedTypes.ofArguments(Coercion.types(args));
    if (type.isEmpty()) {
      throw Refusal.arguments("coalesce", args, "arguments of types that go together");
    }
    int last = args.size() - 1;
    TypedExpr result = Coercion.cast(args.get(last), type.get());
    for (int i = last - 1; i >= 0; i--) {
      result = unlessNull(Coercion.cast(args.get(i), type.get()), result);
    }
    return result;
  }

  private static TypedExpr unlessNull(TypedExpr value, TypedExpr otherwise) {
    return Lowering.ifElse(Lowering.not(Lowering.isNull(value)), value, otherwise);
  }

  private static TypedExpr nvl(List<TypedExpr> args) {
    List<TypedExpr> cast = cast("nvl", args, Signatures.uniform(2, NVL_TYPES));
    return unlessNull(cast.get(0), cast.get(1));
  }

  /** All three become of one type, and the first may fail to. */
  private static TypedExpr nvl2(List<TypedExpr> args) {
    if (args.size() != 3) {
      throw Refusal.arguments("nvl2", args, "three arguments");
    }
    DataType type = Lowering.union("nvl2", args);
    List<TypedExpr> cast = new ArrayList<>();
    args.forEach(arg -> cast.add(Coercion.cast(arg, type)));
    return Lowering.ifElse(Lowering.not(Lowering.isNull(cast.get(0))), cast.get(1), cast.get(2));
  }

  private static TypedExpr nullif(List<TypedExpr> args) {
    Scalar same = BitEquality.SAME;
    List<TypedExpr> cast = cast("nullif", args, same.accepts());
    if (!Lowering.holdsNulls(cast.get(0).type()) && cast.get(0) instanceof TypedExpr.Input column) {
      return column;
    }
    TypedExpr nothing = Folding.constant(cast.get(0).type(), null);
    return Lowering.ifElse(Coercion.exact(same, cast), nothing, cast.get(0));
  }

  private static List<TypedExpr> cast(String name, List<TypedExpr> args, Signature signature) {
    List<DataType> types =
        signature
            .coerce(Coercion.types(args))
            .orElseThrow(() -> Refusal.arguments(name, args, "two of types that go together"));
    List<TypedExpr> cast = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      cast.add(Coercion.cast(args.get(i), types.get(i)));
    }
    return cast;
  }
}
