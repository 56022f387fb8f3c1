// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.Literal;
import io.millrace.expr.Operator;
import io.millrace.expr.TypeId;
import io.millrace.function.CallResult;
import io.millrace.function.FunctionKind;
import io.millrace.function.FunctionNames;
import java.util.List;
import java.util.Objects;

/**
 * The types of expressions as far as the parser needs them: DataFusion refuses some operands while
 * it parses, and picks some functions by type. What it does not know is null, and then let through.
 */
final class KnownTypes {
  private final Names names;

  KnownTypes(Names names) {
    this.names = names;
  }

  /** Null where unknown. Throws {@link NoMember} for one that does not exist. */
  DataType of(Expr expr) {
    if (expr instanceof Expr.Column column) {
      return names.type(column);
    }
    if (expr instanceof Expr.Constant constant) {
      return constant.literal().type();
    }
    if (expr instanceof Expr.Alias alias) {
      return of(alias.expr());
    }
    if (expr instanceof Expr.Cast cast) {
      return cast.type();
    }
    if (expr instanceof Expr.Negative negative) {
      return of(negative.expr());
    }
    if (expr instanceof Expr.LambdaVariable variable) {
      return variable.field() == null ? null : variable.field().type();
    }
    if (expr instanceof Expr.Is
        || expr instanceof Expr.Not
        || expr instanceof Expr.Between
        || expr instanceof Expr.Like
        || expr instanceof Expr.InList) {
      return DataType.BOOLEAN;
    }
    return compound(expr);
  }

  private DataType compound(Expr expr) {
    if (expr instanceof Expr.Binary binary) {
      return binary(binary);
    }
    if (expr instanceof Expr.Case choice) {
      DataType type = DataType.NULL;
      for (Expr.Case.WhenThen branch : choice.branches()) {
        type = firstKnown(type, of(branch.then()));
      }
      return choice.otherwise() == null ? type : firstKnown(type, of(choice.otherwise()));
    }
    if (bringsItsFunction(expr)) {
      return null;
    }
    if (expr instanceof Expr.ScalarCall call) {
      return of(FunctionNames.result(call.function(), FunctionKind.SCALAR), call.args());
    }
    if (expr instanceof Expr.AggregateCall call) {
      return of(FunctionNames.result(call.function(), FunctionKind.AGGREGATE), call.args());
    }
    if (expr instanceof Expr.WindowCall call) {
      return of(
          FunctionNames.result(call.function(), FunctionKind.WINDOW, FunctionKind.AGGREGATE),
          call.args());
    }
    if (expr instanceof Expr.Lambda lambda) {
      return of(lambda.body());
    }
    if (expr instanceof Expr.HigherOrderCall call) {
      return of(FunctionNames.result(call.function(), FunctionKind.HIGHER_ORDER), call.args());
    }
    return null;
  }

  /** The table of types is of DataFusion's functions, whose names others may have. */
  private static boolean bringsItsFunction(Expr expr) {
    return (expr instanceof Expr.ScalarCall scalar && scalar.definition() != null)
        || (expr instanceof Expr.AggregateCall aggregate && aggregate.definition() != null)
        || (expr instanceof Expr.WindowCall window && window.definition() != null);
  }

  private DataType of(CallResult result, List<Expr> args) {
    return CallTypes.of(result, args, args.stream().map(this::of).toList());
  }

  private static DataType firstKnown(DataType type, DataType other) {
    return DataType.NULL.equals(type) ? other : type;
  }

  private DataType binary(Expr.Binary binary) {
    return switch (binary.operator().kind()) {
      case ARITHMETIC -> {
        DataType type = of(binary.operands().get(0));
        for (Expr operand : binary.operands().subList(1, binary.operands().size())) {
          type = arithmetic(binary.operator(), type, of(operand));
        }
        yield type;
      }
      case BITWISE -> {
        DataType type = of(binary.operands().get(0));
        for (Expr operand : binary.operands().subList(1, binary.operands().size())) {
          type = bitwise(type, of(operand));
        }
        yield type;
      }
      case CONCATENATION -> DataType.UTF8;
      case COMPARISON, DISTINCTION, LOGIC, PATTERN, CONTAINMENT -> DataType.BOOLEAN;
    };
  }

