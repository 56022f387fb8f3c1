// SPDX-License-Identifier: Apache-2.0
package io.millrace.regex;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DfaTest {
  private static final String[] PIECES = {
    "a",
    "b",
    "ab",
    "é",
    "€",
    "k",
    "S",
    ".",
    "[ab]",
    "[^a]",
    "[b-é]",
    "[a-c]",
    "\\d",
    "\\W",
    "\\s",
    "\\n",
    "\\.",
    "[[:alpha:]]",
    "[^\\d]",
    "[k-t]",
    "\\x61",
    "\\x{e9}",
    "1",
    "_",
    " ",
    "^",
    "$",
    "\\b",
    "\\B",
    "\\A",
    "\\z",
    "(?:",
    "(",
    "(?s:",
    "(?m)",
    ")",
    ")",
    "|",
    "*",
    "+",
    "?",
    "*?",
    "{2}",
    "{1,3}",
    "{0,}"
  };
  private static final String LETTERS = "aabbAkKsS1_ .\n\u00e9\u20ac\u212a\u017f\ud83d\ude00";

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @RepeatedTest(20)
  void findsWhatAnotherEngineFinds() {
    int read = 0;
    for (int i = 0; i < 1500; i++) {
      String regex = regex();
      boolean anyCase = random.nextInt(4) == 0;
      Optional<Dfa> dfa = Dfa.of(regex, anyCase);
      Pattern pattern = pattern(regex, anyCase);
      if (dfa.isEmpty() || pattern == null) {
        continue;
      }
      read++;
      for (int j = 0; j < 20; j++) {
        String text = text();
        Dfa.Answer answer = test(dfa.get(), text);
        if (answer == Dfa.Answer.UNKNOWN) {
          assertThat(text.chars().anyMatch(each -> each > 0x7F)).isTrue();
        } else {
          assertThat(answer == Dfa.Answer.YES)
              .as("seed %d: /%s/ in '%s', any case %s", seed, regex, text, anyCase)
              .isEqualTo(pattern.matcher(text).find());
        }
      }
    }
    assertThat(read).as("seed %d", seed).isGreaterThan(100);
  }

  private String regex() {
    StringBuilder regex = new StringBuilder();
    int pieces = 1 + random.nextInt(9);
    int open = 0;
    for (int i = 0; i < pieces; i++) {
      String piece = PIECES[random.nextInt(PIECES.length)];
      if (piece.equals(")") && open == 0) {
        continue;
      }
      open += piece.equals(")") ? -1 : piece.startsWith("(") && !piece.endsWith(")") ? 1 : 0;
      regex.append(piece);
    }
    return regex.append(")".repeat(open)).toString();
  }

  private String text() {
    int[] points = LETTERS.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(8);
    int letters = random.nextBoolean() ? points.length : 12;
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(points[random.nextInt(letters)]);
    }
    return text.toString();
  }

  private static Pattern pattern(String regex, boolean anyCase) {
    try {
      return Pattern.compile(regex, anyCase ? Pattern.CASE_INSENSITIVE : 0);
    } catch (PatternSyntaxException e) {
      return null;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\pL",
        "\\p{Greek}",
        "[a&&b]",
        "[a--b]",
        "[[a]b]",
        "(?i)é",
        "(?x)a b",
        "a{1001}",
        "a**",
        "^*",
        "\\1",
        "\\Qa\\E",
        "(?-u)a",
        "a{",
        "[b-a]",
        "\\u0061",
        "(",
        ")",
        "[a",
        "(?=a)",
        "\\C"
      })
  void leavesToOthersWhatIsReadDifferently(String regex) {
    assertThat(Dfa.of(regex, false)).isEmpty();
  }

  @Test
  void leavesToOthersWhatWouldBeTooLarge() {
    assertThat(Dfa.of("(a|b)*a(a|b){14}", false)).isEmpty();
    assertThat(Dfa.of("(((a{30}){30}){30})", false)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "^[a-f]+[0-9]*$, abc12, YES",
    "^[a-f]+[0-9]*$, abcx, NO",
    "é+$, caféé, YES",
    "[à-ü]{2}, éé, YES",
    "[à-ü]{2}, éa, NO",
    "\\w+, é, UNKNOWN",
    "a\\w*, bé, UNKNOWN",
    "a\\w*, aé, YES",
    "^a\\w, bé, NO",
    "(?i)straSSe, STRASSE, YES",
    "(?i)k, \u212A, YES",
    "S1|(?i)S, s, YES",
    "(?i:a)b, AB, NO",
    "(?i:a(?-i)b)c, Abc, YES",
    "colou?r|gr[ae]y, the grey one, YES",
    "\\berror\\b, an error occurred, YES",
    "\\berror\\b, terrors, NO"
  })
  void answersWhatItKnows(String regex, String text, Dfa.Answer answer) {
    assertThat(test(Dfa.of(regex, false).orElseThrow(), text)).isEqualTo(answer);
  }

  private static Dfa.Answer test(Dfa dfa, String text) {
    byte[] around = ("aé" + text + "é").getBytes(StandardCharsets.UTF_8);
    return dfa.test(around, 3, around.length - 2);
  }
}
