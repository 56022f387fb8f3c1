// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.connector.file.src.util.RecordAndPosition;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts of files, as file systems with blocks make Flink split them. */
class SplitStreamTest {
  private static final long LIMIT = 64L << 20;
  private static final Path FILES = Path.of("src/test/resources/arrow");

  private static final RowType OWN =
      row(DataTypes.FIELD("i", DataTypes.BIGINT()), DataTypes.FIELD("s", DataTypes.STRING()));
  private static final RowType ENCODED =
      row(
          DataTypes.FIELD("dict", DataTypes.STRING()),
          DataTypes.FIELD("runs", DataTypes.BIGINT()),
          DataTypes.FIELD("ld", DataTypes.ARRAY(DataTypes.STRING())));

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @TempDir Path directory;

  private static RowType row(DataTypes.Field... fields) {
    return (RowType) DataTypes.ROW(fields).getLogicalType();
  }

  /** Batches of 1 to 40 rows. */
  private Path written(ArrowFormatOptions.Form form) throws IOException {
    Path file = directory.resolve("written-" + form);
    var path = new org.apache.flink.core.fs.Path(file.toUri());
    try (FSDataOutputStream out =
        FileSystem.getLocalFileSystem().create(path, FileSystem.WriteMode.OVERWRITE)) {
      var writer = new ArrowWriterFactory(OWN, form, 1 + random.nextInt(40), LIMIT).create(out);
      for (long i = 0; i < 1_000; i++) {
        StringData text = i % 5 == 0 ? null : StringData.fromString("text " + i);
        writer.addElement(GenericRowData.of(i, text));
      }
      writer.finish();
    }
    return file;
  }

  /** Rows of a part, behind those that a checkpoint has. */
  private static List<RowData> read(Path file, RowType row, long from, long to, long behind)
      throws IOException {
    BulkFormat<RowData, FileSourceSplit> format =
        new ArrowBulkFormat(row, TypeInformation.of(RowData.class), LIMIT);
    var path = new org.apache.flink.core.fs.Path(file.toUri());
    CheckpointedPosition position =
        behind == 0 ? null : new CheckpointedPosition(CheckpointedPosition.NO_OFFSET, behind);
    FileSourceSplit split =
        new FileSourceSplit(
            "id", path, from, to - from, 0, Files.size(file), new String[0], position);
    List<RowData> rows = new ArrayList<>();
    try (BulkFormat.Reader<RowData> reader =
        behind == 0
            ? format.createReader(new Configuration(), split)
            : format.restoreReader(new Configuration(), split)) {
      for (var batch = reader.readBatch(); batch != null; batch = reader.readBatch()) {
        for (RecordAndPosition<RowData> each = batch.next(); each != null; each = batch.next()) {
          assertThat(each.getRecordSkipCount()).isEqualTo(behind + rows.size() + 1);
          rows.add(each.getRecord());
        }
      }
    }
    return rows;
  }

  private List<RowData> whole(Path file, RowType row) throws IOException {
    return read(file, row, 0, Files.size(file), 0);
  }

  /** Up to eight places in a file, between its start and its end. */
  private List<Long> cuts(Path file) throws IOException {
    Set<Long> cuts = new TreeSet<>(Set.of(0L, Files.size(file)));
    for (int i = random.nextInt(8); i > 0; i--) {
      cuts.add((long) random.nextInt((int) Files.size(file)));
    }
    return List.copyOf(cuts);
  }

  @Test
  void partsHaveEachRowOnce() throws IOException {
    for (int round = 0; round < 8; round++) {
      check(written(ArrowFormatOptions.Form.FILE), OWN);
      check(written(ArrowFormatOptions.Form.STREAM), OWN);
      check(FILES.resolve("encoded-parts.arrow"), ENCODED);
      check(FILES.resolve("many-lz4.arrow"), OWN);
      check(FILES.resolve("encoded.arrows"), ENCODED);
    }
  }

  private void check(Path file, RowType row) throws IOException {
    List<Long> cuts = cuts(file);
    List<RowData> rows = new ArrayList<>();
    for (int i = 1; i < cuts.size(); i++) {
      List<RowData> part = read(file, row, cuts.get(i - 1), cuts.get(i), 0);
      rows.addAll(part);
      int behind = random.nextInt(part.size() + 1);
      assertThat(read(file, row, cuts.get(i - 1), cuts.get(i), behind))
          .as("seed %d, %s, %s, from %d", seed, file, cuts, behind)
          .isEqualTo(part.subList(behind, part.size()));
    }
    assertThat(rows).as("seed %d, %s, %s", seed, file, cuts).isEqualTo(whole(file, row));
  }

  @Test
  void aBatchBelongsToThePartInWhichItBegins() throws IOException {
    Path file = FILES.resolve("encoded-parts.arrow");
    long size = Files.size(file);
    List<Integer> counts = new ArrayList<>();
    for (long from = 0; from < size; from += 64) {
      counts.add(read(file, ENCODED, from, from + 64, 0).size());
    }
    assertThat(counts).containsOnly(0, 4).filteredOn(count -> count == 4).hasSize(5);
  }

  @Test
  void aPartNeedsTheFooterOfItsFile() throws IOException {
    byte[] whole = Files.readAllBytes(FILES.resolve("encoded-parts.arrow"));
    Path file = Files.write(directory.resolve("cut"), Arrays.copyOf(whole, whole.length - 3));

    assertThatThrownBy(() -> read(file, ENCODED, 8, 2_000, 0))
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_BYTES))
        .hasMessageStartingWith("Cannot read file ")
        .hasMessageEndingWith("Cannot read part of Arrow file: found no footer at the end");
  }

  @Test
  void changedFootersEndInRowsOrATypedError() throws IOException {
    byte[] whole = Files.readAllBytes(FILES.resolve("encoded-parts.arrow"));
    Path file = directory.resolve("changed");
    Set<ErrorCode> codes = EnumSet.noneOf(ErrorCode.class);
    for (int i = 0; i < 200; i++) {
      byte[] changed = whole.clone();
      for (int j = random.nextInt(3); j >= 0; j--) {
        changed[changed.length - 1 - random.nextInt(600)] = (byte) random.nextInt(64);
      }
      Files.write(file, changed);
      try {
        read(file, ENCODED, 8, whole.length, 0);
      } catch (MillraceException e) {
        codes.add(e.code());
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", change " + i, e);
      }
    }
    assertThat(codes).contains(ErrorCode.MALFORMED_BYTES);
  }
}
