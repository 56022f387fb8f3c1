// SPDX-License-Identifier: Apache-2.0
package io.millrace.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.rules.EventTime;
import io.millrace.rules.StartUp;
import io.millrace.sql.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
  private static Options options(String... more) throws BadOption {
    String[] words = new String[4 + more.length];
    System.arraycopy(new String[] {"--events", "e", "--rules", "r"}, 0, words, 0, 4);
    System.arraycopy(more, 0, words, 4, more.length);
    return Options.parse(words);
  }

  @Test
  void rulesAreQuarantinedAfterAThousandFailuresUnlessOneSaysOtherwise() throws BadOption {
    assertThat(options().count(Option.QUARANTINE_AFTER)).isEqualTo(1_000);
    assertThat(options("--quarantine-after", "7").count(Option.QUARANTINE_AFTER)).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "many"})
  void aLimitOfFailuresIsAWholeNumberFromOne(String value) {
    assertThatThrownBy(() -> options("--quarantine-after", value))
        .isInstanceOf(BadOption.class)
        .hasMessage(
            "Cannot use --quarantine-after: found \"%s\", expected a whole number from 1", value);
  }

  @Test
  void anEvaluationMayTakeAsLongAsItLikesUnlessOneSaysOtherwise() throws BadOption {
    assertThat(options().duration(Option.DEADLINE)).isNull();
    assertThat(options("--deadline", "1s500ms").duration(Option.DEADLINE)).hasMillis(1_500);
    assertThatThrownBy(() -> options("--deadline", "0s"))
        .isInstanceOf(BadOption.class)
        .hasMessage("Cannot use --deadline: found \"0s\", expected at least 1ms");
  }

  @Test
  void aHundredRulesHaveMetricsUnlessOneSaysOtherwise() throws BadOption {
    assertThat(options().count(Option.RULE_METRICS)).isEqualTo(100);
    assertThat(options("--rule-metrics", "7").count(Option.RULE_METRICS)).isEqualTo(7);
  }

  @Test
  void eventsWaitForTheFirstRulesUnlessOneSaysOtherwise() throws BadOption {
    assertThat(options().startUp(Option.START)).isEqualTo(StartUp.BUFFER);
    assertThat(options("--start", "pass").startUp(Option.START)).isEqualTo(StartUp.PASS);
    assertThatThrownBy(() -> options("--start", "now"))
        .isInstanceOf(BadOption.class)
        .hasMessage("Cannot use --start: found \"now\", expected buffer or pass");
  }

  @Test
  void windowsAreOfTheEventsTimeUnlessOneSaysOtherwise() throws BadOption {
    assertThat(options().time(Option.TIME)).isEqualTo(EventTime.PRESENT);
    assertThat(options("--time", "processing").time(Option.TIME)).isEqualTo(EventTime.ARRIVAL);
    assertThatThrownBy(() -> options("--time", "now"))
        .isInstanceOf(BadOption.class)
        .hasMessage("Cannot use --time: found \"now\", expected event or processing");
  }

  @Test
  void rulesAreInTheGenericDialectUnlessOneSaysOtherwise() throws BadOption {
    assertThat(options().dialect(Option.DIALECT)).isEqualTo(Dialect.GENERIC);
    assertThat(options("--dialect", "duckdb").dialect(Option.DIALECT)).isEqualTo(Dialect.DUCKDB);
    assertThatThrownBy(() -> options("--dialect", "mysql"))
        .isInstanceOf(BadOption.class)
        .hasMessage("Cannot use --dialect: found \"mysql\", expected generic or duckdb");
  }

  @Test
  void anInputIsNeverIdleUnlessOneSaysWhen() throws BadOption {
    assertThat(options().duration(Option.IDLE)).isNull();
    assertThat(options("--idle", "1m30s").duration(Option.IDLE)).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void aFlagTakesNoValue() throws BadOption {
    assertThat(options().isGiven(Option.EXACTLY_ONCE)).isFalse();
    Options given = options("--exactly-once", "--name", "gate");
    assertThat(given.isGiven(Option.EXACTLY_ONCE)).isTrue();
    assertThat(given.text(Option.NAME)).isEqualTo("gate");
  }

  @Test
  void theHelpSaysWhatEachOptionTakesAndWhatHoldsWithoutIt() {
    assertThat(Options.HELP.lines())
        .hasSize(Option.values().length + 2)
        .contains(
            "  --events URI             .csv, .csv.gz, .jsonl or .arrow file, a directory that is"
                + " watched for them, or kafka://host:port/topic (required)",
            "  --quarantine-after N     failures after which a rule waits for its next revision"
                + " (1000)");
  }

  /** Naming it where it is refused is not reading it. */
  @ParameterizedTest
  @EnumSource
  void everyOptionIsReadByTheJob(Option option) throws IOException {
    try (Stream<Path> sources = Files.list(Path.of("src/main/java/io/millrace/job"))) {
      assertThat(sources.filter(each -> !each.endsWith("Option.java")))
          .anySatisfy(
              each ->
                  assertThat(Files.readString(each).replaceAll("(?s)throw [^;]*;", ""))
                      .containsPattern("\\bOption\\." + option + "\\b"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyOptionIsExplained(Option option) throws IOException {
    assertThat(Files.readString(Path.of("..", "..", "docs", "running.md")))
        .contains("| `--" + option.word() + (option.isFlag() ? "` " : " "));
  }
}
