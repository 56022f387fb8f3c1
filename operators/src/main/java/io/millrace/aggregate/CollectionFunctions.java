// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.ErrorCode;
import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.column.HeldBytes;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Literal;
import io.millrace.signature.Call;
import io.millrace.signature.Signature;
import io.millrace.signature.Signatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Aggregates that keep the rows themselves. */
final class CollectionFunctions {
  private CollectionFunctions() {}

  static final List<Aggregate> ALL =
      List.of(
          new Aggregate(
              "array_agg",
              Signatures.any(1),
              call -> AggregateFunctions.list(call.type(0)),
              Aggregate.Order.SENSITIVE_ONCE,
              CollectionFunctions::arrayState,
              request -> collected(request, CollectionFunctions::array)),
          new Aggregate(
              "string_agg",
              texts(),
              call -> DataType.LARGE_UTF8,
              Aggregate.Order.SENSITIVE_ONCE,
              request -> {
                delimiter(request.call());
                return isPlain(request)
                    ? List.of(Field.of("string_agg", DataType.LARGE_UTF8))
                    : arrayState(request);
              },
              request -> {
                String delimiter = delimiter(request.call());
                return isPlain(request)
                    ? new JoinedTexts(delimiter)
                    : collected(request, values -> joined(values, delimiter));
              }),
          new Aggregate(
              "nth_value",
              Signatures.any(2),
              call -> call.type(0),
              Aggregate.Order.SENSITIVE,
              request -> {
                place(request.call());
                return state("nth_value", request);
              },
              request -> {
                long place = place(request.call());
                return new SortedRows(request, place, values -> nth(values, place));
              }));

  private static Accumulator collected(
      Aggregate.Request request, Function<List<Object>, Object> result) {
    return request.distinct() || isPlain(request)
        ? new CollectedValues(request, result)
        : new SortedRows(request, Long.MAX_VALUE, result);
  }

  private static boolean isPlain(Aggregate.Request request) {
    return !request.distinct() && request.orderBy().isEmpty();
  }

  private static List<Field> arrayState(Aggregate.Request request) {
    return request.distinct()
        ? List.of(Field.of("distinct_array_agg", AggregateFunctions.list(request.call().type(0))))
        : state("array_agg", request);
  }

  private static List<Field> state(String name, Aggregate.Request request) {
    List<Field> fields = new ArrayList<>();
    DataType values = AggregateFunctions.list(request.call().type(0));
    boolean sorted = name.equals("nth_value") || !request.orderBy().isEmpty();
    fields.add(Field.of(name, values, !sorted));
    if (!request.orderBy().isEmpty()) {
      DataType keys = new DataType.Struct(AggregateFunctions.keys(request));
      fields.add(
          AggregateFunctions.kept(name + "_orderings", AggregateFunctions.listOfValues(keys)));
    }
    return fields;
  }

  private static Object array(List<Object> values) {
    require("array_agg", values.stream().mapToLong(HeldBytes::of).sum());
    return values.isEmpty() ? null : values;
  }

  private static void require(String name, long bytes) {
    if (bytes > Limits.DEFAULT.of(Limit.VALUE_BYTES)) {
      throw Growing.excess(Limit.VALUE_BYTES, name, bytes);
    }
  }

  /** Nulls are left out; null where nothing is left. */
  private static Object joined(List<Object> values, String delimiter) {
    List<String> texts = values.stream().filter(Objects::nonNull).map(String.class::cast).toList();
    long letters = texts.stream().mapToLong(String::length).sum();
    require("string_agg", letters + (long) delimiter.length() * texts.size());
    return texts.isEmpty() ? null : texts.stream().collect(Collectors.joining(delimiter));
  }

  private static Object nth(List<Object> values, long place) {
    long index = place > 0 ? place - 1 : values.size() + place;
    return index >= 0 && index < values.size() ? values.get((int) index) : null;
  }

  /** The empty text for NULL. */
  private static String delimiter(Call call) {
    Literal literal = call.constant(1);
    if (literal == null) {
      throw new MillraceException(
          ErrorCode.UNSUPPORTED_EXPRESSION,
          "Cannot bind string_agg: the delimiter varies from row to row, expected a constant");
    }
    return literal.value() == null ? "" : (String) literal.value();
  }

  /** Counted from 1, or, if negative, from the end. */
  private static long place(Call call) {
    Literal literal = call.constant(1);
    boolean counts =
        literal != null
            && call.type(1).equals(DataType.INT64)
            && literal.value() instanceof Long place
            && place != 0;
    if (!counts) {
      throw new MillraceException(
          ErrorCode.UNSUPPORTED_EXPRESSION,
          "Cannot bind nth_value: the place is "
              + (literal == null ? "no constant" : literal.value() + " of type " + call.type(1))
              + ", expected a constant of type Int64 other than 0");
    }
    return (Long) literal.value();
  }

  private static Signature texts() {
    List<Signature> pairs = new ArrayList<>();
    for (DataType text : List.of(DataType.LARGE_UTF8, DataType.UTF8, DataType.UTF8_VIEW)) {
      List<DataType> delimiters =
          text.equals(DataType.UTF8_VIEW)
              ? List.of(DataType.UTF8_VIEW, DataType.LARGE_UTF8, DataType.NULL, DataType.UTF8)
              : List.of(DataType.UTF8, DataType.LARGE_UTF8, DataType.NULL, DataType.UTF8_VIEW);
      delimiters.forEach(delimiter -> pairs.add(Signatures.exact(text, delimiter)));
    }
    return Signatures.oneOf(pairs.toArray(Signature[]::new));
  }
}
