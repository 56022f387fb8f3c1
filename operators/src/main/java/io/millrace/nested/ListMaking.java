// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import static io.millrace.scalar.Scalar.scalar;
import static io.millrace.signature.ListSignatures.Part.ELEMENT;
import static io.millrace.signature.ListSignatures.Part.INDEX;
import static io.millrace.signature.ListSignatures.Part.LIST;

import io.millrace.column.EvaluationError;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.TypeId;
import io.millrace.scalar.ResultSize;
import io.millrace.scalar.Scalar;
import io.millrace.signature.Argument;
import io.millrace.signature.Call;
import io.millrace.signature.ListSignatures;
import io.millrace.signature.SharedTypes;
import io.millrace.signature.Signatures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/** Lists that are longer than what they are made of; their size is looked at before. */
@Internal
public final class ListMaking {
  /** No times if the count is negative. */
  static final Scalar REPEAT =
      scalar("array_repeat")
          .size(ResultSize.CHECKED)
          .accepts(
              Signatures.coercible(
                  Argument.of(Argument.Kind.ANY).keepingDictionary(),
                  Argument.of(Argument.Kind.INT64).orFrom(Argument.Kind.INTEGER)))
          .returns(call -> listOf(call.type(0)))
          .nullsAsValues()
          .kernel(
              call ->
                  ListFunctions.values(call, args -> repeated(args.get(0), (Long) args.get(1))));

  /** The type that DataFusion gives what it refuses once a row comes to it. */
  private static final DataType LIST_OF_INT64 =
      new DataType.ListOf(TypeId.LIST, Field.of("item", DataType.INT64));

  /** Cut off at a size, or filled up to it with a value or null. */
  static final Scalar RESIZE =
      scalar("array_resize")
          .size(ResultSize.CHECKED)
          .accepts(
              ListSignatures.keepingNull(
                  ListFunctions.either(
                      ListSignatures.of(LIST, INDEX), ListSignatures.of(LIST, INDEX, ELEMENT))))
          .returns(call -> call.type(0).isNull() ? LIST_OF_INT64 : call.type(0))
          .nullsAsValues()
          .kernel(
              call ->
                  ListFunctions.ofList(
                      "array_resize",
                      call,
                      args ->
                          args.get(0) == null || args.get(1) == null
                              ? null
                              : resized(
                                  (List<?>) args.get(0),
                                  (Long) args.get(1),
                                  args.size() == 3 ? args.get(2) : null)));

  /** The first elements of all lists as one struct, then the second, …; nulls fill up. */
  static final Scalar ZIP =
      scalar("arrays_zip")
          .size(ResultSize.CHECKED)
          .accepts(ListMaking::lists)
          .returns(ListMaking::structs)
          .nullsAsValues()
          .kernel(ListZip::kernel);

  public static final List<Scalar> ALL = List.of(REPEAT, RESIZE, ZIP);

  private ListMaking() {}

  private static DataType listOf(DataType item) {
    TypeId layout = item.id() == TypeId.LARGE_LIST ? TypeId.LARGE_LIST : TypeId.LIST;
    return new DataType.ListOf(layout, Field.of("item", item));
  }

  private static Object repeated(Object value, Long count) {
    if (count == null) {
      return null;
    }
    long times = Math.max(0, count);
    if (times > 0) {
      ListSize.check("array_repeat", times, ListSize.of(value));
    }
    return Collections.nCopies((int) times, value);
  }

  private static List<?> resized(List<?> list, long size, Object filler) {
    if (size < 0) {
      throw new EvaluationError("Cannot resize a list: size " + size + ", expected none below 0");
    }
    if (size <= list.size()) {
      return list.subList(0, (int) size);
    }
    ListSize.check("array_resize", size - list.size(), ListSize.of(filler));
    return ListFunctions.joined(list, Collections.nCopies((int) size - list.size(), filler));
  }

  private static Optional<List<DataType>> lists(List<DataType> given) {
    boolean all = given.stream().allMatch(type -> type.isNull() || SharedTypes.isList(type));
    return all && !given.isEmpty() ? Optional.of(given) : Optional.empty();
  }

  private static DataType structs(Call call) {
    List<Field> fields = new ArrayList<>();
    for (DataType type : call.types()) {
      fields.add(Field.of(Integer.toString(fields.size() + 1), ListFunctions.item(type)));
    }
    return new DataType.ListOf(TypeId.LIST, Field.of("item", new DataType.Struct(fields)));
  }
}
