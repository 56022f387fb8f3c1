// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

import static io.millrace.scalar.Scalar.scalar;
import static io.millrace.text.TextArguments.TEXT;

import io.millrace.column.Block;
import io.millrace.column.BytesBlock;
import io.millrace.column.BytesView;
import io.millrace.column.NestedBlock;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.TypeId;
import io.millrace.kernel.Kernel;
import io.millrace.scalar.ResultSize;
import io.millrace.scalar.Scalar;
import io.millrace.scalar.ValueSize;
import io.millrace.signature.Signatures;
import io.millrace.value.Utf8;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** Lists out of text. */
@Internal
public final class TextLists {
  /**
   * The parts between delimiters: all of the text for an empty one, its characters for NULL. Parts
   * that are as the third argument become null.
   */
  static final Scalar STRING_TO_ARRAY =
      scalar("string_to_array")
          .accepts(
              Signatures.oneOf(
                  Signatures.coercible(TEXT, TEXT), Signatures.coercible(TEXT, TEXT, TEXT)))
          .returns(call -> new DataType.ListOf(TypeId.LIST, Field.of("item", call.type(0))))
          .nullsAsValues()
          .size(ResultSize.CHECKED)
          .kernel((Kernel.Row) TextLists::split);

  public static final List<Scalar> ALL = List.of(STRING_TO_ARRAY);

  private TextLists() {}

  private static void split(Block[] args, int row, Block out) {
    if (args[0].isNull(row)) {
      out.setNull(row);
      return;
    }
    BytesView text = view(args[0], row);
    String absent = args.length < 3 || args[2].isNull(row) ? null : view(args[2], row).toString();
    List<Object> parts = new ArrayList<>();
    if (text.length() > 0) {
      BytesView delimiter = args[1].isNull(row) ? null : view(args[1], row);
      if (delimiter == null) {
        characters(text, absent, parts);
      } else {
        parts(text, delimiter, absent, parts);
      }
    }
    ((NestedBlock) out).set(row, parts);
  }

  private static void characters(BytesView text, String absent, List<Object> parts) {
    for (int at = text.start; at < text.end; ) {
      int next = Utf8.skip(text.bytes, at, text.end, 1);
      add(Utf8.text(text.bytes, at, next), absent, parts);
      at = next;
    }
  }

  private static void parts(
      BytesView text, BytesView delimiter, String absent, List<Object> parts) {
    int at = text.start;
    int found = delimiter.length() == 0 ? -1 : Utf8.indexOf(text, at, delimiter);
    while (found >= 0) {
      add(Utf8.text(text.bytes, at, found), absent, parts);
      at = found + delimiter.length();
      found = Utf8.indexOf(text, at, delimiter);
    }
    add(Utf8.text(text.bytes, at, text.end), absent, parts);
  }

  private static void add(String part, String absent, List<Object> parts) {
    ValueSize.check("string_to_array", (parts.size() + 1L) * Long.BYTES);
    parts.add(part.equals(absent) ? null : part);
  }

  private static BytesView view(Block block, int row) {
    BytesView view = new BytesView();
    view.move((BytesBlock) block, row);
    return view;
  }
}
