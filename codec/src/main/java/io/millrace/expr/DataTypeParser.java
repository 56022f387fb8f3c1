// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.expr.TypeTokens.Kind;
import io.millrace.expr.TypeTokens.Token;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Reads arrow-rs's spelling of types, old forms such as {@code Timestamp(Second, None)} included.
 */
final class DataTypeParser {
  private static final int MAX_TYPE_ID = 127;
  private static final Map<String, TypeId> IDS =
      Arrays.stream(TypeId.values()).collect(Collectors.toMap(TypeId::spelling, id -> id));
  private static final Map<String, TimeUnit> UNITS =
      Map.ofEntries(
          Map.entry("s", TimeUnit.SECOND),
          Map.entry("Second", TimeUnit.SECOND),
          Map.entry("ms", TimeUnit.MILLISECOND),
          Map.entry("Millisecond", TimeUnit.MILLISECOND),
          Map.entry("us", TimeUnit.MICROSECOND),
          Map.entry("µs", TimeUnit.MICROSECOND),
          Map.entry("Microsecond", TimeUnit.MICROSECOND),
          Map.entry("ns", TimeUnit.NANOSECOND),
          Map.entry("Nanosecond", TimeUnit.NANOSECOND));

  private final TypeTokens tokens;
  private int depth;

  private DataTypeParser(String text) {
    this.tokens = new TypeTokens(text);
  }

  static DataType parse(String text) {
    DataTypeParser parser = new DataTypeParser(text);
    DataType type = parser.type();
    if (parser.tokens.peek().kind() != Kind.END) {
      throw parser.tokens.refusal(parser.tokens.peek(), "nothing after the type");
    }
    return type;
  }

  private DataType type() {
    if (++depth > Limits.DEFAULT.of(Limit.TYPE_DEPTH)) {
      throw Limits.DEFAULT.exceeded(Limit.TYPE_DEPTH, "read a type", "types nested deeper");
    }
    Token name = tokens.take();
    TypeId id = name.kind() == Kind.WORD ? IDS.get(name.text()) : null;
    if (id == null) {
      throw tokens.refusal(name, "the name of a type of Arrow, such as 'Int32'");
    }
    DataType type = rest(id);
    depth--;
    return type;
  }

  private DataType rest(TypeId id) {
    return switch (id.family()) {
      case NULL, BOOLEAN, SIGNED, UNSIGNED, FLOAT, TEXT, DATE -> new DataType.Plain(id);
      case BINARY ->
          id == TypeId.FIXED_SIZE_BINARY ? inside(this::fixedSizeBinary) : new DataType.Plain(id);
      case DECIMAL -> inside(() -> decimal(id, id.maxPrecision()));
      case TIME ->
          id == TypeId.TIME32
              ? inside(() -> time(id, TimeUnit.SECOND, TimeUnit.MILLISECOND))
              : inside(() -> time(id, TimeUnit.MICROSECOND, TimeUnit.NANOSECOND));
      case TIMESTAMP -> inside(this::timestamp);
      case DURATION -> inside(() -> new DataType.Duration(timeUnit()));
      case INTERVAL -> inside(this::interval);
      case LIST ->
          id == TypeId.FIXED_SIZE_LIST
              ? inside(this::fixedSizeList)
              : inside(() -> new DataType.ListOf(id, item()));
      case STRUCT -> inside(this::struct);
      case MAP -> inside(this::map);
      case UNION -> inside(this::union);
      case ENCODED -> inside(id == TypeId.DICTIONARY ? this::dictionary : this::runEndEncoded);
    };
  }

  private DataType inside(Supplier<DataType> parameters) {
    tokens.expect("(");
    DataType type = parameters.get();
    tokens.expect(")");
    return type;
  }

  private DataType decimal(TypeId id, int mostDigits) {
    int precision = tokens.number(1, mostDigits, "a precision");
    tokens.expect(",");
    return new DataType.Decimal(id, precision, tokens.number(Byte.MIN_VALUE, precision, "a scale"));
  }

