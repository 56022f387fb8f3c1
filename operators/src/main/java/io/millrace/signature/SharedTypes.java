// SPDX-License-Identifier: Apache-2.0
package io.millrace.signature;

import io.millrace.cast.MemberCasts;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.TypeId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.flink.annotation.Internal;

/** The one type to which two are brought before they meet, by what they meet for. */
@Internal
public final class SharedTypes {
  /** What becomes of a text beside a number. */
  private enum Text {
    NUMBER,
    TEXT
  }

  /** What the arguments of one call have in common. */
  private enum Group {
    NUMBER,
    TEXT,
    TIME,
    TRUTH,
    LIST,
    COMPOSITE,
    NONE
  }

  private SharedTypes() {}

  /** For {@code =} and its like: a text beside a number becomes a number. */
  public static Optional<DataType> forComparison(DataType left, DataType right) {
    return meet(left, right, Text.NUMBER);
  }

  /** For branches of CASE and its like: a number beside a text becomes a text. */
  public static Optional<DataType> forUnion(DataType left, DataType right) {
    return meet(left, right, Text.TEXT);
  }

  private static Optional<DataType> meet(DataType left, DataType right, Text text) {
    if (left.equals(right)) {
      return Optional.of(left);
    }
    return first(
        () -> NumericTypes.common(left, right),
        () -> encoded(left, right, text),
        () -> TemporalTypes.common(left, right),
        () -> strings(left, right),
        () -> lists(left, right, (a, b) -> inList(a, b, text)),
        () -> withNull(left, right),
        () -> numberAndText(left, right, text),
        () -> TemporalTypes.withText(left, right),
        () -> TemporalTypes.withText(right, left),
        () -> binaries(left, right),
        () -> structs(left, right, text),
        () -> maps(left, right, (a, b) -> meet(a, b, text)),
        () -> text == Text.NUMBER ? alternative(left, right) : Optional.empty());
  }

  /** A union is compared as what one of its members is. */
  private static Optional<DataType> alternative(DataType left, DataType right) {
    if (left.id() == TypeId.UNION && right.id() != TypeId.UNION) {
      return Optional.of(right).filter(to -> MemberCasts.can(left, to));
    }
    return right.id() == TypeId.UNION && left.id() != TypeId.UNION
        ? alternative(right, left)
        : Optional.empty();
  }

  @SafeVarargs
  static Optional<DataType> first(Supplier<Optional<DataType>>... rules) {
    for (Supplier<Optional<DataType>> rule : rules) {
      Optional<DataType> type = rule.get();
      if (type.isPresent()) {
        return type;
      }
    }
    return Optional.empty();
  }

  private static Optional<DataType> encoded(DataType left, DataType right, Text text) {
    DataType a = left.unwrapped();
    DataType b = right.unwrapped();
    if (a == left && b == right) {
      return Optional.empty();
    }
    if (a != left && b == right && a.equals(right)) {
      return Optional.of(left);
    }
    if (a == left && b != right && b.equals(left)) {
      return Optional.of(right);
    }
    return meet(a, b, text);
  }

  /** Utf8View wins over LargeUtf8 over Utf8. */
  static Optional<DataType> strings(DataType left, DataType right) {
    if (!left.isText() || !right.isText()) {
      return Optional.empty();
    }
    if (left.equals(DataType.UTF8_VIEW) || right.equals(DataType.UTF8_VIEW)) {
      return Optional.of(DataType.UTF8_VIEW);
    }
    boolean large = left.equals(DataType.LARGE_UTF8) || right.equals(DataType.LARGE_UTF8);
    return Optional.of(large ? DataType.LARGE_UTF8 : DataType.UTF8);
  }

  private static Optional<DataType> numberAndText(DataType left, DataType right, Text text) {
    if (left.isText() && right.isNumeric()) {
      return Optional.of(text == Text.TEXT ? left : right);
    }
    if (left.isNumeric() && right.isText()) {
      return Optional.of(text == Text.TEXT ? right : left);
    }
    return Optional.empty();
  }

  static Optional<DataType> withNull(DataType left, DataType right) {
    if (left.isNull()) {
      return Optional.of(right);
    }
    return right.isNull() ? Optional.of(left) : Optional.empty();
  }

