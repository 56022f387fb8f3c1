// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import static io.millrace.scalar.Scalar.scalar;

import io.millrace.column.Cells;
import io.millrace.column.DoubleBlock;
import io.millrace.column.EvaluationError;
import io.millrace.column.NestedBlock;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.TypeId;
import io.millrace.scalar.ResultSize;
import io.millrace.scalar.Scalar;
import io.millrace.signature.Call;
import io.millrace.signature.ListSignatures;
import io.millrace.signature.SharedTypes;
import io.millrace.signature.Signature;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import org.apache.flink.annotation.Internal;

/** Arithmetic of lists, whose elements become floats of 64 bits. */
@Internal
public final class ListMath {
  /** Nulls are left out; null where nothing is left. */
  static final Scalar SUM = total("array_sum", Vector::sum);

  static final Scalar AVG = total("array_avg", vector -> vector.sum() / vector.present());

  static final Scalar PRODUCT = total("array_product", Vector::product);

  /** Divided by its length; null where that is zero or an element is null. */
  static final Scalar NORMALIZE =
      scalar("array_normalize")
          .accepts(vectors(1))
          .size(ResultSize.OF_ARGUMENTS)
          .returns(ListMath::plainVector)
          .neverFails()
          .kernel(
              call ->
                  ListFunctions.values(call, args -> normalized(Vector.of((List<?>) args.get(0)))));

  static final Scalar ADD = elementwise("array_add", (a, b) -> a + b);

  static final Scalar SUBTRACT = elementwise("array_subtract", (a, b) -> a - b);

  static final Scalar SCALE =
      scalar("array_scale")
          .accepts(ListMath::vectorAndNumber)
          .returnsArgument(0)
          .neverFails()
          .kernel(
              call ->
                  ListFunctions.values(
                      call,
                      args -> {
                        double factor = (Double) args.get(1);
                        return Vector.of((List<?>) args.get(0)).mapped(each -> each * factor);
                      }));

  static final Scalar INNER_PRODUCT =
      measure("inner_product", vectors(2), Sizes.FIRST, Vector::dot);

  /** Null where one of the vectors is all zeros. */
  static final Scalar COSINE_DISTANCE =
      measure("cosine_distance", vectors(2), Sizes.FIRST, ListMath::cosineDistance);

  static final Scalar DISTANCE =
      measure("array_distance", ListMath::alike, Sizes.AFTER_NULLS, Vector::distance);

  public static final List<Scalar> ALL =
      List.of(
          SUM,
          AVG,
          PRODUCT,
          NORMALIZE,
          ADD,
          SUBTRACT,
          SCALE,
          INNER_PRODUCT,
          COSINE_DISTANCE,
          DISTANCE);

  private ListMath() {}

  private interface Total {
    double of(Vector vector);
  }

  /** Null where there is none. */
  private interface Measure {
    Double of(Vector left, Vector right);
  }

  private static Scalar total(String name, Total total) {
    return scalar(name)
        .accepts(vectors(1))
        .returns(DataType.FLOAT64)
        .neverFails()
        .kernel(
            call ->
                ListLoop.each(
                    call.type(0),
                    (lists, args, rows, out) -> {
                      double[] totals = ((DoubleBlock) out).values;
                      return row -> {
                        Vector vector = Vector.of(lists, row);
                        if (vector.present() == 0) {
                          out.setNull(row);
                        } else {
                          totals[row] = total.of(vector);
                        }
                      };
                    }));
  }

  /** When lists of different sizes are refused: always, or only where no element is null. */
  private enum Sizes {
    FIRST,
    AFTER_NULLS
  }

  private static Scalar measure(String name, Signature signature, Sizes sizes, Measure measure) {
    return scalar(name)
        .accepts(signature)
        .returns(DataType.FLOAT64)
        .kernel(
            call ->
                ListLoop.each(
                    call.type(0),
                    (lists, args, rows, out) -> {
                      NestedBlock others = ListLoop.spread(args[1], call.type(1), rows);
                      return row -> {
                        Double measured =
                            measured(
                                name,
                                Vector.of(lists, row),
                                Vector.of(others, row),
                                sizes,
                                measure);
                        Cells.set(out, row, DataType.FLOAT64, measured);
                      };
                    }));
  }

