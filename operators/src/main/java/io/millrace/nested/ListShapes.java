// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import static io.millrace.scalar.Scalar.scalar;
import static io.millrace.signature.ListSignatures.Part.LIST;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.TypeId;
import io.millrace.scalar.ResultSize;
import io.millrace.scalar.Scalar;
import io.millrace.signature.ListSignatures;
import io.millrace.signature.SharedTypes;
import io.millrace.signature.Signature;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** How deep lists are and how long in each dimension, and lists with one dimension less. */
@Internal
public final class ListShapes {
  private static final Signature ONE_LIST = ListSignatures.of(LIST);

  static final Scalar EMPTY =
      scalar("empty")
          .accepts(ListSignatures.keepingNull(ONE_LIST))
          .returns(DataType.BOOLEAN)
          .neverFails()
          .kernel(
              call ->
                  ListFunctions.ofList("empty", call, args -> ((List<?>) args.get(0)).isEmpty()));

  /** The length in each dimension, as its first list has it; null for an empty list. */
  static final Scalar DIMENSIONS =
      scalar("array_dims")
          .accepts(ListSignatures.keepingNull(ONE_LIST))
          .size(ResultSize.OF_ARGUMENTS)
          .returns(new DataType.ListOf(TypeId.LIST, Field.of("item", DataType.UINT64)))
          .neverFails()
          .kernel(
              call ->
                  ListFunctions.ofList(
                      "array_dims", call, args -> lengths((List<?>) args.get(0), call.type(0))));

  static final Scalar DEPTH =
      scalar("array_ndims")
          .accepts(ListSignatures.keepingNull(ONE_LIST))
          .returns(DataType.UINT64)
          .neverFails()
          .kernel(
              call -> {
                Long depth = (long) ListSignatures.depth(call.type(0));
                return ListFunctions.values(call, args -> depth);
              });

  /**
   * The elements of the lists inside; a null list inside adds none, or nulls if all have one size.
   */
  static final Scalar FLATTEN =
      scalar("flatten")
          .accepts(ListSignatures.keepingNull(ONE_LIST))
          .returns(call -> flat(call.type(0)))
          .size(ResultSize.CHECKED)
          .kernel(ListFlattening::kernel);

  public static final List<Scalar> ALL = List.of(EMPTY, DIMENSIONS, DEPTH, FLATTEN);

  private ListShapes() {}

  private static List<Object> lengths(List<?> list, DataType type) {
    if (list.isEmpty()) {
      return null;
    }
    List<Object> lengths = new ArrayList<>();
    lengths.add((long) list.size());
    DataType item = SharedTypes.item(type).type();
    Object first = list.get(0);
    while (item instanceof DataType.AnyList inside) {
      List<?> inner = elements(first, item);
      lengths.add((long) inner.size());
      first = inner.isEmpty() ? null : inner.get(0);
      item = inside.item().type();
    }
    return Collections.unmodifiableList(lengths);
  }

  private static DataType flat(DataType type) {
    if (type.isNull() || !SharedTypes.isList(SharedTypes.item(type).type())) {
      return type;
    }
    DataType inner = SharedTypes.item(type).type();
    boolean large = ListSignatures.isLarge(type) || ListSignatures.isLarge(inner);
    return new DataType.ListOf(large ? TypeId.LARGE_LIST : TypeId.LIST, SharedTypes.item(inner));
  }

  /** What lies below a list inside of another: nothing if it is null, but in lists of one size. */
  private static List<?> elements(Object list, DataType type) {
    if (list == null) {
      int size = type instanceof DataType.FixedSizeList fixed ? fixed.size() : 0;
      return Collections.nCopies(size, null);
    }
    return (List<?>) list;
  }
}
