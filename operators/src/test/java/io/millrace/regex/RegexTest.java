// SPDX-License-Identifier: Apache-2.0
package io.millrace.regex;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.column.EvaluationError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexTest {
  /** What DataFusion answers; {@code record_regexes.py} says how a line is made. */
  private static List<String[]> answers() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(RegexTest.class.getResourceAsStream("/regex/answers.tsv.gz")),
                UTF_8))) {
      return lines
          .lines()
          .map(line -> Stream.of(line.split("\t", -1)).map(RegexTest::plain))
          .map(parts -> parts.toArray(String[]::new))
          .collect(Collectors.toList());
    }
  }

  private static String plain(String escaped) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < escaped.length(); i++) {
      char each = escaped.charAt(i);
      if (each == '\\') {
        char next = escaped.charAt(++i);
        each = next == 't' ? '\t' : next == 'n' ? '\n' : next == 'r' ? '\r' : next;
      }
      plain.append(each);
    }
    return plain.toString();
  }

  @Test
  void answersAsDataFusionDoes() throws IOException {
    List<String[]> answers = answers();
    String[] texts = answers.get(0);
    assertThat(answers).hasSizeGreaterThan(2000);
    for (String[] answer : answers.subList(1, answers.size())) {
      if (answer.length == 2) {
        assertThatThrownBy(() -> Regex.of(answer[0]))
            .as("/%s/", answer[0])
            .isInstanceOf(EvaluationError.class);
        continue;
      }
      Regex regex = Regex.of(answer[0]);
      Optional<Dfa> table = regex.table();
      for (int i = 0; i < texts.length; i++) {
        String expected = answer[i + 1].equals("=") ? texts[i] : answer[i + 1];
        assertThat(marked(regex, texts[i]))
            .as("/%s/ in '%s'", answer[0], texts[i])
            .isEqualTo(expected);
        byte[] utf8 = texts[i].getBytes(UTF_8);
        boolean found = !answer[i + 1].equals("=");
        assertThat(regex.finds(utf8, 0, utf8.length)).isEqualTo(found);
        if (table.isPresent()) {
          assertThat(table.get().finds(utf8, 0, utf8.length))
              .as("the table of /%s/ for '%s'", answer[0], texts[i])
              .isEqualTo(found);
        }
      }
    }
  }

  /** Every match in angle brackets, with its first two groups. */
  private static String marked(Regex regex, String text) {
    byte[] around = ("aé" + text + "é").getBytes(UTF_8);
    int from = 3;
    int to = around.length - 2;
    Matcher matcher = regex.matcher(around, from, to);
    StringBuilder marked = new StringBuilder();
    int at = from;
    for (int last = -1; matcher.next(last); last = at) {
      marked.append(new String(around, at, matcher.start() - at, UTF_8)).append('<');
      for (int group = 0; group <= 2; group++) {
        marked.append(group == 0 ? "" : "|");
        int start = Math.max(0, matcher.start(group));
        int end = Math.max(0, matcher.end(group));
        marked.append(new String(around, start, end - start, UTF_8));
      }
      marked.append('>');
      at = matcher.end();
    }
    return marked.append(new String(around, at, to - at, UTF_8)).toString();
  }

  @Test
  void tableAndMatcherAgreeOnAnyText() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int[] letters = "aabbcAkKsS1_ .\r\n-éÉß€\u212a\u017f\ud83d\ude00".codePoints().toArray();
    List<String[]> answers = answers();
    for (int i = 0; i < 500; i++) {
      String[] answer = answers.get(1 + random.nextInt(answers.size() - 1));
      Optional<Dfa> table = answer.length == 2 ? Optional.empty() : Regex.of(answer[0]).table();
      for (int j = 0; table.isPresent() && j < 20; j++) {
        StringBuilder text = new StringBuilder();
        random
            .ints(random.nextInt(12), 0, letters.length)
            .forEach(each -> text.appendCodePoint(letters[each]));
        byte[] utf8 = text.toString().getBytes(UTF_8);
        assertThat(table.get().finds(utf8, 0, utf8.length))
            .as("seed %d: /%s/ in '%s'", seed, answer[0], text)
            .isEqualTo(Regex.of(answer[0]).finds(utf8, 0, utf8.length));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a{2, found a number of repetitions without '}' at character 3",
    "(a, found a group that is not closed at character 2",
    "a(?=b), 'found looking around, which is not supported at character 4'",
    "(a)\\1, 'found \\1, but references to groups are not supported'",
    "(?q)a, 'found flag ''q'', expected one of imsURux'",
    "[b-a], found a range whose end comes before its start",
    "a{3}{x}, found no number of repetitions",
  })
  void saysWhatCantBeRead(String regex, String found) {
    assertThatThrownBy(() -> Regex.of(regex))
        .isInstanceOf(EvaluationError.class)
        .hasMessageStartingWith("Cannot read regular expression '" + regex + "': ")
        .hasMessageContaining(found);
  }

  @Test
  void refusesPropertiesThatTheJdkDoesNotKnow() {
    assertThatThrownBy(() -> Regex.of("\\p{Grapheme_Cluster_Break=Prepend}"))
        .isInstanceOfSatisfying(
            EvaluationError.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_EXPRESSION))
        .hasMessageContaining("'Grapheme_Cluster_Break=Prepend'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "[", "(?:a*", "(ab", "(a|b"})
  void readsPartsWithinPartsAsDeepAsRustDoes(String opening) {
    String closing = opening.equals("[") ? "]" : opening.equals("(?:a*") ? ")*" : ")";
    int deepest =
        switch (opening) {
          case "(ab" -> 125;
          case "(a|b", "(?:a*" -> 83;
          default -> 250;
        };
    Regex.of(opening.repeat(deepest) + "a" + closing.repeat(deepest));
    assertThatThrownBy(
            () -> Regex.of(opening.repeat(deepest + 1) + "a" + closing.repeat(deepest + 1)))
        .hasMessageContaining("250");
  }

  @Test
  void takesLinearTimeWhereOthersDoNot() {
    byte[] text = "a".repeat(2000).getBytes(UTF_8);
    assertThat(Regex.of("(a?){40}(a*)*b").finds(text, 0, text.length)).isFalse();
  }

  @Test
  void makesNoTableThatWouldBeTooLarge() {
    assertThat(Regex.of("(a|b)*a(a|b){14}").table()).isEmpty();
    assertThat(Regex.of("(((a{30}){30}){30})").table()).isEmpty();
  }

  @Test
  void groupsOfALargeExpressionTakeNoGigabytes() {
    Regex regex = Regex.of("(?:" + "(a?)".repeat(900) + "){80}");
    byte[] text = "aaaaaaaa".getBytes(UTF_8);
    assertThatThrownBy(() -> regex.matcher(text, 0, text.length).find(0))
        .isInstanceOfSatisfying(
            EvaluationError.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
    assertThat(regex.finds(text, 0, text.length)).isTrue();
  }
}