  private static DataType difference(DataType point) {
    return point instanceof DataType.Timestamp time
        ? new DataType.Duration(time.unit())
        : DataType.INT64;
  }

  private static DataType bitwise(DataType left, DataType right) {
    if (left == null || right == null || left.isNull()) {
      return right;
    }
    boolean huge = left.equals(DataType.UINT64) || right.equals(DataType.UINT64);
    boolean numbers = left.isNumeric() && right.isNumeric();
    return huge ? DataType.UINT64 : numbers ? numeric(left, right) : left;
  }

  private static DataType arithmetic(Operator operator, DataType left, DataType right) {
    if (left == null || right == null) {
      return null;
    }
    if (left instanceof DataType.Time || right instanceof DataType.Time) {
      DataType other = left instanceof DataType.Time ? right : left;
      boolean span = other.isNull() || other instanceof DataType.Time;
      return span ? DataType.INTERVAL_MONTH_DAY_NANO : null;
    }
    boolean points = left instanceof DataType.Timestamp || right instanceof DataType.Timestamp;
    boolean dates = left.isDate() || right.isDate();
    if (left.isNull() || right.isNull()) {
      DataType other = left.isNull() ? right : left;
      if (points || dates) {
        return operator == Operator.MINUS ? difference(other) : null;
      }
      return other.isNull() ? DataType.INT64 : other;
    }
    if (left.equals(right) && left.isNumeric()) {
      return left;
    }
    if (left.isNumeric() && right.isNumeric()) {
      return numeric(left, right);
    }
    if (left.id() == TypeId.DATE32 && right.id() == TypeId.DATE32) {
      return operator == Operator.MINUS ? DataType.INT64 : null;
    }
    if (left.id() == TypeId.TIMESTAMP && right.id() == TypeId.TIMESTAMP) {
      return new DataType.Duration(((DataType.Timestamp) left).unit());
    }
    return right.id() == TypeId.INTERVAL ? left : null;
  }

  /** Right in kind and sign; in width only as far as it matters here. */
  static DataType numeric(DataType left, DataType right) {
    if (left.isFloat() || right.isFloat()) {
      return left.equals(DataType.FLOAT64) || right.equals(DataType.FLOAT64)
          ? DataType.FLOAT64
          : DataType.FLOAT32;
    }
    if (left.isDecimal() || right.isDecimal()) {
      return left.isDecimal() ? left : right;
    }
    boolean signed = left.isSigned() || right.isSigned();
    boolean huge = left.equals(DataType.UINT64) || right.equals(DataType.UINT64);
    if (signed && huge) {
      return DataType.decimal128(21, 0);
    }
    if (!signed) {
      return left.id().compareTo(right.id()) < 0 ? right : left;
    }
    int bits = Math.max(signedBits(left), signedBits(right));
    return bits > 32 ? DataType.INT64 : bits > 16 ? DataType.INT32 : DataType.INT16;
  }

  /** The bits of the signed integer that holds all values of this integer type. */
  private static int signedBits(DataType type) {
    int bits = type.id().bits();
    return type.isSigned() ? bits : Math.min(2 * bits, 64);
  }

  /** The element of a list of any layout, or null. */
  static Field element(DataType type) {
    return type instanceof DataType.AnyList list ? list.item() : null;
  }

  /** How deep the lists nest; 0 for what is no list. */
  static int dimensions(DataType type) {
    int dimensions = 0;
    for (Field item = element(type); item != null; item = element(item.type())) {
      dimensions++;
    }
    return dimensions;
  }

  /** Throws where the member is not there, as DataFusion does once it needs the type. */
  static DataType member(DataType whole, Literal key) {
    if (whole instanceof DataType.Struct struct) {
      return struct.fields().stream()
          .filter(field -> Objects.equals(field.name(), key.value()))
          .findFirst()
          .map(Field::type)
          .orElseThrow(() -> new NoMember("no member " + key.value() + " in " + struct));
    }
    if (whole instanceof DataType.MapOf map) {
      List<Field> entry = ((DataType.Struct) map.entries().type()).fields();
      return entry.get(1).type();
    }
    if (whole == null || whole.equals(DataType.NULL)) {
      return whole;
    }
    throw new NoMember("a member of " + whole + ", which is no struct or map");
  }
}
