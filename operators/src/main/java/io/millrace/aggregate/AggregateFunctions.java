// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.column.EvaluationError;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.TypeId;
import io.millrace.signature.Call;
import io.millrace.signature.Signature;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Aggregates that many expressions use. */
final class AggregateFunctions {
  private AggregateFunctions() {}

  /** Rows in which no argument is null. */
  static final Aggregate COUNT =
      insensitive(
              "count",
              given -> given.isEmpty() ? Optional.empty() : Optional.of(given),
              call -> DataType.INT64,
              once("count distinct", type -> type),
              request -> state(kept("count", DataType.INT64)),
              Count::new)
          .unordered();

  /** Integers wrap, decimals gain ten digits, floats are added as Float64. */
  static final Aggregate SUM =
      insensitive(
              "sum",
              one(AggregateFunctions::summable),
              call -> sumType(call.type(0)),
              once("sum distinct", AggregateFunctions::sumType),
              AggregateFunctions::sumState,
              AggregateFunctions::sum)
          .unordered();

  /** Decimals gain four digits of scale, durations are cut, all else is Float64. */
  static final Aggregate AVG =
      insensitive(
          "avg",
          one(AggregateFunctions::averageable),
          call -> meanType(call.type(0)),
          once("avg distinct", AggregateFunctions::widest),
          request ->
              state(kept("count", DataType.UINT64), kept("sum", widest(request.call().type(0)))),
          AggregateFunctions::mean);

  static final Aggregate MIN = extremum("min", Extremum::least);

  static final Aggregate MAX = extremum("max", Extremum::greatest);

  static final Aggregate STDDEV = deviation("stddev", Variance.Result.SAMPLE_DEVIATION);

  static final Aggregate STDDEV_POP = deviation("stddev_pop", Variance.Result.POPULATION_DEVIATION);

  static final Aggregate VAR = variance("var", Variance.Result.SAMPLE);

  static final Aggregate VAR_POP = variance("var_pop", Variance.Result.POPULATION);

  /** Integers are averaged as Float64, floats and decimals in their own type. */
  static final Aggregate MEDIAN =
      insensitive(
          "median",
          one(AggregateFunctions::medianable),
          call -> call.type(0),
          once("distinct_median", type -> type),
          request -> state(kept("median", listOfValues(request.call().type(0)))),
          call -> median(call.type(0)));

  static final Aggregate FIRST_VALUE = edge("first_value", EdgeValue.Edge.FIRST);

  static final Aggregate LAST_VALUE = edge("last_value", EdgeValue.Edge.LAST);

  /** The first that is not null; neither DISTINCT nor ORDER BY makes a difference. */
  static final Aggregate ANY_VALUE =
      new Aggregate(
          "any_value",
          given -> given.size() == 1 ? Optional.of(given) : Optional.empty(),
          call -> call.type(0),
          Aggregate.Order.UNORDERED,
          request ->
              state(
                  Field.of("any_value", request.call().type(0)),
                  kept("any_value_is_set", DataType.BOOLEAN)),
          request ->
              new EdgeValue(
                  EdgeValue.Edge.FIRST,
                  new Aggregate.Request(request.call(), false, true, List.of())));

  /** Of types of which there are few values they are counted, of others hashes. */
  static final Aggregate APPROX_DISTINCT =
      new Aggregate(
          "approx_distinct",
          given ->
              given.size() == 1 && isCountable(given.get(0))
                  ? Optional.of(given)
                  : Optional.empty(),
          call -> DataType.UINT64,
          Aggregate.Order.INSENSITIVE,
          request ->
              ApproxDistinct.hashes(request.call().type(0))
                  ? state(kept("hll_registers", DataType.BINARY))
                  : state(kept("approx_distinct", listOfValues(request.call().type(0)))),
          request -> {
            DataType type = request.call().type(0);
            return ApproxDistinct.hashes(type)
                ? new ApproxDistinct(type)
                : Distinct.notSliding(type, () -> new Count(request.call()));
          });

  static final List<Aggregate> ALL =
      List.of(
          COUNT,
          APPROX_DISTINCT,
          SUM,
          AVG,
          MIN,
          MAX,
          STDDEV,
          STDDEV_POP,
          VAR,
          VAR_POP,
          MEDIAN,
          FIRST_VALUE,
          LAST_VALUE,
          ANY_VALUE);

  /**
   * An aggregate whose rows may come in any order; DISTINCT keeps the values instead of the state.
   *
   * @param once the state then, of values of a type
   */
  static Aggregate insensitive(
      String name,
      Signature accepts,
      Function<Call, DataType> returns,
      Function<DataType, Field> once,
      Function<Aggregate.Request, List<Field>> state,
      Function<Call, Accumulator> accumulator) {
    return new Aggregate(
        name,
        accepts,
        returns,
        Aggregate.Order.INSENSITIVE,
        request ->
            request.distinct()
                ? List.of(once.apply(distinctType(name, request.call())))
                : state.apply(request),
        request ->
            request.distinct()
                ? new Distinct(request.call().type(0), () -> accumulator.apply(request.call()))
                : accumulator.apply(request.call()));
  }

