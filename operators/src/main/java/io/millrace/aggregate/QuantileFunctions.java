// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Literal;
import io.millrace.signature.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Percentiles, exact and estimated; integers and decimals are taken as Float64. */
final class QuantileFunctions {
  private static final long SIZE = 100;

  private QuantileFunctions() {}

  static final List<Aggregate> ALL =
      List.of(
          new Aggregate(
              "percentile_cont",
              given -> given.size() == 2 ? ofNumbersOrNulls(given) : Optional.empty(),
              QuantileFunctions::result,
              Aggregate.Order.INSENSITIVE,
              request -> {
                percentile(request, 1);
                String name = request.distinct() ? "distinct_percentile_cont" : "percentile_cont";
                return List.of(
                    request.call().type(0).isNull()
                        ? Field.of(name, DataType.NULL)
                        : AggregateFunctions.kept(
                            name, AggregateFunctions.listOfValues(request.call().type(0))));
              },
              request -> {
                DataType type = request.call().type(0);
                double percentile = percentile(request, 1);
                if (type.isNull()) {
                  return new Nothing();
                }
                return request.distinct()
                    ? Distinct.sliding(type, () -> new Quantile(new Rank.Part(type, percentile)))
                    : new Quantile(new Rank.Part(type, percentile));
              }),
          new Aggregate(
              "approx_percentile_cont",
              given -> given.isEmpty() ? Optional.empty() : numbers(given.get(0), given, 1),
              call -> call.type(0),
              Aggregate.Order.INSENSITIVE,
              request -> digest(request, 1),
              request ->
                  new ApproxPercentile(
                      request,
                      percentile(request, 1),
                      size(request.call(), 2),
                      ApproxPercentile.Weights.NONE)),
          new Aggregate(
              "approx_percentile_cont_with_weight",
              given -> given.isEmpty() ? Optional.empty() : numbers(given.get(0), given, 2),
              call -> call.type(0),
              Aggregate.Order.INSENSITIVE,
              request -> {
                if (request.distinct()) {
                  throw refused("with DISTINCT: it is not available", "a call without");
                }
                return digest(request, 2);
              },
              request ->
                  new ApproxPercentile(
                      request,
                      percentile(request, 2),
                      size(request.call(), 3),
                      ApproxPercentile.Weights.SECOND_ARGUMENT)),
          AggregateFunctions.insensitive(
                  "approx_median",
                  AggregateFunctions.one(type -> type.isNull() ? type : number(type)),
                  call -> call.type(0),
                  AggregateFunctions.once("distinct_approx_median", type -> type),
                  request ->
                      request.call().type(0).isNull()
                          ? List.of(Field.of("approx_median", DataType.NULL))
                          : digest(),
                  call ->
                      call.type(0).isNull()
                          ? new BitFold(call.type(0), BitFold.XOR)
                          : new ApproxPercentile(
                              new Aggregate.Request(call, false, false, List.of()),
                              0.5,
                              SIZE,
                              ApproxPercentile.Weights.NONE))
              .once(Aggregate.Once.ALONE));

  /** NULL stays what it is: rows of it are not taken back. */
  private static Optional<List<DataType>> ofNumbersOrNulls(List<DataType> given) {
    return given.get(0).isNull()
        ? numbers(DataType.FLOAT64, given, 1).map(types -> List.of(DataType.NULL, types.get(1)))
        : numbers(given.get(0), given, 1);
  }

  private static DataType result(Call call) {
    return call.type(0).isNull() ? DataType.FLOAT64 : call.type(0);
  }

  /** The value, perhaps its weight, the percentile, and perhaps a whole number for the size. */
  private static Optional<List<DataType>> numbers(
      DataType value, List<DataType> given, int percentile) {
    if (given.size() <= percentile || given.size() > percentile + 2) {
      return Optional.empty();
    }
    List<DataType> types = new ArrayList<>();
    types.add(number(value.unwrapped()));
    for (DataType type : given.subList(1, given.size())) {
      if (types.size() > percentile) {
        types.add(type.isInteger() ? type : null);
      } else {
        types.add(type.isNumeric() || type.isNull() ? DataType.FLOAT64 : null);
      }
    }
    return types.contains(null) ? Optional.empty() : Optional.of(types);
  }

  /** Null for what is no number. */
  private static DataType number(DataType type) {
    if (type.isFloat()) {
      return type;
    }
    return type.isNumeric() ? DataType.FLOAT64 : null;
  }

  private static List<Field> digest(Aggregate.Request request, int percentile) {
    percentile(request, percentile);
    size(request.call(), percentile + 1);
    return digest();
  }

  private static List<Field> digest() {
    return List.of(
        AggregateFunctions.kept("max_size", DataType.UINT64),
        AggregateFunctions.kept("sum", DataType.FLOAT64),
        AggregateFunctions.kept("count", DataType.FLOAT64),
        AggregateFunctions.kept("max", DataType.FLOAT64),
        AggregateFunctions.kept("min", DataType.FLOAT64),
        AggregateFunctions.kept("centroids", AggregateFunctions.listOfValues(DataType.FLOAT64)));
  }

  /** From the other end where the values are ordered descending. */
  private static double percentile(Aggregate.Request request, int argument) {
    Literal literal = request.call().constant(argument);
    if (literal == null
        || !(literal.value() instanceof Double percentile)
        || !(percentile >= 0 && percentile <= 1)) {
      throw refused(
          "of a percentile: it is " + (literal == null ? "no constant" : literal.value()),
          "a constant from 0 to 1");
    }
    boolean ascending = request.orderBy().isEmpty() || request.orderBy().get(0).ascending();
    return ascending ? percentile : 1 - percentile;
  }

  private static long size(Call call, int argument) {
    if (call.arity() <= argument) {
      return SIZE;
    }
    Literal literal = call.constant(argument);
    if (literal == null || !(literal.value() instanceof Long size) || size <= 0) {
      throw refused(
          "to so many centroids: it is " + (literal == null ? "no constant" : literal.value()),
          "a constant above 0");
    }
    return size;
  }

  private static MillraceException refused(String found, String expected) {
    return new MillraceException(
        ErrorCode.TYPE_MISMATCH, "Cannot bind an aggregate " + found + ", expected " + expected);
  }
}
