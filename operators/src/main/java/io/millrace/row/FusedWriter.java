// SPDX-License-Identifier: Apache-2.0
package io.millrace.row;

import io.millrace.column.EvaluationError;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes whole rows; to be copied by {@link FusedSteps}. It does not look for results without an
 * answer one by one; a row that has one is made again, by a writer that does.
 */
final class FusedWriter<R> implements RowWriter<R> {
  /** Of what makes a row. */
  static final MethodType TYPE = MethodType.genericMethodType(0);

  private static final MethodType STEP = MethodType.methodType(void.class, Object.class);
  private static final MethodHandle WRITE = FusedSteps.classData(MethodHandles.lookup());

  /** For rows that fail; null if this is it. */
  private final Supplier<RowWriter<R>> careful;

  private final Consumer<String> failed;
  private RowWriter<R> forFailed;

  FusedWriter(Supplier<RowWriter<R>> careful, Consumer<String> failed) {
    this.careful = careful;
    this.failed = failed;
  }

  /**
   * @param handles make a handle of {@link #TYPE} for results
   */
  static <R> RowWriter<R> of(
      List<Result> results, Function<List<Result>, MethodHandle> handles, Consumer<String> failed) {
    Supplier<RowWriter<R>> careful =
        () -> copy(handles.apply(results.stream().map(Result::orNull).toList()), null, failed);
    return copy(handles.apply(results), careful, failed);
  }

  @SuppressWarnings("unchecked")
  private static <R> RowWriter<R> copy(
      MethodHandle write, Supplier<RowWriter<R>> careful, Consumer<String> failed) {
    return (RowWriter<R>) FusedSteps.copy(FusedWriter.class, write, careful, failed);
  }

  /** Each row is started, then filled cell by cell, then finished. */
  static <B, R> MethodHandle handle(
      Supplier<B> start, List<MethodHandle> cells, Function<B, R> finish) {
    MethodHandle first = FusedSteps.step(Supplier.class, "get", TYPE, start);
    MethodHandle last =
        FusedSteps.step(Function.class, "apply", MethodType.genericMethodType(1), finish);
    MethodHandle filled = MethodHandles.foldArguments(last, FusedSteps.inOrder(STEP, cells));
    return MethodHandles.foldArguments(filled, first);
  }

  /** Computes a result; writes it if it is not null. */
  static MethodHandle cell(Result result, CellWriter<?> writer) {
    MethodHandle write = FusedSteps.step(CellWriter.class, "write", STEP, writer);
    return result.then(write, MethodHandles.empty(STEP));
  }

  @Override
  @SuppressWarnings("unchecked")
  public R write() {
    try {
      return (R) WRITE.invokeExact();
    } catch (EvaluationError e) {
      return writeFailed(e);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(
          "Cannot make a row of results: a constructor or setter of its class throws", e);
    }
  }

  private R writeFailed(EvaluationError error) {
    if (careful == null) {
      failed.accept(error.getMessage());
      return null;
    }
    if (forFailed == null) {
      forFailed = careful.get();
    }
    return forFailed.write();
  }
}
