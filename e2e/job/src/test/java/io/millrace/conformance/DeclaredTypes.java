// SPDX-License-Identifier: Apache-2.0
package io.millrace.conformance;

import io.millrace.MillraceException;
import io.millrace.aggregate.Aggregate;
import io.millrace.builtin.BuiltIns;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.IntervalUnit;
import io.millrace.expr.Literal;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import io.millrace.scalar.Scalar;
import io.millrace.signature.Call;
import io.millrace.signature.Signature;
import io.millrace.window.WindowFunction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What a declared signature takes: it is asked for types of all families, and those count that a
 * call may have without a cast to another family.
 */
final class DeclaredTypes {
  private static final List<DataType> ALL =
      List.of(
          DataType.BOOLEAN,
          DataType.INT64,
          DataType.UINT64,
          DataType.FLOAT64,
          DataType.decimal128(10, 2),
          DataType.UTF8_VIEW,
          DataType.BINARY,
          DataType.DATE32,
          new DataType.Time(TypeId.TIME64, TimeUnit.NANOSECOND),
          DataType.timestamp(TimeUnit.NANOSECOND),
          new DataType.Duration(TimeUnit.NANOSECOND),
          new DataType.Interval(IntervalUnit.MONTH_DAY_NANO),
          listOf(DataType.INT64),
          listOf(DataType.FLOAT64),
          listOf(DataType.decimal128(10, 2)),
          listOf(DataType.BOOLEAN),
          listOf(DataType.UTF8_VIEW),
          listOf(DataType.BINARY),
          listOf(DataType.DATE32),
          listOf(DataType.timestamp(TimeUnit.NANOSECOND)),
          listOf(listOf(DataType.INT64)),
          new DataType.Struct(List.of(Field.of("a", DataType.INT64))),
          map());

  /** Where all would be too many calls. */
  private static final List<DataType> FEW =
      List.of(
          DataType.INT64,
          DataType.UTF8_VIEW,
          DataType.FLOAT64,
          listOf(DataType.INT64),
          listOf(DataType.UTF8_VIEW));

  private static final int ALL_UP_TO = 3;

  /** Arguments with which calls are tried. */
  static final int MOST = 6;

  private DeclaredTypes() {}

  private static DataType listOf(DataType element) {
    return new DataType.ListOf(TypeId.LIST, Field.of("item", element));
  }

  private static DataType map() {
    DataType entry =
        new DataType.Struct(
            List.of(Field.of("key", DataType.UTF8, false), Field.of("value", DataType.INT64)));
    return new DataType.MapOf(Field.of("entries", entry, false), false);
  }

  /**
   * By number of arguments; empty for functions that are forms of the binder, and where the types
   * of a call do not say whether it can be.
   */
  static TreeMap<Integer, List<Words>> of(Function function) {
    TreeMap<Integer, List<Words>> types = new TreeMap<>();
    Optional<Signature> signature = signature(function);
    for (int count = 0; signature.isPresent() && count <= MOST; count++) {
      List<Words> words = Words.places(count);
      if (add(signature.get(), count, words)) {
        types.put(count, words);
      }
    }
    return types;
  }

  private static Optional<Signature> signature(Function function) {
    return switch (function.kind()) {
      case SCALAR -> BuiltIns.scalar(function.name()).map(DeclaredTypes::typed);
      case AGGREGATE -> BuiltIns.aggregate(function.name()).map(Aggregate::accepts);
      case WINDOW -> BuiltIns.window(function.name()).map(WindowFunction::accepts);
      case HIGHER_ORDER -> Optional.empty();
    };
  }

  /** Such that there is a type of the result, whatever the values. */
  private static Signature typed(Scalar function) {
    return given ->
        function
            .accepts()
            .coerce(given)
            .filter(
                types -> {
                  try {
                    List<Literal> unknown = Collections.nCopies(types.size(), null);
                    return function.returns().apply(new Call(types, unknown, null)) != null;
                  } catch (MillraceException refused) {
                    return false;
                  }
                });
  }

  /** Whether there is a call with so many arguments. */
  private static boolean add(Signature signature, int count, List<Words> words) {
    List<List<DataType>> cast = new ArrayList<>();
    int[] found = {0};
    each(
        new ArrayList<>(),
        count,
        given -> {
          List<DataType> taken = signature.coerce(given).orElse(null);
          if (taken != null && sameFamilies(given, taken)) {
            found[0]++;
            add(given, words);
          } else if (taken != null) {
            cast.add(taken);
          }
        });
    if (found[0] == 0) {
      cast.forEach(taken -> add(taken, words));
    }
    return found[0] > 0 || !cast.isEmpty();
  }

  private static void add(List<DataType> types, List<Words> words) {
    for (int i = 0; i < types.size(); i++) {
      words.get(i).add(types.get(i));
    }
  }

  private static boolean sameFamilies(List<DataType> given, List<DataType> taken) {
    for (int i = 0; i < given.size(); i++) {
      if (given.get(i).family() != taken.get(i).family()) {
        return false;
      }
    }
    return given.size() == taken.size();
  }

  private static void each(List<DataType> types, int count, Consumer<List<DataType>> step) {
    if (types.size() == count) {
      step.accept(List.copyOf(types));
      return;
    }
    for (DataType type : count <= ALL_UP_TO ? ALL : FEW) {
      types.add(type);
      each(types, count, step);
      types.remove(types.size() - 1);
    }
  }
}
