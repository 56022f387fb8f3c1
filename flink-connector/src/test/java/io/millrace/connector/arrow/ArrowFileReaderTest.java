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
import java.util.Collection;
import java.util.List;
import java.util.Random;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.RecordAndPosition;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArrowFileReaderTest {
  private static final long LIMIT = 64L << 20;
  private static final Path FILES = Path.of("src/test/resources/arrow");

  @TempDir Path directory;

  private static RowType row(DataTypes.Field... fields) {
    return (RowType) DataTypes.ROW(fields).getLogicalType();
  }

  private static RowType many() {
    return row(DataTypes.FIELD("s", DataTypes.STRING()), DataTypes.FIELD("i", DataTypes.BIGINT()));
  }

  private static ArrowFileReader open(Path file, RowType row) throws IOException {
    var path = new org.apache.flink.core.fs.Path(file.toUri());
    long size = Files.size(file);
    return new ArrowFileReader(new FileSourceSplit("all", path, 0, size, 0, size), row, LIMIT);
  }

  private static List<String> read(ArrowFileReader reader) throws IOException {
    List<String> rows = new ArrayList<>();
    try (reader) {
      for (BulkFormat.RecordIterator<RowData> batch = reader.readBatch();
          batch != null;
          batch = reader.readBatch()) {
        for (RecordAndPosition<RowData> each = batch.next(); each != null; each = batch.next()) {
          rows.add(each.getRecordSkipCount() + " " + each.getRecord());
        }
      }
    }
    return rows;
  }

  private Path written(RowType row, ArrowFormatOptions.Form form, int size, RowData... rows)
      throws IOException {
    Path file = directory.resolve("file");
    try (FSDataOutputStream out =
        FileSystem.getLocalFileSystem()
            .create(
                new org.apache.flink.core.fs.Path(file.toUri()), FileSystem.WriteMode.OVERWRITE)) {
      var writer = new ArrowWriterFactory(row, form, size, LIMIT).create(out);
      for (RowData each : rows) {
        writer.addElement(each);
      }
      writer.finish();
    }
    return file;
  }

  @ParameterizedTest
  @EnumSource(ArrowFormatOptions.Form.class)
  void intervalsAreReadAsTheyWereWritten(ArrowFormatOptions.Form form) throws IOException {
    DataType months = DataTypes.INTERVAL(DataTypes.YEAR(), DataTypes.MONTH());
    DataType millis = DataTypes.INTERVAL(DataTypes.DAY(), DataTypes.SECOND(3));
    RowType row = row(DataTypes.FIELD("m", months), DataTypes.FIELD("d", millis));

    Path file =
        written(row, form, 8, GenericRowData.of(14, 86_400_005L), GenericRowData.of(null, null));

    assertThat(read(open(file, row))).containsExactly("1 +I(14,86400005)", "2 +I(null,null)");
    assertThat(read(open(FILES.resolve("plain.arrow"), row(DataTypes.FIELD("dur", millis)))))
        .containsExactly("1 +I(86400005)", "2 +I(-1)", "3 +I(null)");
  }

  /** Also in the middle of a batch, and of a block of rows. */
  @Test
  void readingGoesOnBehindAnyRow() throws IOException {
    RowType row = row(DataTypes.FIELD("i", DataTypes.BIGINT()));
    RowData[] rows = new RowData[5_000];
    Arrays.setAll(rows, i -> GenericRowData.of((long) i));
    Path file = written(row, ArrowFormatOptions.Form.STREAM, 1_500, rows);
    List<String> all = read(open(file, row));
    assertThat(all).hasSize(5_000).endsWith("5000 +I(4999)");

    for (int skipped : new int[] {0, 1, 1_023, 1_024, 1_500, 1_501, 4_999, 5_000}) {
      ArrowFileReader reader = open(file, row);
      reader.skip(skipped);
      assertThat(read(reader)).isEqualTo(all.subList(skipped, 5_000));
    }
  }

  @Test
  void valuesThatTablesDoNotHaveAreRefused() throws IOException {
    RowType row = row(DataTypes.FIELD("t", DataTypes.TIMESTAMP(9)));
    RowData far =
        GenericRowData.of(
            org.apache.flink.table.data.TimestampData.fromEpochMillis(Long.MAX_VALUE / 2));

    assertThatThrownBy(() -> written(row, ArrowFormatOptions.Form.FILE, 8, far))
        .isInstanceOf(MillraceException.class)
        .hasMessageStartingWith("Cannot write Arrow batch: Cannot read column \"t\": ")
        .hasMessageEndingWith("expected a value in the range of Timestamp(ns)");
  }

  @Test
  void aCutFileIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(FILES.resolve("many-lz4.arrow"));
    Path file = directory.resolve("cut");
    for (int length : new int[] {0, 3, 8, 11, 12, 15, 100, 500, whole.length / 2}) {
      Files.write(file, Arrays.copyOf(whole, length));

      assertThatThrownBy(() -> read(open(file, many())))
          .as("%d bytes", length)
          .isInstanceOfSatisfying(
              MillraceException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_BYTES))
          .hasMessageContaining("Cannot read file " + file.toUri().toString().replace("//", ""));
    }
  }

  /** Random bytes changed: rows or a typed error, and nothing is left of memory. */
  @ParameterizedTest
  @ValueSource(strings = {"plain.arrows", "plain-lz4.arrow", "encoded.arrows", "encoded-lz4.arrow"})
  void changedBytesEndInRowsOrATypedError(String name) throws IOException {
    byte[] whole = Files.readAllBytes(FILES.resolve(name));
    RowType row =
        name.startsWith("plain")
            ? row(
                DataTypes.FIELD("i32", DataTypes.INT()),
                DataTypes.FIELD("s", DataTypes.STRING()),
                DataTypes.FIELD("sv", DataTypes.STRING()),
                DataTypes.FIELD("lv", DataTypes.ARRAY(DataTypes.INT())),
                DataTypes.FIELD("m", DataTypes.MAP(DataTypes.STRING(), DataTypes.INT())))
            : row(
                DataTypes.FIELD("dict", DataTypes.STRING()),
                DataTypes.FIELD("runs", DataTypes.BIGINT()),
                DataTypes.FIELD("ld", DataTypes.ARRAY(DataTypes.STRING())));
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Path file = directory.resolve("changed");
    Collection<ErrorCode> codes = new java.util.HashSet<>();
    for (int i = 0; i < 200; i++) {
      byte[] changed = whole.clone();
      for (int j = random.nextInt(3); j >= 0; j--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      }
      Files.write(file, changed);
      try {
        read(open(file, row));
      } catch (MillraceException e) {
        codes.add(e.code());
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", change " + i, e);
      }
    }
    assertThat(codes).contains(ErrorCode.MALFORMED_BYTES);
  }

  /** A few kilobytes that are said to become gigabytes. */
  @Test
  void aBombOfLz4IsRefusedBeforeItTakesMemory() throws IOException {
    byte[] whole = Files.readAllBytes(FILES.resolve("many-lz4.arrow"));
    Path file = directory.resolve("bomb");
    int changed = 0;
    for (int at = 8; at + 12 <= whole.length; at += 8) {
      // Before the magic of each frame stands how many bytes it has.
      if (whole[at + 8] == 0x04 && whole[at + 9] == 0x22 && whole[at + 10] == 0x4D) {
        byte[] bomb = whole.clone();
        bomb[at + 4] = 1;
        Files.write(file, bomb);
        changed++;
        assertThatThrownBy(() -> read(open(file, many())))
            .isInstanceOf(MillraceException.class)
            .hasMessageContaining("packed into");
        bomb[at + 4] = 0;
        bomb[at + 2]++;
        Files.write(file, bomb);
        assertThatThrownBy(() -> read(open(file, many())))
            .isInstanceOf(MillraceException.class)
            .hasMessageMatching("(?s).*(an LZ4 frame of \\d+ bytes, expected|packed into).*");
      }
    }
    assertThat(changed).isGreaterThanOrEqualTo(3);
  }

  @Test
  void textsAreUtf8() throws IOException {
    RowType row = row(DataTypes.FIELD("s", DataTypes.STRING()));
    byte[] marked =
        Files.readAllBytes(
            written(
                row,
                ArrowFormatOptions.Form.STREAM,
                8,
                GenericRowData.of(StringData.fromString("marked"))));
    Path file = directory.resolve("changed");
    int at = new String(marked, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("marked");
    marked[at] = (byte) 0xFF;
    Files.write(file, marked);

    assertThatThrownBy(() -> read(open(file, row)))
        .hasMessageEndingWith("found a text that is no UTF-8");
  }
}
