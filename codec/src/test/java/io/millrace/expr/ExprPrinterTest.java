// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.wire.ExprCodec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class ExprPrinterTest {
  private final ExprCodec codec = ExprCodec.create();

  /**
   * Sixty-six thousand expressions as DataFusion 55 encodes, names and displays them. A line has
   * the three with tabs between; the display is "=" where it is the same as the name.
   */
  @Test
  void everyExpressionIsNamedAndDisplayedAsByDataFusion() throws IOException {
    List<String> wrong = new ArrayList<>();
    int read = 0;
    try (BufferedReader lines = spellings()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] columns = line.split("\t", -1);
        Expr expr = codec.decode(Base64.getDecoder().decode(columns[0]));
        String name = unescaped(columns[1]);
        String display = columns[2].equals("=") ? name : unescaped(columns[2]);
        compare(name, ExprPrinter.schemaName(expr), wrong);
        compare(display, ExprPrinter.display(expr), wrong);
        read++;
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(read).isGreaterThan(66_000);
  }

  private static BufferedReader spellings() throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(ExprPrinterTest.class.getResourceAsStream("spellings.tsv.gz")),
            UTF_8));
  }

  private static void compare(String expected, String printed, List<String> wrong) {
    if (!printed.equals(expected)) {
      wrong.add(printed + "\ninstead of " + expected);
    }
  }

  private static String unescaped(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == '\\') {
        i++;
        character =
            switch (text.charAt(i)) {
              case 'n' -> '\n';
              case 'r' -> '\r';
              case 't' -> '\t';
              default -> text.charAt(i);
            };
      }
      out.append(character);
    }
    return out.toString();
  }

  @Test
  void floatsHaveTheFewestDigitsThatReadBackOnEveryJava() {
    assertThat(ExprPrinter.display(Exprs.lit(2.0E-3))).isEqualTo("Float64(0.002)");
    assertThat(ExprPrinter.display(Exprs.lit(2.2250738585072014E-308)))
        .isEqualTo("Float64(0." + "0".repeat(307) + "22250738585072014)");
    assertThat(ExprPrinter.display(Exprs.lit(1.0E23)))
        .isEqualTo("Float64(1" + "0".repeat(23) + ")");
    assertThat(ExprPrinter.display(Exprs.lit(2.0E-323)))
        .isEqualTo("Float64(0." + "0".repeat(322) + "2)");
    assertThat(ExprPrinter.display(Exprs.lit(5.684341886080801E-14)))
        .isEqualTo("Float64(0.00000000000005684341886080801)");
    assertThat(ExprPrinter.display(Exprs.lit(0x1p-44)))
        .isEqualTo("Float64(0.00000000000005684341886080802)");
  }

  @Test
  void datesHaveLatinDigitsWhateverTheLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThat(ExprPrinter.display(Exprs.lit(LocalDate.of(2024, 2, 29))))
          .isEqualTo("Date32(\"2024-02-29\")");
    } finally {
      Locale.setDefault(before);
    }
  }
}