  /**
   * Values that are kept, each once.
   *
   * @param item as what DataFusion keeps them
   */
  static Function<DataType, Field> once(String name, UnaryOperator<DataType> item) {
    return type -> kept(name, listOfValues(item.apply(type)));
  }

  private static DataType distinctType(String name, Call call) {
    if (call.arity() != 1) {
      throw new MillraceException(
          ErrorCode.TYPE_MISMATCH,
          "Cannot bind "
              + name
              + " with DISTINCT: there are "
              + call.arity()
              + " arguments, expected one");
    }
    return call.type(0);
  }

  private static Aggregate extremum(String name, Function<DataType, Accumulator> accumulator) {
    return new Aggregate(
        name,
        one(AggregateFunctions::sortable),
        call -> call.type(0),
        Aggregate.Order.UNORDERED,
        request -> state(Field.of("value", request.call().type(0))),
        request -> accumulator.apply(request.call().type(0)));
  }

  private static Aggregate deviation(String name, Variance.Result result) {
    return variance(name, result).once(Aggregate.Once.ALONE);
  }

  private static Aggregate variance(String name, Variance.Result result) {
    return insensitive(
        name,
        one(type -> type.isNumeric() || type.isNull() ? DataType.FLOAT64 : null),
        call -> DataType.FLOAT64,
        once("distinct_var", type -> type),
        request ->
            state(
                kept("count", DataType.UINT64),
                kept("mean", DataType.FLOAT64),
                kept("m2", DataType.FLOAT64)),
        call -> new Variance(result));
  }

  private static Aggregate edge(String name, EdgeValue.Edge edge) {
    return new Aggregate(
        name,
        given -> given.size() == 1 ? Optional.of(given) : Optional.empty(),
        call -> call.type(0),
        Aggregate.Order.SENSITIVE,
        request -> {
          List<Field> fields = new ArrayList<>();
          fields.add(Field.of(name, request.call().type(0)));
          fields.addAll(keys(request));
          fields.add(kept(name + "_is_set", DataType.BOOLEAN));
          return fields;
        },
        request -> new EdgeValue(edge, request));
  }

  private static Accumulator sum(Call call) {
    DataType type = call.type(0);
    if (type instanceof DataType.Decimal) {
      return decimals(type, call.result(), SumResult.SUM, (sum, count) -> sum);
    }
    if (type instanceof DataType.Interval interval) {
      return switch (interval.unit()) {
        case MONTH_DAY_NANO -> new IntervalSum();
        case DAY_TIME ->
            new LongSum(
                type,
                AggregateFunctions::addDaysAndMillis,
                AggregateFunctions::subtractDaysAndMillis);
        case YEAR_MONTH -> new LongSum(type, (a, b) -> (int) (a + b), (a, b) -> (int) (a - b));
      };
    }
    return type.id() == TypeId.FLOAT64
        ? new DoubleSum(SumResult.SUM)
        : new LongSum(type, SumResult.SUM);
  }

  private static long addDaysAndMillis(long a, long b) {
    int days = (int) (a >> 32) + (int) (b >> 32);
    int millis = (int) a + (int) b;
    return (long) days << 32 | (millis & 0xFFFFFFFFL);
  }

  private static long subtractDaysAndMillis(long a, long b) {
    int days = (int) (a >> 32) - (int) (b >> 32);
    int millis = (int) a - (int) b;
    return (long) days << 32 | (millis & 0xFFFFFFFFL);
  }

  /** Floats are counted as well, because that tells how they are added up. */
  private static List<Field> sumState(Aggregate.Request request) {
    DataType type = request.call().type(0);
    return type.isFloat()
        ? state(kept("count", DataType.UINT64), kept("sum", sumType(type)))
        : state(Field.of("sum", sumType(type)));
  }

  private static Accumulator median(DataType type) {
    return type.isFloat() ? new Quantile(new Rank.Middle(type)) : new WideMedian(type);
  }

  private static Accumulator mean(Call call) {
    DataType type = call.type(0);
    if (type instanceof DataType.Decimal decimal) {
      return decimals(type, call.result(), SumResult.MEAN, decimalMean(decimal, call.result()));
    }
    return type instanceof DataType.Duration
        ? new LongSum(type, SumResult.MEAN)
        : new DoubleSum(SumResult.MEAN);
  }

  private static Accumulator decimals(
      DataType type, DataType result, SumResult kept, BiFunction<BigInteger, Long, BigInteger> of) {
    return type.id() == TypeId.DECIMAL256
        ? new WidestSum(type, result, kept, of)
        : new WideSum(type, result, kept, of);
  }

