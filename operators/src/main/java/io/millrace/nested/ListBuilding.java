// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import static io.millrace.scalar.Scalar.scalar;
import static io.millrace.signature.ListSignatures.Part.ELEMENT;
import static io.millrace.signature.ListSignatures.Part.LIST;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Literal;
import io.millrace.expr.TypeId;
import io.millrace.scalar.ResultSize;
import io.millrace.scalar.Scalar;
import io.millrace.signature.Call;
import io.millrace.signature.ListSignatures;
import io.millrace.signature.SharedTypes;
import io.millrace.signature.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/**
 * Functions that put lists together. A null list counts as an empty one, but a column of lists of
 * one size has as many nulls under a null.
 */
@Internal
public final class ListBuilding {
  static final Scalar APPEND =
      scalar("array_append")
          .accepts(keepingSize(ListSignatures.of(LIST, ELEMENT), 0))
          .size(ResultSize.OF_ARGUMENTS)
          .returns(call -> takingNulls(call, 0, 1))
          .nullsAsValues()
          .neverFails()
          .kernel(call -> ListJoining.with(call, 0, 1));

  static final Scalar PREPEND =
      scalar("array_prepend")
          .accepts(keepingSize(ListSignatures.of(ELEMENT, LIST), 1))
          .size(ResultSize.OF_ARGUMENTS)
          .returns(call -> takingNulls(call, 1, 0))
          .nullsAsValues()
          .neverFails()
          .kernel(call -> ListJoining.with(call, 1, 0));

  /** Lists in fewer dimensions than others are taken as elements; null if all are. */
  static final Scalar CONCAT =
      scalar("array_concat")
          .accepts(ListBuilding::concatenable)
          .returns(ListBuilding::deepest)
          .size(ResultSize.CHECKED)
          .nullsAsValues()
          .kernel(ListJoining::concat);

  public static final List<Scalar> ALL = List.of(APPEND, PREPEND, CONCAT);

  private ListBuilding() {}

  /** A list that takes an element, too, which may be null unless it is a constant that is not. */
  static DataType takingNulls(Call call, int list, int element) {
    DataType type = call.type(list);
    TypeId layout = ListSignatures.isLarge(type) ? TypeId.LARGE_LIST : TypeId.LIST;
    Literal constant = call.constant(element);
    Field item = SharedTypes.item(type);
    boolean nullable = item.nullable() || constant == null || constant.isNull();
    return new DataType.ListOf(
        layout, new Field(item.name(), item.type(), nullable, item.metadata()));
  }

  /** A list of one size stays such. */
  private static Signature keepingSize(Signature signature, int argument) {
    return given -> signature.coerce(given).map(types -> keepingSize(given, types, argument));
  }

  private static List<DataType> keepingSize(
      List<DataType> given, List<DataType> types, int argument) {
    if (!(given.get(argument) instanceof DataType.FixedSizeList fixed)) {
      return types;
    }
    List<DataType> kept = new ArrayList<>(types);
    Field item = SharedTypes.item(types.get(argument));
    kept.set(argument, new DataType.FixedSizeList(item, fixed.size()));
    return kept;
  }

  private static Optional<List<DataType>> concatenable(List<DataType> given) {
    boolean nulls = given.stream().allMatch(ListBuilding::isOfNulls);
    boolean lists = given.stream().allMatch(SharedTypes::isList);
    if (given.isEmpty() || !(nulls || lists)) {
      return Optional.empty();
    }
    return SharedTypes.ofArguments(given.stream().map(ListSignatures::base).toList())
        .map(base -> given.stream().map(type -> rebuilt(type, base)).toList());
  }

  /** NULL, or a list of NULLs in any depth: among such a NULL is an element like others. */
  private static boolean isOfNulls(DataType type) {
    return type.isNull() || (SharedTypes.isList(type) && isOfNulls(SharedTypes.item(type).type()));
  }

  private static DataType rebuilt(DataType type, DataType base) {
    if (!(type instanceof DataType.AnyList list)) {
      return base;
    }
    TypeId layout = type.id() == TypeId.LARGE_LIST ? TypeId.LARGE_LIST : TypeId.LIST;
    return new DataType.ListOf(layout, Field.of("item", rebuilt(list.item().type(), base)));
  }

  private static DataType deepest(Call call) {
    int depth = call.types().stream().mapToInt(ListSignatures::depth).max().orElse(0);
    DataType type = ListSignatures.base(call.type(0));
    boolean large = call.types().stream().anyMatch(ListSignatures::isLarge);
    for (int i = depth; i > 0; i--) {
      TypeId layout = i == 1 && large ? TypeId.LARGE_LIST : TypeId.LIST;
      type = new DataType.ListOf(layout, Field.of("item", type));
    }
    return type;
  }
}