  private DataType time(TypeId id, TimeUnit... allowed) {
    TimeUnit unit = timeUnit();
    if (!Arrays.asList(allowed).contains(unit)) {
      throw tokens.refusal(
          "'" + unit.spelling() + "'",
          "'" + allowed[0].spelling() + "' or '" + allowed[1].spelling() + "'");
    }
    return new DataType.Time(id, unit);
  }

  private TimeUnit timeUnit() {
    Token token = tokens.take();
    TimeUnit unit = token.kind() == Kind.WORD ? UNITS.get(token.text()) : null;
    if (unit == null) {
      throw tokens.refusal(token, "a unit of time: 's', 'ms', 'µs' or 'ns'");
    }
    return unit;
  }

  private DataType timestamp() {
    TimeUnit unit = timeUnit();
    if (!tokens.takeIf(",") || tokens.takeIf("None")) {
      return DataType.timestamp(unit);
    }
    if (!tokens.takeIf("Some")) {
      return DataType.timestamp(unit, tokens.expect(Kind.DOUBLE_QUOTED, "a time zone in quotes"));
    }
    tokens.expect("(");
    String zone = tokens.expect(Kind.DOUBLE_QUOTED, "a time zone in quotes");
    tokens.expect(")");
    return DataType.timestamp(unit, zone);
  }

  private DataType interval() {
    Token token = tokens.take();
    for (IntervalUnit unit : IntervalUnit.values()) {
      if (token.is(unit.spelling())) {
        return new DataType.Interval(unit);
      }
    }
    throw tokens.refusal(token, "'YearMonth', 'DayTime' or 'MonthDayNano'");
  }

  private DataType fixedSizeBinary() {
    return new DataType.FixedSizeBinary(tokens.number(0, Integer.MAX_VALUE, "a size"));
  }

  private DataType fixedSizeList() {
    int size = tokens.number(0, Integer.MAX_VALUE, "a size");
    if (tokens.takeIf(",")) {
      return new DataType.FixedSizeList(Field.of("item", type()), size);
    }
    tokens.expect("x");
    return new DataType.FixedSizeList(item(), size);
  }

  private DataType struct() {
    List<Field> fields = new ArrayList<>();
    while (!tokens.peek().is(")")) {
      fields.add(field());
      if (!tokens.takeIf(",")) {
        break;
      }
    }
    return new DataType.Struct(fields);
  }

  private DataType map() {
    Field entries = field();
    tokens.expect(",");
    boolean sorted = tokens.takeIf("sorted");
    if (!sorted) {
      tokens.expect("unsorted");
    }
    return new DataType.MapOf(entries, sorted);
  }

  private DataType union() {
    boolean sparse = tokens.takeIf("Sparse");
    if (!sparse) {
      tokens.expect("Dense");
    }
    List<Integer> ids = new ArrayList<>();
    List<Field> members = new ArrayList<>();
    while (tokens.takeIf(",")) {
      int id = tokens.number(0, MAX_TYPE_ID, "the id of a member");
      if (ids.contains(id)) {
        throw tokens.refusal("two members of id " + id, "one");
      }
      ids.add(id);
      tokens.expect(":");
      tokens.expect("(");
      members.add(field());
      tokens.expect(")");
    }
    return new DataType.Union(
        members, ids, sparse ? DataType.Union.Mode.SPARSE : DataType.Union.Mode.DENSE);
  }

  private DataType dictionary() {
    DataType key = type();
    tokens.expect(",");
    return new DataType.Dictionary(key, type());
  }

  private DataType runEndEncoded() {
    Field runEnds = field();
    tokens.expect(",");
    return new DataType.RunEndEncoded(runEnds, field());
  }

  private Field field() {
    String name = tokens.expect(Kind.DOUBLE_QUOTED, "a name in double quotes");
    tokens.expect(":");
    boolean nullable = nullable();
    return Field.of(name, type(), nullable);
  }

  private Field item() {
    boolean nullable = nullable();
    DataType type = type();
    if (!tokens.takeIf(",")) {
      return Field.of("item", type, nullable);
    }
    tokens.expect("field");
    tokens.expect(":");
    return Field.of(tokens.expect(Kind.SINGLE_QUOTED, "a name in single quotes"), type, nullable);
  }

  private boolean nullable() {
    return tokens.takeIf("nullable") || !tokens.takeIf("non-null");
  }
}
