// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

import io.millrace.expr.DataType;
import io.millrace.signature.Argument;
import io.millrace.signature.Argument.Kind;
import io.millrace.signature.Call;
import io.millrace.signature.Signature;
import io.millrace.signature.Signatures;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What functions over text accept and return. */
final class TextArguments {
  static final Argument TEXT = Argument.of(Kind.STRING);
  static final Argument TEXT_OR_DICTIONARY = TEXT.keepingDictionary();
  static final Argument COUNT = Argument.of(Kind.INT64).orFrom(Kind.INTEGER);
  static final Argument POSITION = Argument.of(Kind.INT64).orFrom(Kind.INT32);

  private TextArguments() {}

  /** So many texts; a dictionary in front stays one. */
  static Signature texts(int count) {
    Argument[] arguments = new Argument[count];
    Arrays.fill(arguments, TEXT);
    arguments[0] = TEXT_OR_DICTIONARY;
    return Signatures.coercible(arguments);
  }

  /**
   * One of the alternatives exactly as it is given, else the first of that length, in which texts
   * take anything and integers take narrower ones.
   */
  static Signature exactlyOrFirst(List<List<DataType>> alternatives) {
    return Signatures.userDefined(
        given -> {
          if (alternatives.contains(given)) {
            return Optional.of(given);
          }
          return alternatives.stream()
              .filter(each -> each.size() == given.size())
              .findFirst()
              .filter(each -> reachable(given, each));
        });
  }

  private static boolean reachable(List<DataType> given, List<DataType> wanted) {
    for (int i = 0; i < given.size(); i++) {
      DataType from = given.get(i);
      boolean fits = wanted.get(i).isText() || from.equals(wanted.get(i)) || isCount(from);
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /** Whether it goes into an Int64, perhaps out of a dictionary. */
  static boolean isCount(DataType type) {
    DataType value = type.unwrapped();
    return value.isNull() || (value.isInteger() && !value.equals(DataType.UINT64));
  }

  /** The type for each layout of the text, inside a dictionary if the text is in one. */
  static DataType result(DataType text, UnaryOperator<DataType> type) {
    return text instanceof DataType.Dictionary dictionary
        ? new DataType.Dictionary(dictionary.key(), type.apply(dictionary.value()))
        : type.apply(text);
  }

  /** How lengths and places in a text are typed. */
  static DataType count(DataType text) {
    return text.equals(DataType.LARGE_UTF8) ? DataType.INT64 : DataType.INT32;
  }

  /** Views are written as Utf8 by functions that build new texts. */
  static DataType built(DataType text) {
    return text.equals(DataType.LARGE_UTF8) ? DataType.LARGE_UTF8 : DataType.UTF8;
  }

  /** What any values become when they are put together: texts among them win over binary. */
  static Optional<List<DataType>> joined(List<DataType> given) {
    if (given.isEmpty()) {
      return Optional.empty();
    }
    DataType type = joinedType(given);
    boolean text = type.isText();
    return Optional.of(given.stream().map(each -> text && each.isText() ? each : type).toList());
  }

  static DataType joined(Call call) {
    return joinedType(call.types());
  }

  /** Views win over large values; binary of fixed size counts as large. */
  private static DataType joinedType(List<DataType> given) {
    boolean text = given.stream().anyMatch(DataType::isText);
    if (!text && given.stream().anyMatch(DataType::isBinary)) {
      boolean large = given.stream().anyMatch(DataType.FixedSizeBinary.class::isInstance);
      return given.contains(DataType.BINARY_VIEW)
          ? DataType.BINARY_VIEW
          : large || given.contains(DataType.LARGE_BINARY)
              ? DataType.LARGE_BINARY
              : DataType.BINARY;
    }
    return given.contains(DataType.UTF8_VIEW)
        ? DataType.UTF8_VIEW
        : given.contains(DataType.LARGE_UTF8) ? DataType.LARGE_UTF8 : DataType.UTF8;
  }
}
