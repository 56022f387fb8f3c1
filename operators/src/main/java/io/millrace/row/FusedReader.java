// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.column.RowReader;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/** Reads all cells of a row; to be copied by {@link FusedSteps}. */
final class FusedReader<T> implements RowReader<T> {
  private static final MethodType TYPE = MethodType.methodType(void.class, Object.class);
  private static final MethodHandle READ = FusedSteps.classData(MethodHandles.lookup());

  @SuppressWarnings("unchecked")
  static <T> RowReader<T> of(List<CellReader<T>> cells) {
    List<MethodHandle> steps =
        cells.stream().map(cell -> FusedSteps.step(CellReader.class, "read", TYPE, cell)).toList();
    return (RowReader<T>) FusedSteps.copy(FusedReader.class, FusedSteps.inOrder(TYPE, steps));
  }

  @Override
  public void read(T row) {
    try {
      READ.invokeExact((Object) row);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
