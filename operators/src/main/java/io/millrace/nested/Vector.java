// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import io.millrace.column.Cells;
import io.millrace.column.DoubleBlock;
import io.millrace.column.ElementList;
import io.millrace.column.NestedBlock;
import io.millrace.expr.DataType;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** The floats of a list: so many rows of a block, from {@code from} on. */
record Vector(DoubleBlock block, int from, int size) {
  /** Of a list of floats, whose block is taken where it has one. */
  static Vector of(List<?> list) {
    if (list instanceof ElementList view && view.elements() instanceof DoubleBlock block) {
      return new Vector(block, view.start(), view.size());
    }
    DoubleBlock block = new DoubleBlock(list.size());
    int row = 0;
    for (Object each : list) {
      Cells.set(block, row++, DataType.FLOAT64, each);
    }
    return new Vector(block, 0, row);
  }

  /** The list in a row, which is not null. */
  static Vector of(NestedBlock lists, int row) {
    return new Vector((DoubleBlock) lists.elements(), lists.starts[row], lists.size(row));
  }

  private double at(int i) {
    return block.values[from + i];
  }

  private boolean isNull(int i) {
    return block.isNull(from + i);
  }

  boolean hasNulls() {
    return present() < size;
  }

  /** How many are not null. */
  int present() {
    int present = size;
    for (int i = 0; i < size && block.mayHaveNulls(); i++) {
      present -= isNull(i) ? 1 : 0;
    }
    return present;
  }

  /** Nulls are left out. */
  double sum() {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += isNull(i) ? 0 : at(i);
    }
    return sum;
  }

  /** Nulls are left out. */
  double product() {
    double product = 1;
    for (int i = 0; i < size; i++) {
      product *= isNull(i) ? 1 : at(i);
    }
    return product;
  }

  /** With a vector of the same size; neither has nulls. */
  double dot(Vector that) {
    double dot = 0;
    for (int i = 0; i < size; i++) {
      dot += at(i) * that.at(i);
    }
    return dot;
  }

  /** From a vector of the same size; neither has nulls. */
  double distance(Vector that) {
    // Of no elements it is negative, as sums of iterators in Rust are.
    double squares = -0.0;
    for (int i = 0; i < size; i++) {
      double difference = at(i) - that.at(i);
      squares += difference * difference;
    }
    return Math.sqrt(squares);
  }

  List<?> mapped(DoubleUnaryOperator operator) {
    DoubleBlock mapped = new DoubleBlock(size);
    for (int i = 0; i < size; i++) {
      mapped.values[i] = operator.applyAsDouble(at(i));
      if (isNull(i)) {
        mapped.setNull(i);
      }
    }
    return new ElementList(mapped, DataType.FLOAT64, 0, size);
  }

  /** With a vector of the same size; null where one of both is. */
  List<?> combined(Vector that, DoubleBinaryOperator operator) {
    DoubleBlock combined = new DoubleBlock(size);
    for (int i = 0; i < size; i++) {
      combined.values[i] = operator.applyAsDouble(at(i), that.at(i));
      if (isNull(i) || that.isNull(i)) {
        combined.setNull(i);
      }
    }
    return new ElementList(combined, DataType.FLOAT64, 0, size);
  }
}
