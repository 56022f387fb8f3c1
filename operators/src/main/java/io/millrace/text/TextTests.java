// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.BytesBlock;
import io.millrace.column.RowErrors;
import io.millrace.kernel.Kernel;
import io.millrace.value.Needle;
import org.apache.flink.annotation.Internal;

/** Tests of the first argument against text that is known beforehand: the second argument. */
@Internal
public final class TextTests {
  private TextTests() {}

  /** So cheap that it is done for rows that may not need it. */
  public record Is(Needle needle) implements Kernel.Blocks {
    @Override
    public void apply(Block[] args, Block out, int rows, RowErrors errors) {
      needle.match((BytesBlock) args[0], ((BoolBlock) out).values, rows);
    }

    @Override
    public Kernel byValue() {
      return new Kernel.Alone(0, (Kernel.Bz) text -> needle.is(text.bytes, text.start, text.end));
    }

    @Override
    public boolean isCheap() {
      return true;
    }
  }

  /** The opposite of {@link Is}. */
  public record IsNot(Needle needle) implements Kernel.Blocks {
    @Override
    public void apply(Block[] args, Block out, int rows, RowErrors errors) {
      byte[] masks = ((BoolBlock) out).values;
      needle.match((BytesBlock) args[0], masks, rows);
      for (int i = 0; i < rows; i++) {
        masks[i] = (byte) ~masks[i];
      }
    }

    @Override
    public Kernel byValue() {
      return new Kernel.Alone(0, (Kernel.Bz) text -> !needle.is(text.bytes, text.start, text.end));
    }

    @Override
    public boolean isCheap() {
      return true;
    }
  }

  static Kernel startsWith(Needle needle) {
    return (Kernel.Bbz) (text, part) -> needle.isAt(text.bytes, text.start, text.end);
  }

  static Kernel endsWith(Needle needle) {
    return (Kernel.Bbz)
        (text, part) ->
            text.length() >= needle.length()
                && needle.isAt(text.bytes, text.end - needle.length(), text.end);
  }

  static Kernel contains(Needle needle) {
    Kernel.Blocks search =
        (args, out, rows, errors) ->
            needle.search((BytesBlock) args[0], ((BoolBlock) out).values, rows);
    return search.byValue(
        new Kernel.Alone(
            0, (Kernel.Bz) text -> needle.indexOf(text.bytes, text.start, text.end) >= 0));
  }
}