  static Optional<DataType> binaries(DataType left, DataType right) {
    boolean either = isBinary(left) || isBinary(right);
    if (!either || !isBytes(left) || !isBytes(right)) {
      return Optional.empty();
    }
    if (left.equals(DataType.BINARY_VIEW) || right.equals(DataType.BINARY_VIEW)) {
      return Optional.of(DataType.BINARY_VIEW);
    }
    boolean fixed = left instanceof DataType.FixedSizeBinary;
    fixed |= right instanceof DataType.FixedSizeBinary;
    boolean large = isLarge(left) || isLarge(right);
    if (fixed) {
      return large ? Optional.empty() : Optional.of(DataType.BINARY);
    }
    return Optional.of(large ? DataType.LARGE_BINARY : DataType.BINARY);
  }

  private static boolean isBytes(DataType type) {
    return type.isBinary() || type.isText();
  }

  private static boolean isLarge(DataType type) {
    return type.id().layout() == TypeId.Layout.LARGE_OFFSETS || type.equals(DataType.UTF8_VIEW);
  }

  /** Lists of any two layouts meet in a large or plain one, fixed sizes only if equal. */
  public static Optional<DataType> lists(DataType left, DataType right) {
    return lists(left, right, SharedTypes::inArgument);
  }

  private static Optional<DataType> lists(
      DataType left, DataType right, BiFunction<DataType, DataType, Optional<DataType>> rule) {
    if (!isList(left) || !isList(right)) {
      return Optional.empty();
    }
    Field a = item(left);
    Field b = item(right);
    return rule.apply(a.type(), b.type()).map(type -> joined(left, right, field(a, b, type)));
  }

  private static DataType joined(DataType left, DataType right, Field item) {
    if (left instanceof DataType.FixedSizeList a
        && right instanceof DataType.FixedSizeList b
        && a.size() == b.size()) {
      return new DataType.FixedSizeList(item, a.size());
    }
    boolean large = left.id() == TypeId.LARGE_LIST || right.id() == TypeId.LARGE_LIST;
    return new DataType.ListOf(large ? TypeId.LARGE_LIST : TypeId.LIST, item);
  }

  /** A list as the rules know them; views are none. */
  public static boolean isList(DataType type) {
    return type instanceof DataType.AnyList && !type.id().layout().isView();
  }

  /** Binary of any layout but that of equal sizes. */
  static boolean isBinary(DataType type) {
    return type.isBinary() && !(type instanceof DataType.FixedSizeBinary);
  }

  /** The element of a list of any layout. */
  public static Field item(DataType list) {
    return ((DataType.AnyList) list).item();
  }

  private static Field field(Field left, Field right, DataType type) {
    boolean nullable = left.nullable() || right.nullable();
    return new Field(left.name(), type, nullable, left.metadata());
  }

  /** For elements of lists that are arguments: a dictionary stays one beside NULL. */
  private static Optional<DataType> inArgument(DataType left, DataType right) {
    return first(
        () -> withNull(left, right),
        () -> lists(left, right),
        () -> inList(left, right, Text.NUMBER));
  }

  /** For the elements of two lists. */
  private static Optional<DataType> inList(DataType left, DataType right, Text text) {
    if (left.equals(right)) {
      return Optional.of(left);
    }
    return first(
        () -> encoded(left, right, text),
        () -> withNull(left, right),
        () -> NumericTypes.common(left, right),
        () -> lists(left, right, (a, b) -> inList(a, b, text)),
        () -> TemporalTypes.common(left, right),
        () -> strings(left, right),
        () -> numberAndText(left, right, text),
        () -> binaries(left, right),
        () -> structs(left, right, text),
        () -> maps(left, right, (a, b) -> meet(a, b, text)));
  }

  /**
   * For the arguments of functions such as coalesce, greatest and make_array: all of one kind,
   * where texts and nulls go with every kind.
   */
  public static Optional<DataType> ofArguments(List<DataType> types) {
    if (types.isEmpty()) {
      return Optional.empty();
    }
    if (Collections.frequency(types, types.get(0)) == types.size()) {
      return Optional.of(types.get(0).isNull() ? DataType.NULL : types.get(0));
    }
    Set<Group> groups = EnumSet.noneOf(Group.class);
    DataType all = null;
    for (DataType type : types) {
      if (!type.isNull()) {
        groups.add(group(type));
        all = all == null ? type : argument(type, all).orElse(null);
        if (all == null) {
          return Optional.empty();
        }
      }
    }
    groups.remove(Group.TEXT);
    return groups.size() > 1 || groups.contains(Group.NONE) ? Optional.empty() : Optional.of(all);
  }

