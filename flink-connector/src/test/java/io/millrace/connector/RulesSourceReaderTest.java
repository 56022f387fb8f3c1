// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.rules.RuleLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

      RulesSourceReader second = watching(serializer.deserialize(1, state));
      assertThat(untilIdle(second)).isEqualTo(InputStatus.END_OF_INPUT);

      assertThat(texts()).filteredOn(text -> text != null).isEqualTo(whole);
      assertThat(output.records).filteredOn(RuleLine::isMarker).hasSize(1);
    }
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
