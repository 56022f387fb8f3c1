// SPDX-License-Identifier: Apache-2.0
package io.millrace.signature;

import io.millrace.expr.DataType;
import io.millrace.expr.Operator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/** Which types binary operators take, and what they make of theirs. */
@Internal
public final class OperatorTypes {
  private OperatorTypes() {}

  /** The types to which the operands are cast; empty if the operator does not take them. */
  public static Optional<List<DataType>> operands(
      Operator operator, DataType left, DataType right) {
    return switch (operator) {
      case PLUS, MINUS, MULTIPLY, DIVIDE, MODULO -> ArithmeticTypes.operands(operator, left, right);
      case STRING_CONCAT -> joined(left, right);
      default -> uniform(operator, left, right).map(type -> List.of(type, type));
    };
  }

  private static Optional<List<DataType>> joined(DataType left, DataType right) {
    return left instanceof DataType.FixedSizeBinary && right instanceof DataType.FixedSizeBinary
        ? Optional.of(List.of(left, right))
        : uniform(Operator.STRING_CONCAT, left, right).map(type -> List.of(type, type));
  }

  private static Optional<DataType> uniform(Operator operator, DataType left, DataType right) {
    Optional<DataType> known = SharedTypes.withNull(left, right);
    DataType a = known.orElse(left);
    DataType b = known.orElse(right);
    return switch (operator) {
      case AND, OR -> isTruth(a) && isTruth(b) ? Optional.of(DataType.BOOLEAN) : Optional.empty();
      case REGEX_MATCH,
          REGEX_I_MATCH,
          REGEX_NOT_MATCH,
          REGEX_NOT_I_MATCH,
          LIKE_MATCH,
          I_LIKE_MATCH,
          NOT_LIKE_MATCH,
          NOT_I_LIKE_MATCH ->
          forRegex(a, b);
      case BITWISE_AND, BITWISE_OR, BITWISE_XOR, BITWISE_SHIFT_RIGHT, BITWISE_SHIFT_LEFT ->
          bitwise(a, b);
      case STRING_CONCAT -> concat(a, b);
      case AT_ARROW, ARROW_AT -> a.equals(b) ? Optional.of(a) : forLike(a, b);
      default -> SharedTypes.forComparison(a, b);
    };
  }

  /** The type of the result for operands of the types that {@link #operands} gave. */
  public static DataType result(Operator operator, DataType left, DataType right) {
    return switch (operator) {
      case PLUS, MINUS, MULTIPLY, DIVIDE, MODULO ->
          ArithmeticTypes.result(operator, left, right).orElseThrow();
      case BITWISE_AND, BITWISE_OR, BITWISE_XOR, BITWISE_SHIFT_RIGHT, BITWISE_SHIFT_LEFT -> left;
      case STRING_CONCAT ->
          left instanceof DataType.FixedSizeBinary a && right instanceof DataType.FixedSizeBinary b
              ? new DataType.FixedSizeBinary(a.size() + b.size())
              : left;
      default -> DataType.BOOLEAN;
    };
  }

  /** Comparisons and bits have an answer for everything. */
  public static boolean neverFails(Operator operator) {
    return switch (operator) {
      case EQ, NOT_EQ, LT, LT_EQ, GT, GT_EQ, IS_DISTINCT_FROM, IS_NOT_DISTINCT_FROM -> true;
      case BITWISE_AND, BITWISE_OR, BITWISE_XOR, BITWISE_SHIFT_RIGHT, BITWISE_SHIFT_LEFT -> true;
      default -> false;
    };
  }

  private static boolean isTruth(DataType type) {
    return type.equals(DataType.BOOLEAN) || Kinds.isNull(type);
  }

  /** For the operators on regular expressions. */
  public static Optional<DataType> forRegex(DataType given, DataType other) {
    Optional<DataType> known = SharedTypes.withNull(given, other);
    DataType left = known.orElse(given);
    DataType right = known.orElse(other);
    if (Kinds.isNull(left) && Kinds.isNull(right)) {
      return Optional.of(DataType.UTF8);
    }
    DataType a = Kinds.values(left);
    DataType b = Kinds.values(right);
    if (a != left || b != right) {
      return SharedTypes.forComparison(a, b).filter(Kinds::isString);
    }
    return SharedTypes.strings(a, b);
  }

  /** For LIKE, ILIKE and SIMILAR TO. */
  public static Optional<DataType> forLike(DataType left, DataType right) {
    Optional<DataType> known = SharedTypes.withNull(left, right);
    DataType a = Kinds.values(known.orElse(left));
    DataType b = Kinds.values(known.orElse(right));
    if (Kinds.isNull(a) && Kinds.isNull(b)) {
      return Optional.of(DataType.UTF8);
    }
    return SharedTypes.first(() -> SharedTypes.strings(a, b), () -> binaryAsText(a, b))
        .filter(Kinds::isString);
  }

  private static Optional<DataType> binaryAsText(DataType left, DataType right) {
    DataType text = Kinds.isString(left) ? left : right;
    DataType binary = Kinds.isString(left) ? right : left;
    if (!Kinds.isString(text) || !Kinds.isBinary(binary) || text.equals(DataType.UTF8_VIEW)) {
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
    Optional<DataType> binary = SharedTypes.binaries(left, right);
    if (binary.isPresent() || (left instanceof DataType.FixedSizeBinary && left.equals(right))) {
      return Optional.of(binary.orElse(left));
    }
    return left != Kinds.values(left) && right != Kinds.values(right)
        ? SharedTypes.strings(Kinds.values(left), Kinds.values(right))
        : Optional.empty();
  }

  private static Optional<DataType> bitwise(DataType left, DataType right) {
    if (!Kinds.isNumeric(Kinds.values(left)) || !Kinds.isNumeric(Kinds.values(right))) {
      return Optional.empty();
    }
    if (left.equals(right)) {
      return Optional.of(left);
    }
    boolean leftWhole = Kinds.isInteger(left);
    boolean rightWhole = Kinds.isInteger(right);
    if (!leftWhole || !rightWhole) {
      return leftWhole ? Optional.of(left) : rightWhole ? Optional.of(right) : Optional.empty();
    }
    if (left.equals(DataType.UINT64) || right.equals(DataType.UINT64)) {
      return Optional.of(DataType.UINT64);
    }
    return NumericTypes.ofNumbers(left, right);
  }
}
