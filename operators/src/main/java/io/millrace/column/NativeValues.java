// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.expr.DataType;
import io.millrace.expr.TypeId;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.flink.annotation.Internal;

/**
 * Values of eight bytes that are the same in Arrow's memory and in blocks, so that a loop may read
 * and write them where they lie. Addresses come from {@link ArrowBatch#address} and {@link
 * ArrowColumn#extend}, or inside this package from the buffers, which check that the rows are
 * there; nothing is checked here.
 */
@Internal
public final class NativeValues {
  private NativeValues() {}

  /** Whether the values of a type are such. */
  public static boolean are(DataType type) {
    return type.id().bits() == Long.SIZE && type.family() != TypeId.Family.DECIMAL;
  }

  public static long getLong(long address) {
    return MemoryUtil.getLong(address);
  }

  public static void putLong(long address, long value) {
    MemoryUtil.putLong(address, value);
  }

  public static double getDouble(long address) {
    return Double.longBitsToDouble(MemoryUtil.getLong(address));
  }

  public static void putDouble(long address, double value) {
    MemoryUtil.putLong(address, Double.doubleToRawLongBits(value));
  }
}