  private static BiFunction<BigInteger, Long, BigInteger> decimalMean(
      DataType.Decimal from, DataType result) {
    DataType.Decimal to = (DataType.Decimal) result;
    int bits = widest(from).id().bits();
    BigInteger factor = BigInteger.TEN.pow(Math.max(0, to.scale() - from.scale()));
    BigInteger limit = BigInteger.TEN.pow(to.precision());
    return (sum, count) -> {
      BigInteger scaled = sum.multiply(factor);
      BigInteger mean = scaled.divide(BigInteger.valueOf(count));
      if (scaled.bitLength() >= bits || mean.abs().compareTo(limit) >= 0) {
        throw new EvaluationError("avg overflows " + result);
      }
      return mean;
    };
  }

  private static DataType sumType(DataType type) {
    return type instanceof DataType.Decimal decimal
        ? DataType.Decimal.bounded(type.id(), decimal.precision() + 10, decimal.scale())
        : type;
  }

  /** As what DataFusion adds up what it makes a mean of. */
  private static DataType widest(DataType type) {
    if (type instanceof DataType.Decimal decimal) {
      TypeId id = type.id() == TypeId.DECIMAL256 ? type.id() : TypeId.DECIMAL128;
      return DataType.Decimal.bounded(id, Integer.MAX_VALUE, decimal.scale());
    }
    return type;
  }

  private static DataType meanType(DataType type) {
    return type instanceof DataType.Decimal decimal
        ? DataType.Decimal.bounded(type.id(), decimal.precision() + 4, decimal.scale() + 4)
        : type;
  }

  private static DataType summable(DataType type) {
    return switch (type.family()) {
      case SIGNED -> DataType.INT64;
      case UNSIGNED -> DataType.UINT64;
      case FLOAT -> DataType.FLOAT64;
      case DECIMAL, DURATION, INTERVAL -> type;
      case NULL, BOOLEAN, TEXT, BINARY, DATE, TIME, TIMESTAMP, LIST, STRUCT, MAP, UNION, ENCODED ->
          null;
    };
  }

  private static DataType averageable(DataType type) {
    return switch (type.family()) {
      case SIGNED, UNSIGNED, FLOAT -> DataType.FLOAT64;
      case DECIMAL, DURATION -> type;
      case NULL,
          BOOLEAN,
          TEXT,
          BINARY,
          DATE,
          TIME,
          TIMESTAMP,
          INTERVAL,
          LIST,
          STRUCT,
          MAP,
          UNION,
          ENCODED ->
          null;
    };
  }

  private static DataType medianable(DataType type) {
    return switch (type.family()) {
      case SIGNED, UNSIGNED -> DataType.FLOAT64;
      case FLOAT, DECIMAL, NULL -> type;
      case BOOLEAN,
          TEXT,
          BINARY,
          DATE,
          TIME,
          TIMESTAMP,
          DURATION,
          INTERVAL,
          LIST,
          STRUCT,
          MAP,
          UNION,
          ENCODED ->
          null;
    };
  }

  private static boolean isCountable(DataType type) {
    return switch (type.family()) {
      case FLOAT, ENCODED -> false;
      default -> true;
    };
  }

  private static DataType sortable(DataType type) {
    return switch (type.family()) {
      case MAP, UNION, ENCODED -> null;
      case LIST -> type.id().layout().isView() ? null : type;
      case NULL,
          BOOLEAN,
          SIGNED,
          UNSIGNED,
          FLOAT,
          DECIMAL,
          TEXT,
          BINARY,
          DATE,
          TIME,
          TIMESTAMP,
          DURATION,
          INTERVAL,
          STRUCT ->
          type;
    };
  }

  /** One argument, dictionaries unwrapped, brought to what {@code accepted} says; null refuses. */
  static Signature one(UnaryOperator<DataType> accepted) {
    return given ->
        given.size() == 1
            ? Optional.ofNullable(accepted.apply(inner(given.get(0)))).map(List::of)
            : Optional.empty();
  }

  private static DataType inner(DataType type) {
    return type instanceof DataType.Dictionary ? type.unwrapped() : type;
  }

  /** The ORDER BY keys as fields; DataFusion names them after columns of its plan. */
  static List<Field> keys(Aggregate.Request request) {
    List<Field> keys = new ArrayList<>();
    request.orderBy().forEach(key -> keys.add(Field.of("key" + keys.size(), key.type())));
    return keys;
  }

  private static List<Field> state(Field... fields) {
    return List.of(fields);
  }

  /** What is never null in a state. */
  static Field kept(String name, DataType type) {
    return Field.of(name, type, false);
  }

  /** Of which none is null. */
  static DataType listOfValues(DataType item) {
    return new DataType.ListOf(TypeId.LIST, kept("item", item));
  }

  static DataType list(DataType item) {
    return new DataType.ListOf(TypeId.LIST, Field.of("item", item));
  }
}
