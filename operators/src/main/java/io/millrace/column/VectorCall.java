// SPDX-License-Identifier: Apache-2.0
package io.millrace.column;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.memory.ArrowMemory;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.flink.annotation.Internal;

/**
 * Code over Arrow vectors, called over blocks: the arguments are copied into vectors, what comes
 * back is checked and copied into a block, and all memory is given back. Thread-safe if the code
 * is.
 */
@Internal
public final class VectorCall {
  /** The code; the result becomes the caller's. */
  public interface Code {
    FieldVector apply(List<FieldVector> args, int rows, BufferAllocator allocator) throws Exception;
  }

  private final String name;
  private final List<Field> arguments;
  private final Field result;
  private final Limits limits;
  private final Code code;

  /**
   * @param name of whom errors of memory speak
   */
  public VectorCall(String name, List<Field> arguments, Field result, Limits limits, Code code) {
    this.name = name;
    this.arguments = List.copyOf(arguments);
    this.result = result;
    this.limits = limits;
    this.code = code;
    arguments.forEach(field -> plain(field.type()));
    plain(result.type());
  }

  private void plain(DataType type) {
    if (ArrowFields.hasDictionary(type)) {
      throw ArrowFields.noVector(type, name + " over vectors takes no dictionaries");
    }
  }

  /**
   * Writes {@code rows} values and nulls into {@code out}.
   *
   * @throws Exception what the code throws, IllegalArgumentException for what it should not give,
   *     or LIMIT_EXCEEDED for vectors of too many bytes
   */
  public void apply(Block[] args, Block out, int rows) throws Exception {
    try (BufferAllocator allocator = ArrowMemory.newAllocator(name, limits.of(Limit.CALL_BYTES))) {
      List<FieldVector> vectors = new ArrayList<>();
      FieldVector given = null;
      try {
        for (int i = 0; i < args.length; i++) {
          vectors.add(vector(arguments.get(i), args[i], rows, allocator));
        }
        given = code.apply(List.copyOf(vectors), rows, allocator);
        read(given, rows, out);
      } catch (RuntimeException e) {
        throw isOfMemory(e)
            ? limits.exceeded(Limit.CALL_BYTES, "call " + name, "vectors of more bytes")
            : e;
      } finally {
        if (given != null && !vectors.contains(given)) {
          given.close();
        }
        vectors.forEach(FieldVector::close);
      }
    }
  }

  private static boolean isOfMemory(RuntimeException e) {
    return e instanceof OutOfMemoryException || e.getCause() instanceof OutOfMemoryException;
  }

  private static FieldVector vector(Field field, Block block, int rows, BufferAllocator allocator) {
    try (ArrowColumn column = new ArrowColumn(field, allocator)) {
      column.begin(rows);
      column.add(block, rows);
      return column.finish(new MapDictionaryProvider());
    }
  }

  private void read(FieldVector given, int rows, Block out) {
    if (given == null) {
      throw new IllegalArgumentException("it gave no vector, expected one of " + result.type());
    }
    DataType type = ArrowFields.of(given.getField(), null).type();
    if (!ArrowFields.sameLayout(type, result.type())) {
      throw new IllegalArgumentException("it gave " + type + ", expected " + result.type());
    }
    if (given.getValueCount() != rows) {
      throw new IllegalArgumentException(
          "it gave a different number of rows: " + given.getValueCount() + ", expected " + rows);
    }
    ColumnReader reader = ColumnReader.of(result.type());
    reader.over(ArrowArray.of(given, result.type(), null));
    reader.read(0, rows, out);
    if (!result.nullable() && out.hasNulls(rows)) {
      throw new IllegalArgumentException("it gave null, expected values");
    }
  }
}
