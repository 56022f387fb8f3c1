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

  private final Process process;
  private final Writer commands;
  private final BufferedReader answers;
  private final Path directory;
  private final BufferAllocator allocator = ArrowMemory.newAllocator("judge", MEMORY);

  private DataFusion(Process process, Path directory) {
    this.process = process;
    this.directory = directory;
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
      return new DataFusion(
          new ProcessBuilder(python.toString(), worker.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start(),
          directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String version() {
    return ask("version");
  }

  /** Writes rows for {@link #load}. */
  public Path write(Rows rows) {
    Path file = directory.resolve("rows.arrow");
    try (VectorSchemaRoot root = ArrowRows.of(rows, allocator);
        OutputStream out = Files.newOutputStream(file)) {
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
    return answers(query.sql()).get(0);
  }

  /** One column for each of the expressions in a list of them. */
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

  /** What became of an expression's bytes. */
  public record First(double micros, String value) {}

  /** From an expression's bytes to its value for the first row of a file. */
  public First first(Path rows, Path expression) {
    String[] said = ask("first", rows.toString(), expression.toString()).split("\t", 2);
    return new First(Double.parseDouble(said[0]), said[1]);
  }

  private String ask(String... command) {
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