  private static Group group(DataType given) {
    DataType type = given.unwrapped();
    return switch (type.family()) {
      case SIGNED, UNSIGNED, FLOAT, DECIMAL -> Group.NUMBER;
      case TEXT -> Group.TEXT;
      case DATE, TIME, TIMESTAMP, DURATION, INTERVAL -> Group.TIME;
      case BOOLEAN -> Group.TRUTH;
      case LIST -> isList(type) ? Group.LIST : Group.NONE;
      case STRUCT, MAP, UNION -> Group.COMPOSITE;
      case NULL, BINARY, ENCODED -> Group.NONE;
    };
  }

  private static Optional<DataType> argument(DataType left, DataType right) {
    if (left.equals(right)) {
      return Optional.of(left);
    }
    if (left instanceof DataType.Dictionary a && right instanceof DataType.Dictionary b) {
      return argument(a.key(), b.key())
          .flatMap(key -> argument(a.value(), b.value()).map(v -> new DataType.Dictionary(key, v)));
    }
    if (left instanceof DataType.Dictionary a) {
      return argument(a.value(), right).map(type -> encodedAs(a, type));
    }
    if (right instanceof DataType.Dictionary b) {
      return argument(b.value(), left).map(type -> encodedAs(b, type));
    }
    if (left instanceof DataType.RunEndEncoded runs) {
      DataType other = right instanceof DataType.RunEndEncoded ? right.unwrapped() : right;
      return argument(runs.values().type(), other).map(type -> encodedAs(runs, type));
    }
    if (right instanceof DataType.RunEndEncoded) {
      return argument(right, left);
    }
    return first(
        () -> NumericTypes.common(left, right),
        () -> listsOfEncoded(left, right),
        () -> lists(left, right),
        () -> TemporalTypes.common(left, right),
        () -> strings(left, right),
        () -> numberAndText(left, right, Text.NUMBER),
        () -> binaries(left, right),
        () -> structs(left, right, Text.NUMBER),
        () -> maps(left, right, SharedTypes::argumentOrNull));
  }

  private static Optional<DataType> argumentOrNull(DataType left, DataType right) {
    return withNull(left, right).or(() -> argument(left, right));
  }

  /** Lists of which one has its elements in a dictionary. */
  private static Optional<DataType> listsOfEncoded(DataType left, DataType right) {
    if (!isList(left) || !isList(right)) {
      return Optional.empty();
    }
    Field a = item(left);
    Field b = item(right);
    boolean encoded = a.type() instanceof DataType.Dictionary;
    encoded |= b.type() instanceof DataType.Dictionary;
    return encoded && !a.type().isNull() && !b.type().isNull()
        ? argument(a.type(), b.type()).map(type -> joined(left, right, field(a, b, type)))
        : Optional.empty();
  }

  private static DataType encodedAs(DataType.Dictionary dictionary, DataType values) {
    return values.equals(DataType.UTF8_VIEW)
        ? values
        : new DataType.Dictionary(dictionary.key(), values);
  }

  private static DataType encodedAs(DataType.RunEndEncoded runs, DataType values) {
    Field field = runs.values();
    return new DataType.RunEndEncoded(
        runs.runEnds(), new Field(field.name(), values, field.nullable(), field.metadata()));
  }

  private static Optional<DataType> structs(DataType left, DataType right, Text text) {
    return structs(left, right, (a, b) -> meet(a, b, text));
  }

  private static Optional<DataType> structs(
      DataType left, DataType right, BiFunction<DataType, DataType, Optional<DataType>> rule) {
    if (!(left instanceof DataType.Struct a)
        || !(right instanceof DataType.Struct b)
        || a.fields().size() != b.fields().size()) {
      return Optional.empty();
    }

    List<Field> fields = new ArrayList<>();
    for (Field field : a.fields()) {
      Field other = named(b, field.name());
      DataType type = other == null ? null : rule.apply(field.type(), other.type()).orElse(null);
      if (type == null) {
        return Optional.empty();
      }
      fields.add(field(field, other, type));
    }
    return Optional.of(new DataType.Struct(fields));
  }

  private static Field named(DataType.Struct struct, String name) {
    return struct.fields().stream().filter(f -> f.name().equals(name)).findFirst().orElse(null);
  }

  private static Optional<DataType> maps(
      DataType left, DataType right, BiFunction<DataType, DataType, Optional<DataType>> rule) {
    if (!(left instanceof DataType.MapOf a) || !(right instanceof DataType.MapOf b)) {
      return Optional.empty();
    }
    Field entries = a.entries();
    return structs(entries.type(), b.entries().type(), rule)
        .map(type -> new Field(entries.name(), type, entries.nullable(), entries.metadata()))
        .map(field -> new DataType.MapOf(field, a.sorted() && b.sorted()));
  }
}
