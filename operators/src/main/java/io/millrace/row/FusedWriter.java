// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.column.Block;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes whole rows; to be copied by {@link Fusion}. */
final class FusedWriter<R> implements RowWriter<R> {
  /** Of what makes a row of results. */
  static final MethodType TYPE = MethodType.methodType(Object.class, Results.class);

  private static final MethodType STEP =
      MethodType.methodType(void.class, Object.class, Results.class);
  private static final MethodHandle WRITE = Fusion.classData(MethodHandles.lookup());

  private final Results results;

  FusedWriter(Results results) {
    this.results = results;
  }

  /**
   * @param write of {@link #TYPE}
   */
  @SuppressWarnings("unchecked")
  static <R> RowWriter<R> of(MethodHandle write, Results results) {
    return (RowWriter<R>) Fusion.copy(FusedWriter.class, write, results);
  }

  /** Each row is started, then filled cell by cell, then finished. */
  static <B, R> RowWriter<R> of(
      Supplier<B> start, List<CellWriter<B>> cells, Function<B, R> finish, Results results) {
    MethodHandle first =
        Fusion.step(Supplier.class, "get", MethodType.methodType(Object.class), start);
    MethodHandle last =
        Fusion.step(Function.class, "apply", MethodType.genericMethodType(1), finish);
    List<MethodHandle> steps =
        cells.stream().map(cell -> Fusion.step(CellWriter.class, "write", STEP, cell)).toList();
    return of(made(first, Fusion.inOrder(STEP, steps), last), results);
  }

  private static MethodHandle made(MethodHandle start, MethodHandle fill, MethodHandle finish) {
    MethodHandle filled =
        MethodHandles.foldArguments(MethodHandles.dropArguments(finish, 1, Results.class), fill);
    return MethodHandles.foldArguments(
        filled, MethodHandles.dropArguments(start, 0, Results.class));
  }

  @Override
  @SuppressWarnings("unchecked")
  public R write(Block[] blocks) {
    try {
      return (R) WRITE.invokeExact(results.of(blocks));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(
          "Cannot make a row of results: a constructor or setter of its class throws", e);
    }
  }
}
