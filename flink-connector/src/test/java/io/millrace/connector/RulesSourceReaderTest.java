// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.millrace.rules.RuleLine;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.core.io.InputStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesSourceReaderTest {
  @TempDir Path directory;

  private final Collected<RuleLine> output = new Collected<>();

  @Test
  void fileGivesItsLinesThenTheMarkerAndEnds() throws IOException {
    put("rules.jsonl", "{\"id\":\"a\"}\r\n\n{\"id\":\"ü\"}");
    RulesSourceReader reader = over(new RuleFiles.One(flink("rules.jsonl")), RulesSplit.START);

    assertThat(untilIdle(reader)).isEqualTo(InputStatus.END_OF_INPUT);

    assertThat(output.records)
        .containsExactly(
            new RuleLine("{\"id\":\"a\"}", "rules.jsonl:1"),
            new RuleLine("{\"id\":\"ü\"}", "rules.jsonl:3"),
            RuleLine.START_COMPLETE);
  }

  @Test
  void byteOrderMarkIsNoPartOfTheFirstLine() throws IOException {
    put("rules.jsonl", "\uFEFFa\n\uFEFFb\n");
    untilIdle(over(new RuleFiles.One(flink("rules.jsonl")), RulesSplit.START));

    assertThat(texts()).containsExactly("a", "\uFEFFb", null);
  }

  @Test
  void emptyFileGivesTheMarkerAlone() throws IOException {
    put("rules.jsonl", "");
    RulesSourceReader reader = over(new RuleFiles.One(flink("rules.jsonl")), RulesSplit.START);

    assertThat(untilIdle(reader)).isEqualTo(InputStatus.END_OF_INPUT);
    assertThat(texts()).containsExactly((String) null);
  }

  @Test
  void directoryIsReadInOrderOfNameThenWatchedUntilEnd() throws IOException {
    put("20.jsonl", "c\n");
    put("10.jsonl", "a\nb\n");
    put(".30.jsonl", "hidden\n");
    put("_40.jsonl", "hidden\n");
    put("50.json", "other\n");
    RulesSourceReader reader = watching(RulesSplit.START);

    assertThat(untilIdle(reader)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
    put("05.jsonl", "d\n");
    assertThat(untilIdle(reader)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
    put("15.jsonl", "e\n");
    put("END", "");
    assertThat(untilIdle(reader)).isEqualTo(InputStatus.END_OF_INPUT);

    assertThat(texts()).containsExactly("a", "b", "c", null, "d", "e");
  }

  @Test
  void emptyDirectoryGivesTheMarkerAtOnceAndReaderBecomesAvailableAgain() throws IOException {
    RulesSourceReader reader = watching(RulesSplit.START);

    assertThat(untilIdle(reader)).isEqualTo(InputStatus.NOTHING_AVAILABLE);

    assertThat(texts()).containsExactly((String) null);
    reader.isAvailable().join();
  }

  @Test
  void everyCheckpointContinuesWhereItWasTaken() throws IOException {
    put("1.jsonl", "a\nb\n");
    put("2.jsonl", "c\n\nd");
    put("END", "");
    List<String> whole = List.of("a", "b", "c", "d");
    for (int polls = 0; polls < 12; polls++) {
      output.records.clear();
      RulesSourceReader first = watching(RulesSplit.START);
      for (int i = 0; i < polls; i++) {
        first.pollNext(output);
      }
      RulesSplit.Serializer serializer = new RulesSplit.Serializer();
      byte[] state = serializer.serialize(first.snapshotState(1).get(0));
      first.close();

      RulesSourceReader second = watching(serializer.deserialize(2, state));
      assertThat(untilIdle(second)).isEqualTo(InputStatus.END_OF_INPUT);

      assertThat(texts()).filteredOn(text -> text != null).isEqualTo(whole);
      assertThat(output.records).filteredOn(RuleLine::isMarker).hasSize(1);
    }
  }

  @Test
  void changedFilesAreReadAgainWhole() throws IOException {
    put("1.jsonl", "a\nb\n");
    put("2.jsonl", "c\n");
    RulesSourceReader reader = watching(RulesSplit.START);
    untilIdle(reader);
    assertThat(texts()).containsExactly("a", "b", "c", null);

    output.records.clear();
    put("1.jsonl", "a\nb2\nd\n");
    untilIdle(reader);
    assertThat(output.records)
        .as("longer")
        .extracting(RuleLine::text, RuleLine::origin)
        .containsExactly(
            tuple("a", "1.jsonl:1"), tuple("b2", "1.jsonl:2"), tuple("d", "1.jsonl:3"));

    output.records.clear();
    put("1.jsonl", "x\n");
    untilIdle(reader);
    assertThat(texts()).as("shorter").containsExactly("x");

    output.records.clear();
    later("2.jsonl", "y\n");
    untilIdle(reader);
    assertThat(texts()).as("of one length, at another time").containsExactly("y");

    output.records.clear();
    untilIdle(reader);
    assertThat(texts()).as("unchanged").isEmpty();
  }

  @Test
  void fileThatIsReplacedWhileItIsReadIsReadToItsEndAndThenAgain() throws IOException {
    put("1.jsonl", "a\nb\n");
    RulesSourceReader reader = watching(RulesSplit.START);
    reader.pollNext(output);
    put(".new", "c\n");
    Files.move(
        directory.resolve(".new"),
        directory.resolve("1.jsonl"),
        StandardCopyOption.REPLACE_EXISTING);
    put("END", "");
    while (untilIdle(reader) != InputStatus.END_OF_INPUT) {
      reader.isAvailable().join();
    }

    assertThat(texts()).filteredOn(text -> text != null).containsExactly("a", "b", "c");
  }

  @Test
  void fileThatVanishesIsPassedOverAndReadIfItComesAgain() throws IOException {
    put("1.jsonl", "a\nb\n");
    put("2.jsonl", "c\n");
    RulesSourceReader reader = watching(RulesSplit.START);
    reader.pollNext(output);
    Files.delete(directory.resolve("2.jsonl"));
    untilIdle(reader);
    assertThat(texts()).containsExactly("a", "b", null);
    RulesSplit state = reader.snapshotState(1).get(0);
    assertThat(state.done()).extracting(RuleFile::name).containsExactly("1.jsonl");

    put("2.jsonl", "c\n");
    untilIdle(reader);
    assertThat(texts()).containsExactly("a", "b", null, "c");
  }

  @Test
  void restoreInTheMiddleOfAFileGoesOnOnlyInWhatItWas() throws IOException {
    put("1.jsonl", "a\nb\n");
    RulesSourceReader first = watching(RulesSplit.START);
    first.pollNext(output);
    RulesSplit state = first.snapshotState(1).get(0);
    first.close();
    output.records.clear();
    untilIdle(watching(state));
    assertThat(texts()).as("unchanged").containsExactly("b", null);

    output.records.clear();
    put("1.jsonl", "c\n");
    untilIdle(watching(state));
    assertThat(texts()).as("changed").containsExactly("c", null);

    output.records.clear();
    Files.delete(directory.resolve("1.jsonl"));
    untilIdle(watching(state));
    assertThat(texts()).as("gone").containsExactly((String) null);
  }

  @Test
  void aFileThatHasToBeThereIsMissed() {
    RulesSourceReader reader = over(new RuleFiles.One(flink("rules.jsonl")), RulesSplit.START);

    assertThatThrownBy(() -> untilIdle(reader))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining("rules.jsonl");
  }

  /** Written by release 0.1.0, and by what came before it: names without versions. */
  @Test
  void bothFormsOfStateAreRead() throws IOException {
    RulesSplit.Serializer serializer = new RulesSplit.Serializer();
    RulesSplit split =
        new RulesSplit(
            List.of(new RuleFile("1.jsonl", 1_700_000_000_000L, 9)),
            new RuleFile("2.jsonl", 1_700_000_000_001L, 7),
            5,
            2,
            true);
    byte[] second =
        HexFormat.of()
            .parseHex(
                "00000001"
                    + "0007312e6a736f6e6c0000018bcfe568000000000000000009"
                    + "0007322e6a736f6e6c0000018bcfe568010000000000000007"
                    + "0000000000000005000000000000000201");
    assertThat(serializer.serialize(split)).isEqualTo(second);
    assertThat(serializer.deserialize(2, second)).isEqualTo(split);

    byte[] first =
        HexFormat.of()
            .parseHex(
                "00000001"
                    + "0007312e6a736f6e6c"
                    + "0007322e6a736f6e6c"
                    + "0000000000000005000000000000000201");
    assertThat(serializer.deserialize(1, first))
        .isEqualTo(
            new RulesSplit(
                List.of(RuleFile.named("1.jsonl")), RuleFile.named("2.jsonl"), 5, 2, true));
    assertThatThrownBy(() -> serializer.deserialize(3, second))
        .isInstanceOf(IOException.class)
        .hasMessage("Cannot read rules position: version 3, expected 1 or 2");
  }

  /** What names alone say is taken to be read as it is now, and watched from here on. */
  @Test
  void filesOfTheFirstFormAreWatchedFromTheRestoreOn() throws IOException {
    put("1.jsonl", "a\n");
    put("2.jsonl", "b\nc\n");
    RulesSourceReader reader =
        watching(
            new RulesSplit(
                List.of(RuleFile.named("1.jsonl")), RuleFile.named("2.jsonl"), 2, 1, true));
    untilIdle(reader);
    assertThat(texts()).containsExactly("c");

    put("1.jsonl", "a2\n");
    untilIdle(reader);
    assertThat(texts()).containsExactly("c", "a2");
  }

  private void later(String name, String content) throws IOException {
    FileTime before = Files.getLastModifiedTime(directory.resolve(name));
    put(name, content);
    Files.setLastModifiedTime(
        directory.resolve(name), FileTime.fromMillis(before.toMillis() + 1_000));
  }

  private RulesSourceReader watching(RulesSplit split) {
    return over(new RuleFiles.Watched(new org.apache.flink.core.fs.Path(directory.toUri())), split);
  }

  private RulesSourceReader over(RuleFiles files, RulesSplit split) {
    RulesSourceReader reader = new RulesSourceReader(null, files);
    reader.addSplits(List.of(split));
    return reader;
  }

  private InputStatus untilIdle(RulesSourceReader reader) throws IOException {
    InputStatus status = InputStatus.MORE_AVAILABLE;
    while (status == InputStatus.MORE_AVAILABLE) {
      status = reader.pollNext(output);
    }
    return status;
  }

  private List<String> texts() {
    List<String> texts = new ArrayList<>();
    output.records.forEach(line -> texts.add(line.text()));
    return texts;
  }

  private void put(String name, String content) throws IOException {
    Files.writeString(directory.resolve(name), content);
  }

  private org.apache.flink.core.fs.Path flink(String name) {
    return new org.apache.flink.core.fs.Path(directory.resolve(name).toUri());
  }
}
