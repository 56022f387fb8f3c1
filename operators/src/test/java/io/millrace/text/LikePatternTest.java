// SPDX-License-Identifier: Apache-2.0
package io.millrace.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.column.BoolBlock;
import io.millrace.column.BytesBlock;
import io.millrace.column.BytesView;
import io.millrace.kernel.Kernel;
import io.millrace.regex.CaseFolding;
import io.millrace.value.Needle;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;

class LikePatternTest {
  private static final int ROWS = 200;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @RepeatedTest(300)
  void patternsMatchCharacterByCharacter() {
    String pattern = text("%%__abAkK\\é€😀", 7);
    LikePattern like = LikePattern.of(pattern, false);
    LikePattern folded = LikePattern.of(pattern, true);
    Kernel plainKernel = LikePattern.kernel(pattern, false);
    Kernel foldedKernel = LikePattern.kernel(pattern, true);
    for (int i = 0; i < 50; i++) {
      String text = text("aabbABkKé€😀\u212A%_\\", 9);
      boolean plain = matches(points(pattern), 0, points(text), 0, false);
      boolean anyCase = matches(points(pattern), 0, points(text), 0, true);
      assertThat(like.matches(view(text)))
          .as("seed %d: '%s' like '%s'", seed, text, pattern)
          .isEqualTo(plain);
      assertThat(folded.matches(view(text)))
          .as("seed %d: '%s' ilike '%s'", seed, text, pattern)
          .isEqualTo(anyCase);
      assertThat(holds(plainKernel, text))
          .as("seed %d: '%s' like '%s'", seed, text, pattern)
          .isEqualTo(plain);
      assertThat(holds(foldedKernel, text))
          .as("seed %d: '%s' ilike '%s'", seed, text, pattern)
          .isEqualTo(anyCase);
    }
  }

  private static boolean holds(Kernel kernel, String text) {
    Kernel form = kernel instanceof Kernel.Blocks blocks ? blocks.byValue() : kernel;
    return form instanceof Kernel.Alone alone
        ? ((Kernel.Bz) alone.kernel()).apply(view(text))
        : ((Kernel.Bbz) form).apply(view(text), null);
  }

  @RepeatedTest(300)
  void aBlockIsSearchedAsItsRowsAre() {
    String wanted = text("aab", 1 + random.nextInt(12));
    BytesBlock block = new BytesBlock(256);
    String[] texts = new String[ROWS];
    for (int i = 0; i < ROWS; i++) {
      texts[i] = random.nextInt(10) == 0 ? null : text("aaabc", random.nextInt(30));
      if (texts[i] == null) {
        block.setNull(i);
        block.starts[i] = random.nextInt();
        block.ends[i] = random.nextInt();
      } else {
        byte[] utf8 = utf8(texts[i]);
        block.set(i, utf8, 0, utf8.length);
      }
    }
    if (random.nextBoolean()) {
      shuffle(block, texts);
    }
    BoolBlock out = new BoolBlock(256);
    Needle.of(wanted).search(block, out.values, ROWS);
    for (int i = 0; i < ROWS; i++) {
      if (texts[i] != null) {
        assertThat(out.values[i] != 0)
            .as("seed %d: '%s' in '%s'", seed, wanted, texts[i])
            .isEqualTo(texts[i].contains(wanted));
        assertThat(Needle.of(wanted).indexOf(block.bytes, block.starts[i], block.ends[i]))
            .isEqualTo(texts[i].contains(wanted) ? block.starts[i] + texts[i].indexOf(wanted) : -1);
      }
    }
  }

  /** Rows that are out of order, overlap, or leave some bytes out. */
  private void shuffle(BytesBlock block, String[] texts) {
    for (int i = 0; i < 20; i++) {
      int to = random.nextInt(ROWS);
      int from = random.nextInt(ROWS);
      if (texts[from] != null && texts[to] != null) {
        int cut = random.nextInt(texts[from].length() + 1);
        block.starts[to] = block.starts[from] + cut;
        block.ends[to] = block.ends[from];
        texts[to] = texts[from].substring(cut);
      }
    }
  }

  private static boolean matches(int[] pattern, int part, int[] text, int at, boolean folded) {
    if (part == pattern.length) {
      return at == text.length;
    }
    int wanted = pattern[part];
    if (wanted == '%') {
      return matches(pattern, part + 1, text, at, folded)
          || (at < text.length && matches(pattern, part, text, at + 1, folded));
    }
    if (at == text.length) {
      return false;
    }
    boolean escaped = wanted == '\\' && part + 1 < pattern.length;
    int next = part + (escaped ? 2 : 1);
    int meant = escaped ? pattern[part + 1] : wanted;
    boolean fits =
        (wanted == '_')
            || meant == text[at]
            || (folded && CaseFolding.fold(meant) == CaseFolding.fold(text[at]));
    return fits && matches(pattern, next, text, at + 1, folded);
  }

  private String text(String letters, int most) {
    int[] points = points(letters);
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(most + 1);
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }

  private static int[] points(String text) {
    return text.codePoints().toArray();
  }

  private static BytesView view(String text) {
    BytesView view = new BytesView();
    view.bytes = utf8(text);
    view.end = view.bytes.length;
    return view;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
