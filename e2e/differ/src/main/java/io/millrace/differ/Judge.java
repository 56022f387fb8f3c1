// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A process of Python with the real DataFusion. Questions are answered in order; one that ends the
 * process or takes too long is answered by a crash, and a new process goes on. Confined to one
 * thread.
 */
final class Judge implements AutoCloseable {
  private static final long SECONDS = 60;
  private static final JsonFactory JSON = new JsonFactory();

  /** What is read when the process has ended. */
  private static final String END = "";

  private final Path python;
  private final Path program;
  private final Path inputs;
  private final Deque<String> open = new ArrayDeque<>();
  private Process process;
  private Writer questions;
  private BlockingQueue<String> answers;

  Judge(Path python, Path program, Path inputs) throws IOException {
    this.python = python;
    this.program = program;
    this.inputs = inputs;
    start();
  }

  private void start() throws IOException {
    process =
        new ProcessBuilder(python.toString(), program.toString(), inputs.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    questions = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    answers = new LinkedBlockingQueue<>();
    Thread reader = new Thread(() -> read(process, answers), "judge");
    reader.setDaemon(true);
    reader.start();
  }

  /** So that the process never waits for its answers to be taken. */
  private static void read(Process process, BlockingQueue<String> into) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        into.add(line);
      }
    } catch (IOException ended) {
      // as if there were no more lines
    }
    into.add(END);
  }

  /** How rows come to DataFusion. */
  enum Batches {
    ONE,
    /** Each row in one of its own. */
    APART
  }

  /**
   * @param rows null for all in one batch
   */
  Verdict ask(Question question, List<Integer> rows, Batches batches) throws IOException {
    send(question, rows, batches);
    return next();
  }

  /** To be answered by {@link #next}. */
  void send(Question question, List<Integer> rows, Batches batches) throws IOException {
    send(line(question, question.phrase().sql(), rows, batches));
  }

  private void send(String line) {
    open.add(line);
    write(line);
  }

  /** The encoded expression that another text stands for over a question's table; null if none. */
  byte[] read(Question question, String text) throws IOException {
    send(line(question, text, null, null));
    return next().expr();
  }

  /** The answer to the earliest question that is open. */
  Verdict next() throws IOException {
    String line;
    try {
      line = answers.poll(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    open.remove();
    if (line != null && !line.equals(END)) {
      return Verdict.parse(line);
    }
    close();
    start();
    for (String each : open) {
      write(each);
    }
    return Verdict.CRASH;
  }

  private void write(String line) {
    try {
      questions.write(line + "\n");
      questions.flush();
    } catch (IOException ended) {
      // which the next answer shows
    }
  }

  /**
   * @param batches null if the text is only to be read
   */
  private static String line(Question question, String text, List<Integer> rows, Batches batches)
      throws IOException {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("table", question.table());
      json.writeStringField("sql", text);
      json.writeStringField(
          "over", batches == null ? "none" : question.over().name().toLowerCase(Locale.ROOT));
      json.writeBooleanField("apart", batches == Batches.APART);
      json.writeFieldName("rows");
      if (rows == null) {
        json.writeNull();
      } else {
        json.writeStartArray();
        for (int row : rows) {
          json.writeNumber(row);
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    }
    return line.toString();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
