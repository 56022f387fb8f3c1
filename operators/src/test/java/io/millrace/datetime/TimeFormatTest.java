// SPDX-License-Identifier: Apache-2.0
package io.millrace.datetime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.ErrorCode;
import io.millrace.column.BytesView;
import io.millrace.column.EvaluationError;
import io.millrace.scalar.ValueSize;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeFormatTest {
  private static final int TIMES = 2_000;

  /** Formats that name a point in time to the nanosecond. */
  private static final List<String> EXACT =
      List.of(
          "%Y-%m-%d %H:%M:%S.%f %z",
          "%+",
          "%G-W%V-%u %T%.9f%:z",
          "%Y %j %I %M %S %9f %P %#z",
          "%A, %e. %B %Y %l:%M:%S %p %f %z",
          "%Y %U %w %k %M %S %f %z",
          "%Y %W %a %R:%S%.f %:z",
          "%q %C %y %b %-d %r %f %z");

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @Test
  void whatWasPrintedIsReadAgain() {
    FormatScanner scanner = new FormatScanner();
    for (int i = 0; i < TIMES; i++) {
      String text = EXACT.get(random.nextInt(EXACT.size()));
      long second = random.nextLong(-2_208_988_800L, 4_102_444_800L);
      int nanos = random.nextInt(1_000_000_000);
      int offset = random.nextInt(-1439, 1440) * 60;
      FormatPrinter printer = new FormatPrinter(TimeFormat.of(text.replace("%#z", "%z")));
      printer.print(second, nanos, offset);
      String printed = new String(printer.bytes(), 0, printer.length(), StandardCharsets.UTF_8);

      assertThat(InstantFormat.of(text).read(scanner, view(printed)))
          .as("seed %d: %s by %s", seed, printed, text)
          .isNull();
      assertThat(scanner.fields().second()).as("seed %d: %s", seed, printed).isEqualTo(second);
      assertThat(scanner.fields().nanos()).as("seed %d: %s", seed, printed).isEqualTo(nanos);
    }
  }

  private static BytesView view(String text) {
    BytesView view = new BytesView();
    view.bytes = text.getBytes(StandardCharsets.UTF_8);
    view.end = view.bytes.length;
    return view;
  }

  @Test
  void aFormatThatIsLongerThanValuesMayBeIsNotRead() {
    TimeFormat format = TimeFormat.of("a ".repeat((int) ValueSize.MAX_BYTES));
    EvaluationError error = catchThrowableOfType(EvaluationError.class, format::items);
    assertThat(error.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
    assertThat(error).hasMessageContaining("maxValueBytes");
  }

  @Test
  void aShortFormatOfALongTextIsRefusedBeforeItIsPrinted() {
    TimeFormat format = TimeFormat.of("%+".repeat(100_000));
    EvaluationError error =
        catchThrowableOfType(EvaluationError.class, () -> new FormatPrinter(format));
    assertThat(error.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
  }

  /** Thirteen pieces come of each two characters. */
  @Test
  void aFormatOfMorePiecesThanAListMayHaveIsRefusedAtTheFirstOfThese() {
    assertThat(TimeFormat.of("%c".repeat(10_000)).items()).hasSize(13 * 10_000);
    TimeFormat format = TimeFormat.of("%c".repeat((int) ValueSize.MAX_BYTES / 2));
    EvaluationError error = catchThrowableOfType(EvaluationError.class, format::items);
    assertThat(error.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
  }
}
