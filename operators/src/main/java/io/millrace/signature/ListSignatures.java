// SPDX-License-Identifier: Apache-2.0
package io.millrace.signature;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.TypeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/** What functions over lists take: lists and elements of one type, places in them and words. */
@Internal
public final class ListSignatures {
  /** What one argument is. */
  public enum Part {
    LIST,
    ELEMENT,
    INDEX,
    TEXT
  }

  private ListSignatures() {}

  /** Lists become large ones if one is, else plain ones; NULL is a list of NULLs. */
  public static Signature of(Part... parts) {
    return given -> given.size() == parts.length ? coerced(given, parts) : Optional.empty();
  }

  /** The same, but a NULL in the first place stays one instead of becoming a list. */
  public static Signature keepingNull(Signature signature) {
    return given -> {
      Optional<List<DataType>> types = signature.coerce(given);
      if (types.isEmpty() || !given.get(0).isNull()) {
        return types;
      }
      List<DataType> kept = new ArrayList<>(types.get());
      kept.set(0, DataType.NULL);
      return Optional.of(kept);
    };
  }

  private static Optional<List<DataType>> coerced(List<DataType> given, Part... parts) {
    List<DataType> elements = new ArrayList<>();
    Field first = null;
    boolean large = false;
    for (int i = 0; i < parts.length; i++) {
      DataType type = given.get(i);
      if (parts[i] == Part.LIST && !(type instanceof DataType.AnyList) && !type.isNull()) {
        return Optional.empty();
      }
      if (parts[i] == Part.LIST) {
        large |= isLarge(type);
        first = first == null && type instanceof DataType.AnyList list ? list.item() : first;
        elements.add(type instanceof DataType.AnyList list ? list.item().type() : type);
      } else if (parts[i] == Part.ELEMENT) {
        elements.add(type);
      }
    }
    TypeId layout = large ? TypeId.LARGE_LIST : TypeId.LIST;
    Field item = first == null ? Field.of("item", DataType.NULL) : first;
    return SharedTypes.ofArguments(elements)
        .flatMap(type -> coerced(given, withType(item, type), layout, parts));
  }

  /**
   * @param item what a NULL is a list of; lists keep the name of their elements and whether they
   *     may be null
   */
  private static Optional<List<DataType>> coerced(
      List<DataType> given, Field item, TypeId layout, Part... parts) {
    DataType element = item.type();
    List<DataType> wanted = new ArrayList<>();
    for (int i = 0; i < parts.length; i++) {
      DataType type =
          switch (parts[i]) {
            case LIST -> new DataType.ListOf(layout, item(given.get(i), item));
            case ELEMENT -> element;
            case INDEX -> DataType.INT64;
            case TEXT -> DataType.UTF8;
          };
      if (!reaches(given.get(i), type)) {
        return Optional.empty();
      }
      wanted.add(type);
    }
    return Optional.of(wanted);
  }

  private static Field item(DataType given, Field item) {
    return given instanceof DataType.AnyList list ? withType(list.item(), item.type()) : item;
  }

  private static Field withType(Field field, DataType type) {
    return new Field(field.name(), type, field.nullable(), field.metadata());
  }

  /** Elements of lists may be cast in any way, but lists stay as deep as they are. */
  private static boolean reaches(DataType from, DataType to) {
    if (from.equals(to) || from.isNull()) {
      return true;
    }
    if (to instanceof DataType.AnyList) {
      return depth(from) == depth(to) || base(from).isNull();
    }
    return !to.unwrapped().isDecimal() && Signatures.widened(to, from).isPresent();
  }

  public static boolean isLarge(DataType type) {
    return type.id() == TypeId.LARGE_LIST || type.id() == TypeId.LARGE_LIST_VIEW;
  }

  /** How many lists are around the values. */
  public static int depth(DataType type) {
    return type instanceof DataType.AnyList list ? 1 + depth(list.item().type()) : 0;
  }

  /** The type of the values inside all lists. */
  public static DataType base(DataType type) {
    return type instanceof DataType.AnyList list ? base(list.item().type()) : type;
  }
}
