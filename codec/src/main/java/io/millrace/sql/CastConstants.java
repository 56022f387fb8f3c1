// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.IntervalText;
import io.millrace.expr.IntervalUnit;
import io.millrace.expr.Literal;
import io.millrace.expr.TimeUnit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Constants of types without literals, as casts of constants that have one. */
final class CastConstants {
  private CastConstants() {}

  /** The constant itself where SQL has a literal for it, and where nothing can be cast to it. */
  static Expr of(Expr.Constant constant) {
    Literal literal = constant.literal();
    if (ConstantWriter.isSaid(literal)) {
      return constant;
    }
    Expr source = literal.isNull() ? new Expr.Constant(Literal.NULL) : source(literal);
    return source == null ? constant : to(source, literal.type(), false);
  }

  static Expr to(Expr operand, DataType type, boolean safe) {
    Expr name = new Expr.Constant(Literal.of(type.toString()));
    return new Expr.ScalarCall(safe ? "arrow_try_cast" : "arrow_cast", List.of(operand, name));
  }

  /** What gives the value when cast; null where nothing does. */
  private static Expr source(Literal literal) {
    DataType type = literal.type();
    Object value = literal.value();
    return switch (type.family()) {
      case SIGNED, UNSIGNED, DATE, TIMESTAMP, DURATION -> said(Literal.of((Long) value));
      case TIME -> time((DataType.Time) type, (Long) value);
      case FLOAT ->
          said(Double.isNaN((Double) value) ? Literal.of("NaN") : Literal.of((Double) value));
      case DECIMAL -> decimal((DataType.Decimal) type, (BigInteger) value);
      case TEXT -> said(Literal.of((String) value));
      case BINARY -> said(new Literal(DataType.BINARY, value));
      case INTERVAL -> interval((DataType.Interval) type, value);
      case LIST -> list(((DataType.AnyList) type).item().type(), (List<?>) value);
      case STRUCT -> struct((DataType.Struct) type, (List<?>) value);
      case ENCODED -> of(new Expr.Constant(new Literal(type.unwrapped(), value)));
      case NULL, BOOLEAN, MAP, UNION -> null;
    };
  }

  private static Expr said(Literal literal) {
    return new Expr.Constant(literal);
  }

  /** Times of 32 bits are made of integers of 32 bits only. */
  private static Expr time(DataType.Time type, long value) {
    boolean narrow = type.unit() == TimeUnit.SECOND || type.unit() == TimeUnit.MILLISECOND;
    Expr number = said(Literal.of(value));
    return narrow ? to(number, DataType.INT32, false) : number;
  }

  private static Expr decimal(DataType.Decimal type, BigInteger value) {
    return said(Literal.of(new BigDecimal(value, type.scale()).toPlainString()));
  }

  private static Expr interval(DataType.Interval type, Object value) {
    return said(
        Literal.of(
            type.unit() == IntervalUnit.YEAR_MONTH
                ? IntervalText.ofMonths((Long) value)
                : IntervalText.ofDayTime((Long) value)));
  }

  private static Expr list(DataType item, List<?> values) {
    List<Expr> items = new ArrayList<>();
    values.forEach(value -> items.add(of(new Expr.Constant(new Literal(item, value)))));
    return new Expr.ScalarCall("make_array", items);
  }

  private static Expr struct(DataType.Struct type, List<?> values) {
    List<Expr> members = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Field field = type.fields().get(i);
      members.add(said(Literal.of(field.name())));
      members.add(of(new Expr.Constant(new Literal(field.type(), values.get(i)))));
    }
    return new Expr.ScalarCall("named_struct", members);
  }
}
