// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How DataFusion spells constants: with their type, or plain as in the bounds of a frame. */
final class LiteralPrinter {
  private static final long DAY = 86_400_000L;

  private LiteralPrinter() {}

  /** {@code Int64(1)}, {@code Utf8("a")}, {@code Date32("1970-01-01")}, {@code NULL}. */
  static String typed(Literal literal) {
    DataType type = literal.type();
    String plain = plain(literal);
    return switch (type.family()) {
      case NULL -> plain;
      case BOOLEAN, SIGNED, UNSIGNED, FLOAT, LIST -> type.id().spelling() + "(" + plain + ")";
      case TEXT, BINARY ->
          type instanceof DataType.FixedSizeBinary fixed
              ? type.id().spelling()
                  + "("
                  + fixed.size()
                  + ", "
                  + quotedUnlessNull(literal, plain)
                  + ")"
              : type + "(" + quotedUnlessNull(literal, plain) + ")";
      case DATE -> type + "(\"" + plain + "\")";
      case TIME -> unitName(type, ((DataType.Time) type).unit()) + "(\"" + plain + "\")";
      case DURATION -> unitName(type, ((DataType.Duration) type).unit()) + "(\"" + plain + "\")";
      case TIMESTAMP -> timestamp((DataType.Timestamp) type, plain);
      case INTERVAL ->
          "Interval" + ((DataType.Interval) type).unit().spelling() + "(\"" + plain + "\")";
      case DECIMAL -> decimal((DataType.Decimal) type, plain);
      case MAP -> "Map(" + (literal.isNull() ? "[NULL]" : plain) + ")";
      case STRUCT -> "Struct(" + members((DataType.Struct) type, literal.value()) + ")";
      case UNION -> literal.isNull() ? "Union(NULL)" : "Union " + plain;
      case ENCODED ->
          type instanceof DataType.Dictionary dictionary
              ? dictionary(dictionary, literal.value())
              : runEnds((DataType.RunEndEncoded) type, literal.value());
    };
  }

  /** The value alone. */
  static String plain(Literal literal) {
    Object value = literal.value();
    if (literal.type() instanceof DataType.AnyList list) {
      return ValuePrinter.text(list, value);
    }
    return value == null ? "NULL" : plain(literal.type(), value);
  }

  private static String plain(DataType type, Object value) {
    return switch (type.family()) {
      case NULL, BOOLEAN, SIGNED, TEXT, TIME, TIMESTAMP, DURATION, LIST -> value.toString();
      case UNSIGNED -> Long.toUnsignedString((Long) value);
      case FLOAT ->
          type.id() == TypeId.FLOAT64
              ? Decimals.positional((Double) value)
              : Decimals.positional(((Double) value).floatValue());
      case DECIMAL -> Decimals.fixed((BigInteger) value, (DataType.Decimal) type);
      case BINARY -> numbers((Bytes) value);
      case DATE -> date(type.id() == TypeId.DATE32 ? (Long) value : (Long) value / DAY);
      case INTERVAL -> interval((DataType.Interval) type, value);
      case STRUCT -> members((DataType.Struct) type, value);
      case MAP -> map((DataType.MapOf) type, (List<?>) value);
      case UNION -> union((DataType.Union) type, (List<?>) value);
      case ENCODED -> plain(new Literal(type.unwrapped(), value));
    };
  }

  private static String quotedUnlessNull(Literal literal, String plain) {
    return literal.isNull() ? plain : '"' + plain + '"';
  }

  private static String unitName(DataType type, TimeUnit unit) {
    return type.id().spelling() + unit.longName();
  }

  private static String timestamp(DataType.Timestamp type, String plain) {
    String zone = type.zone() == null ? "None" : "Some(" + Spelling.quoted(type.zone()) + ")";
    return unitName(type, type.unit()) + "(" + plain + ", " + zone + ")";
  }

  private static String decimal(DataType.Decimal type, String plain) {
    return type.id().spelling() + "(" + plain + "," + type.precision() + "," + type.scale() + ")";
  }

  private static String numbers(Bytes bytes) {
    return IntStream.range(0, bytes.length())
        .mapToObj(i -> Integer.toString(bytes.at(i) & 0xff))
        .collect(Collectors.joining(","));
  }

  /** Nothing at all for a day that DataFusion has no date for. */
  private static String date(long day) {
    LocalDate date = ValuePrinter.date(day);
    return date == null ? "" : ValuePrinter.text(date);
  }

  private static String interval(DataType.Interval type, Object value) {
    return switch (type.unit()) {
      case YEAR_MONTH -> value.toString();
      case DAY_TIME -> {
        long packed = (Long) value;
        yield "IntervalDayTime { days: "
            + (packed >> 32)
            + ", milliseconds: "
            + (int) packed
            + " }";
      }
      case MONTH_DAY_NANO -> {
        Interval interval = (Interval) value;
        yield "IntervalMonthDayNano { months: "
            + interval.months()
            + ", days: "
            + interval.days()
            + ", nanoseconds: "
            + interval.nanos()
            + " }";
      }
    };
  }

  /** The members of a struct, all of them empty where it is null. */
  private static String members(DataType.Struct type, Object value) {
    List<?> values = (List<?>) value;
    return IntStream.range(0, type.fields().size())
        .mapToObj(
            i -> {
              Field field = type.fields().get(i);
              Object member = values == null ? null : values.get(i);
              return field.name() + ":" + ValuePrinter.text(field.type(), member);
            })
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String map(DataType.MapOf type, List<?> entries) {
    List<Field> fields = ((DataType.Struct) type.entries().type()).fields();
    return entries.stream()
        .map(
            entry -> {
              List<?> pair = (List<?>) entry;
              String key = ValuePrinter.text(fields.get(0).type(), pair.get(0));
              String value = ValuePrinter.text(fields.get(1).type(), pair.get(1));
              return Spelling.quoted(key) + ":" + Spelling.quoted(value);
            })
        .collect(Collectors.joining(",", "[{", "}]"));
  }

  private static String union(DataType.Union type, List<?> idAndValue) {
    int id = ((Long) idAndValue.get(0)).intValue();
    DataType member = type.members().get(type.ids().indexOf(id)).type();
    return id + ":" + plain(new Literal(member, idAndValue.get(1)));
  }

  private static String dictionary(DataType.Dictionary type, Object value) {
    return "Dictionary(" + type.key() + ", " + typed(new Literal(type.value(), value)) + ")";
  }

  private static String runEnds(DataType.RunEndEncoded type, Object value) {
    return "RunEndEncoded("
        + Spelling.debug(type.runEnds())
        + ", "
        + Spelling.debug(type.values())
        + ", "
        + typed(new Literal(type.values().type(), value))
        + ")";
  }
}
