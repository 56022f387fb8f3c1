// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.ErrorCode;
import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import io.millrace.sql.SqlExpressionParser.ArrayTypeContext;
import io.millrace.sql.SqlExpressionParser.DataTypeContext;
import io.millrace.sql.SqlExpressionParser.ListTypeContext;
import io.millrace.sql.SqlExpressionParser.NamedTypeContext;
import io.millrace.sql.SqlExpressionParser.StructTypeContext;
import io.millrace.sql.SqlExpressionParser.TypeMemberContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.Token;

/** SQL's names of types to Arrow's types, as DataFusion maps them by default. */
final class SqlTypes {
  private static final int MAX_DECIMAL128 = TypeId.DECIMAL128.maxPrecision();
  private static final int MAX_DECIMAL256 = TypeId.DECIMAL256.maxPrecision();

  /** Names with no arguments, or with arguments that say nothing. */
  private static final Map<String, DataType> PLAIN =
      Map.ofEntries(
          Map.entry("BOOLEAN", DataType.BOOLEAN),
          Map.entry("BOOL", DataType.BOOLEAN),
          Map.entry("TINYINT", DataType.INT8),
          Map.entry("SMALLINT", DataType.INT16),
          Map.entry("INT2", DataType.INT16),
          Map.entry("INT", DataType.INT32),
          Map.entry("INTEGER", DataType.INT32),
          Map.entry("INT4", DataType.INT32),
          Map.entry("BIGINT", DataType.INT64),
          Map.entry("INT8", DataType.INT64),
          Map.entry("FLOAT", DataType.FLOAT32),
          Map.entry("FLOAT4", DataType.FLOAT32),
          Map.entry("REAL", DataType.FLOAT32),
          Map.entry("FLOAT8", DataType.FLOAT64),
          Map.entry("DOUBLE", DataType.FLOAT64),
          Map.entry("DOUBLE PRECISION", DataType.FLOAT64),
          Map.entry("CHAR", DataType.UTF8_VIEW),
          Map.entry("VARCHAR", DataType.UTF8_VIEW),
          Map.entry("TEXT", DataType.UTF8_VIEW),
          Map.entry("STRING", DataType.UTF8_VIEW),
          Map.entry("BYTEA", DataType.BINARY),
          Map.entry("DATE", DataType.DATE32));

  private static final Map<DataType, DataType> UNSIGNED =
      Map.of(
          DataType.INT8, DataType.UINT8,
          DataType.INT16, DataType.UINT16,
          DataType.INT32, DataType.UINT32,
          DataType.INT64, DataType.UINT64);

  private static final Map<String, TimeUnit> PRECISIONS =
      Map.of(
          "", TimeUnit.NANOSECOND,
          "0", TimeUnit.SECOND,
          "3", TimeUnit.MILLISECOND,
          "6", TimeUnit.MICROSECOND,
          "9", TimeUnit.NANOSECOND);

  private final SourceText source;
  private final Limits limits;

  SqlTypes(SourceText source, Limits limits) {
    this.source = source;
    this.limits = limits;
  }

  DataType of(DataTypeContext type) {
    int brackets = 0;
    for (DataTypeContext at = type; at instanceof ListTypeContext list; at = list.dataType()) {
      if (++brackets > limits.of(Limit.DEPTH)) {
        throw source.error(
            Limit.DEPTH.code(),
            type.start,
            limits.refusal(Limit.DEPTH, "use type", "lists nested deeper"));
      }
    }
    return nested(type);
  }

  private DataType nested(DataTypeContext type) {
    if (type instanceof NamedTypeContext named) {
      return named(named);
    }
    if (type instanceof ListTypeContext list) {
      Field item = Field.of("item", nested(list.dataType()));
      return list.NUMBER() == null
          ? new DataType.ListOf(TypeId.LIST, item)
          : new DataType.FixedSizeList(item, integer(list.NUMBER().getSymbol(), false));
    }
    if (type instanceof ArrayTypeContext array) {
      return new DataType.ListOf(TypeId.LIST, Field.of("item", of(array.dataType())));
    }
    if (type instanceof StructTypeContext struct) {
      return struct(struct.typeMember());
    }
    return DataType.INTERVAL_MONTH_DAY_NANO;
  }

  private DataType struct(List<TypeMemberContext> members) {
    List<Field> fields = new ArrayList<>();
    for (TypeMemberContext member : members) {
      String name =
          member.identifier() == null ? "c" + fields.size() : Names.of(member.identifier());
      fields.add(Field.of(name, of(member.dataType())));
    }
    return new DataType.Struct(fields);
  }

