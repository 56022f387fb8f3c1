// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.column.Int128Block;
import io.millrace.column.RowSink;
import io.millrace.expr.DataType;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The leaves into which columns of the row at hand are written. */
final class Columns implements RowSink {
  private DataType[] types = new DataType[0];
  private Term[] leaves = new Term[0];
  private LongTerm[] longs = new LongTerm[0];
  private DoubleTerm[] doubles = new DoubleTerm[0];

  void add(int column, DataType type, Term leaf) {
    if (column >= leaves.length) {
      types = Arrays.copyOf(types, column + 1);
      leaves = Arrays.copyOf(leaves, column + 1);
      longs = Arrays.copyOf(longs, column + 1);
      doubles = Arrays.copyOf(doubles, column + 1);
    }
    types[column] = type;
    leaves[column] = leaf;
    longs[column] = leaf instanceof LongTerm it ? it : null;
    doubles[column] = leaf instanceof DoubleTerm it ? it : null;
  }

  /** The places in the schema of all that were added. */
  int[] indexes() {
    return IntStream.range(0, leaves.length).filter(column -> leaves[column] != null).toArray();
  }

  @Override
  public DataType type(int column) {
    return types[column];
  }

  @Override
  public void setNull(int column) {
    leaves[column].isNull = true;
  }

  @Override
  public void setBoolean(int column, boolean value) {
    Leaf.OfTruth leaf = (Leaf.OfTruth) leaves[column];
    leaf.isNull = false;
    leaf.value = value;
  }

  @Override
  public void setLong(int column, long value) {
    LongTerm leaf = longs[column];
    leaf.isNull = false;
    leaf.value = value;
  }

  @Override
  public void setDouble(int column, double value) {
    DoubleTerm leaf = doubles[column];
    leaf.isNull = false;
    leaf.value = value;
  }

  @Override
  public void setWide(int column, long high, long low) {
    Leaf.OfBlock leaf = (Leaf.OfBlock) leaves[column];
    leaf.reset();
    ((Int128Block) leaf.block).high[0] = high;
    ((Int128Block) leaf.block).low[0] = low;
  }

  @Override
  public void setBytes(int column, byte[] source, int from, int to) {
    ((Leaf.OfBytes) leaves[column]).set(source, from, to);
  }

  @Override
  public void set(int column, Object value) {
    Leaf.set(leaves[column], types[column], value);
  }
}