  private static Double measured(
      String name, Vector left, Vector right, Sizes sizes, Measure measure) {
    boolean nulls = left.hasNulls() || right.hasNulls();
    if (!nulls || sizes == Sizes.FIRST) {
      requireSameSize(name, left, right);
    }
    return nulls ? null : measure.of(left, right);
  }

  private static Scalar elementwise(String name, DoubleBinaryOperator operator) {
    return scalar(name)
        .accepts(vectors(2))
        .size(ResultSize.OF_ARGUMENTS)
        .returns(ListMath::plainVector)
        .kernel(
            call ->
                ListFunctions.values(
                    call,
                    args -> {
                      Vector left = Vector.of((List<?>) args.get(0));
                      Vector right = Vector.of((List<?>) args.get(1));
                      requireSameSize(name, left, right);
                      return left.combined(right, operator);
                    }));
  }

  private static void requireSameSize(String name, Vector left, Vector right) {
    if (left.size() != right.size()) {
      throw new EvaluationError(
          "Cannot compute "
              + name
              + ": the lists have "
              + left.size()
              + " and "
              + right.size()
              + " elements, expected as many");
    }
  }

  private static List<?> normalized(Vector vector) {
    if (vector.hasNulls()) {
      return null;
    }
    double squares = vector.dot(vector);
    double length = Math.sqrt(squares);
    return vector.size() > 0 && squares == 0 ? null : vector.mapped(each -> each / length);
  }

  private static Double cosineDistance(Vector left, Vector right) {
    double a = left.dot(left);
    double b = right.dot(right);
    return a == 0 || b == 0 ? null : 1 - left.dot(right) / (Math.sqrt(a) * Math.sqrt(b));
  }

  private static DataType plainVector(Call call) {
    return new DataType.ListOf(call.type(0).id(), Field.of("item", DataType.FLOAT64));
  }

  /** So many lists, all large if one is. */
  private static Signature vectors(int count) {
    return given -> {
      boolean all = given.size() == count && given.stream().allMatch(ListMath::isVector);
      TypeId layout =
          given.stream().anyMatch(ListSignatures::isLarge) ? TypeId.LARGE_LIST : TypeId.LIST;
      return all
          ? Optional.of(given.stream().map(type -> floats(type, layout)).toList())
          : Optional.empty();
    };
  }

  /** Two lists of one layout. */
  private static Optional<List<DataType>> alike(List<DataType> given) {
    boolean alike =
        given.size() == 2
            && given.stream().noneMatch(DataType::isNull)
            && ListSignatures.isLarge(given.get(0)) == ListSignatures.isLarge(given.get(1));
    return alike ? vectors(2).coerce(given) : Optional.empty();
  }

  private static Optional<List<DataType>> vectorAndNumber(List<DataType> given) {
    boolean both = given.size() == 2 && (given.get(1).isNumeric() || given.get(1).isNull());
    return both
        ? vectors(1)
            .coerce(given.subList(0, 1))
            .map(vector -> List.of(vector.get(0), DataType.FLOAT64))
        : Optional.empty();
  }

  /** A list of one dimension; lists of lists are refused when they are evaluated by DataFusion. */
  private static boolean isVector(DataType type) {
    return type.isNull()
        || (SharedTypes.isList(type)
            && !(SharedTypes.item(type).type() instanceof DataType.AnyList));
  }

  private static DataType floats(DataType list, TypeId layout) {
    Field item = list.isNull() ? Field.of("item", list) : SharedTypes.item(list);
    return new DataType.ListOf(
        layout, new Field(item.name(), DataType.FLOAT64, item.nullable(), item.metadata()));
  }
}