  private DataType named(NamedTypeContext type) {
    boolean quoted =
        type.typeName().identifier() != null && type.typeName().identifier().QUOTED_WORD() != null;
    String name =
        type.typeName().PRECISION() == null
            ? type.typeName().getText().toUpperCase(Locale.ROOT)
            : "DOUBLE PRECISION";
    DataType plain = quoted ? null : PLAIN.get(name);
    if (plain != null && type.zoned == null && admitsArguments(plain, type)) {
      return type.UNSIGNED() == null ? plain : unsigned(plain, type);
    }
    if (quoted || type.UNSIGNED() != null) {
      throw unknown(type);
    }
    return switch (name) {
      case "DECIMAL", "NUMERIC" -> decimal(type);
      case "TIMESTAMP", "TIMESTAMPTZ", "DATETIME" -> timestamp(name, type);
      case "TIME" -> time(type);
      default -> throw unknown(type);
    };
  }

  /** Lengths of texts and display widths of integers are read and mean nothing. */
  private static boolean admitsArguments(DataType plain, NamedTypeContext type) {
    int count = type.typeArgument().size();
    boolean widths =
        plain.isSigned() || plain.equals(DataType.UTF8_VIEW) || plain.equals(DataType.FLOAT32);
    return count == 0 || (count == 1 && widths);
  }

  private DataType unsigned(DataType plain, NamedTypeContext type) {
    DataType unsigned = UNSIGNED.get(plain);
    if (unsigned == null) {
      throw unknown(type);
    }
    return unsigned;
  }

  private DataType decimal(NamedTypeContext type) {
    if (type.zoned != null || type.typeArgument().size() > 2) {
      throw unknown(type);
    }
    if (type.typeArgument().isEmpty()) {
      return DataType.decimal128(MAX_DECIMAL128, 10);
    }
    int precision = argument(type, 0);
    int scale = type.typeArgument().size() == 1 ? 0 : argument(type, 1);
    if (precision < 1 || precision > MAX_DECIMAL256 || scale > precision || scale < -128) {
      throw source.error(
          ErrorCode.TYPE_MISMATCH,
          type,
          "Cannot use type "
              + spelled(type)
              + ": expected a precision of 1 to 76 and a scale of no more than that");
    }
    TypeId id = precision <= MAX_DECIMAL128 ? TypeId.DECIMAL128 : TypeId.DECIMAL256;
    return new DataType.Decimal(id, precision, scale);
  }

  private DataType timestamp(String name, NamedTypeContext type) {
    boolean onlyOneZone = name.equals("TIMESTAMP") || type.zoned == null;
    if (name.equals("DATETIME") || !onlyOneZone || type.typeArgument().size() > 1) {
      throw unknown(type);
    }
    String digits = type.typeArgument().isEmpty() ? "" : type.typeArgument(0).getText();
    TimeUnit unit = PRECISIONS.get(digits);
    if (unit == null) {
      throw unknown(type);
    }
    return DataType.timestamp(unit);
  }

  private DataType time(NamedTypeContext type) {
    boolean withZone = type.zoned != null && type.zoned.getType() == SqlExpressionParser.WITH;
    if (withZone || !type.typeArgument().isEmpty()) {
      throw unknown(type);
    }
    return new DataType.Time(TypeId.TIME64, TimeUnit.NANOSECOND);
  }

  private int argument(NamedTypeContext type, int index) {
    SqlExpressionParser.TypeArgumentContext argument = type.typeArgument(index);
    if (argument.NUMBER() == null) {
      throw unknown(type);
    }
    return integer(argument.NUMBER().getSymbol(), argument.getChildCount() > 1);
  }

  private int integer(Token token, boolean negative) {
    try {
      int value = Integer.parseInt(token.getText());
      return negative ? -value : value;
    } catch (NumberFormatException e) {
      throw source.error(
          ErrorCode.SYNTAX, token, "Cannot read " + token.getText() + ": expected a whole number");
    }
  }

  private static String spelled(NamedTypeContext type) {
    String arguments =
        type.typeArgument().stream()
            .map(argument -> argument.getText())
            .collect(Collectors.joining(", "));
    return type.typeName().getText() + (arguments.isEmpty() ? "" : "(" + arguments + ")");
  }

  private RuntimeException unknown(NamedTypeContext type) {
    return source.error(
        ErrorCode.UNKNOWN_NAME,
        type,
        "Cannot use type "
            + spelled(type)
            + ": found no such SQL type in DataFusion, expected one"
            + " like BIGINT, DOUBLE, VARCHAR, BOOLEAN, DATE, TIMESTAMP or DECIMAL(p, s)");
  }
}
