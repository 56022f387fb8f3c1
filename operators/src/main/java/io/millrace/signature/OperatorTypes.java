// SPDX-License-Identifier: Apache-2.0
package io.millrace.signature;

import io.millrace.cast.Castable;
import io.millrace.expr.DataType;
import io.millrace.expr.Operator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/** Which types binary operators take, and what they make of theirs. */
@Internal
public final class OperatorTypes {
  private OperatorTypes() {}

  /**
   * The types to which the operands are cast; empty if the operator does not take them. Throws
   * IllegalArgumentException for operators that are no functions of two values.
   */
  public static Optional<List<DataType>> operands(
      Operator operator, DataType left, DataType right) {
    Optional<DataType> known = SharedTypes.withNull(left, right);
    DataType a = known.orElse(left);
    DataType b = known.orElse(right);
    return switch (operator.kind()) {
      case COMPARISON, DISTINCTION -> both(SharedTypes.forComparison(a, b));
      case ARITHMETIC -> ArithmeticTypes.operands(operator, left, right);
      case BITWISE -> both(bitwise(a, b));
      case CONCATENATION ->
          left instanceof DataType.FixedSizeBinary && right instanceof DataType.FixedSizeBinary
              ? Optional.of(List.of(left, right))
              : both(concat(a, b));
      case LOGIC, PATTERN, CONTAINMENT -> throw new IllegalArgumentException(operator.symbol());
    };
  }

  private static Optional<List<DataType>> both(Optional<DataType> type) {
    return type.isEmpty() ? Optional.empty() : Optional.of(List.of(type.get(), type.get()));
  }

  /** The type of the result for operands of the types that {@link #operands} gave. */
  public static DataType result(Operator operator, DataType left, DataType right) {
    return switch (operator.kind()) {
      case COMPARISON, DISTINCTION, LOGIC, PATTERN, CONTAINMENT -> DataType.BOOLEAN;
      case ARITHMETIC -> ArithmeticTypes.result(operator, left, right).orElseThrow();
      case BITWISE -> left;
      case CONCATENATION ->
          left instanceof DataType.FixedSizeBinary a && right instanceof DataType.FixedSizeBinary b
              ? new DataType.FixedSizeBinary(a.size() + b.size())
              : left;
    };
  }

  /** For the operators on regular expressions. */
  public static Optional<DataType> forRegex(DataType given, DataType other) {
    Optional<DataType> known = SharedTypes.withNull(given, other);
    DataType left = known.orElse(given);
    DataType right = known.orElse(other);
    if (left.isNull() && right.isNull()) {
      return Optional.of(DataType.UTF8);
    }
    DataType a = left.unwrapped();
    DataType b = right.unwrapped();
    if (a != left || b != right) {
      return SharedTypes.forComparison(a, b).filter(DataType::isText);
    }
    return SharedTypes.strings(a, b);
  }

  /** For LIKE, ILIKE and SIMILAR TO. */
  public static Optional<DataType> forLike(DataType left, DataType right) {
    Optional<DataType> known = SharedTypes.withNull(left, right);
    DataType a = known.orElse(left).unwrapped();
    DataType b = known.orElse(right).unwrapped();
    if (a.isNull() && b.isNull()) {
      return Optional.of(DataType.UTF8);
    }
    return SharedTypes.first(() -> SharedTypes.strings(a, b), () -> binaryAsText(a, b))
        .filter(DataType::isText);
  }

  private static Optional<DataType> binaryAsText(DataType left, DataType right) {
    DataType text = left.isText() ? left : right;
    DataType binary = left.isText() ? right : left;
    if (!text.isText() || !SharedTypes.isBinary(binary) || text.equals(DataType.UTF8_VIEW)) {
      return Optional.empty();
    }
    if (text.equals(DataType.LARGE_UTF8) || binary.equals(DataType.LARGE_BINARY)) {
      return Optional.of(DataType.LARGE_UTF8);
    }
    return Optional.of(binary.equals(DataType.BINARY) ? DataType.UTF8 : DataType.UTF8_VIEW);
  }

  private static Optional<DataType> concat(DataType left, DataType right) {
    Optional<DataType> strings = SharedTypes.strings(left, right);
    if (strings.isPresent()) {
      return strings;
    }
    for (DataType text : List.of(DataType.UTF8_VIEW, DataType.UTF8, DataType.LARGE_UTF8)) {
      if (left.equals(text) || right.equals(text)) {
        DataType other = left.equals(text) ? right : left;
        return Castable.can(other, text) ? Optional.of(text) : Optional.empty();
      }
    }
    if (left instanceof DataType.FixedSizeBinary != right instanceof DataType.FixedSizeBinary) {
      DataType other = left instanceof DataType.FixedSizeBinary ? right : left;
      return Optional.of(other).filter(SharedTypes::isBinary);
    }
    Optional<DataType> binary = SharedTypes.binaries(left, right);
    if (binary.isPresent() || (left instanceof DataType.FixedSizeBinary && left.equals(right))) {
      return Optional.of(binary.orElse(left));
    }
    return left instanceof DataType.Dictionary a && right instanceof DataType.Dictionary b
        ? SharedTypes.strings(a.value(), b.value())
        : Optional.empty();
  }

  private static Optional<DataType> bitwise(DataType left, DataType right) {
    if (!left.unwrapped().isNumeric() || !right.unwrapped().isNumeric()) {
      return Optional.empty();
    }
    if (left.equals(right)) {
      return Optional.of(left);
    }
    boolean leftWhole = left.isInteger();
    boolean rightWhole = right.isInteger();
    if (!leftWhole || !rightWhole) {
      return leftWhole ? Optional.of(left) : rightWhole ? Optional.of(right) : Optional.empty();
    }
    if (left.equals(DataType.UINT64) || right.equals(DataType.UINT64)) {
      return Optional.of(DataType.UINT64);
    }
    return NumericTypes.ofNumbers(left, right);
  }
}
