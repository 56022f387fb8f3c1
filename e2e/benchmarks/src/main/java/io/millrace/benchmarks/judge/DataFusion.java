// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.judge;

import io.millrace.benchmarks.harness.Contestant;
import io.millrace.benchmarks.workload.ArrowRows;
import io.millrace.benchmarks.workload.Column;
import io.millrace.benchmarks.workload.Query;
import io.millrace.benchmarks.workload.Rows;
import io.millrace.column.ArrowStreams;
import io.millrace.memory.ArrowMemory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowStreamReader;

/**
 * A process of Python with native DataFusion, asked line by line. Confined to one thread.
 *
 * <p>Every failure of it is an {@link IllegalStateException} with what it said.
 */
public final class DataFusion implements AutoCloseable {
  public static final String NAME = "datafusion";

  private static final long MEMORY = 2L << 30;

  private final Path python;
  private final Path worker;
  private final Process process;
  private final Writer commands;
  private final BufferedReader answers;
  private final Path directory;
  private final BufferAllocator allocator = ArrowMemory.newAllocator("judge", MEMORY);

  private DataFusion(Path python, Path worker, Path directory) throws IOException {
    this.python = python;
    this.worker = worker;
    this.directory = directory;
    process =
        new ProcessBuilder(python.toString(), worker.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    commands = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts it.
   *
   * @param python with the package datafusion
   * @param worker its program
   * @param directory where rows and answers are exchanged
   */
  public static DataFusion start(Path python, Path worker, Path directory) {
    try {
      Files.createDirectories(directory);
      return new DataFusion(python, worker, directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String version() {
    return ask("version");
  }

  /** Writes rows for {@link #load}. */
  public Path write(Rows rows) {
    try (VectorSchemaRoot root = ArrowRows.of(rows, allocator)) {
      return write(root);
    }
  }

  /** The same of rows of any columns, which stay the caller's. */
  public Path write(VectorSchemaRoot root) {
    Path file = directory.resolve("rows.arrow");
    try (OutputStream out = Files.newOutputStream(file)) {
      ArrowStreams.write(root, new DictionaryProvider.MapDictionaryProvider(), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  /** Takes the first rows of a file, in batches of so many. */
  public void load(Path file, int rows, int batch) {
    ask("load", file.toString(), String.valueOf(rows), String.valueOf(batch));
  }

  /** What DataFusion answers over all rows that are loaded. */
  public Column answer(Query query) {
    return answers("SELECT " + query.sql() + " FROM t").get(0);
  }

  /** The columns of a query's result; the rows that are loaded are table t. */
  public List<Column> answers(String sql) {
    Path file = directory.resolve("answer.arrow");
    ask("answer", sql, file.toString());
    try (ArrowStreamReader reader = ArrowStreams.reader(Files.newInputStream(file), allocator)) {
      reader.loadNextBatch();
      return reader.getVectorSchemaRoot().getFieldVectors().stream()
          .map(ArrowRows::column)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs the query over all rows that are loaded; the time of a row is what its operators took. */
  public Contestant contestant(Query query) {
    return new Contestant() {
      @Override
      public String name() {
        return NAME;
      }

      @Override
      public double slot(long nanos, Pace pace) {
        return Double.parseDouble(
            ask("slot", query.sql(), String.valueOf(nanos / 1e9), pace.name()));
      }
    };
  }

  /** DataFusion with some expressions to be evaluated for the first of the rows. */
  public FirstValues firstValues(Rows rows, List<byte[]> expressions) {
    ask("load_first", write(rows).toString(), write(expressions).toString());
    return new FirstValues(this);
  }

  /** What the first expression of another process takes, in microseconds. */
  public double coldFirst(Rows rows, byte[] expression) {
    try (DataFusion other = start(python, worker, directory)) {
      other.firstValues(rows, List.of(expression));
      return Double.parseDouble(other.ask("first_slot", "0", Contestant.Pace.MEAN.name()));
    }
  }

  /** A line in hexadecimal digits each. */
  private Path write(List<byte[]> expressions) {
    try {
      return Files.write(
          directory.resolve("expressions.txt"),
          expressions.stream().map(HexFormat.of()::formatHex).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String ask(String... command) {
    try {
      commands.write(String.join("\t", command) + "\n");
      commands.flush();
      String answer = answers.readLine();
      if (answer == null || !answer.startsWith("ok\t")) {
        throw new IllegalStateException(
            "Cannot ask DataFusion to " + String.join(" ", command) + ": " + answer);
      }
      return answer.substring(3);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    allocator.close();
  }
}
