// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import io.millrace.conformance.InputTable;
import io.millrace.conformance.InputTables;
import io.millrace.memory.ArrowMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;

/** Asks both sides and compares. Confined to one thread. */
final class Asking implements AutoCloseable {
  private static final long MEMORY = 1L << 30;

  private final BufferAllocator allocator = ArrowMemory.newAllocator("differ", MEMORY);
  private final InputTables tables;
  private final Judge judge;
  private final Own own;
  private final Comparison comparison;

  /**
   * @param python with the package datafusion
   */
  Asking(Path root, Path python) throws IOException {
    Path inputs = Inputs.below(root);
    tables = new InputTables(inputs, allocator);
    judge = new Judge(python, root.resolve("e2e/differ/src/main/python/judge.py"), inputs);
    own = new Own(tables);
    comparison = new Comparison(judge, own, allocator);
  }

  /** Over chosen rows, or all if they are null. */
  Compared ask(Question question, List<Integer> rows) throws IOException {
    Judge.Batches batches = question.isOfManyRows() ? Judge.Batches.ONE : Judge.Batches.APART;
    judge.send(question, rows, batches);
    OwnAnswer answer = own.answer(question, rows);
    return comparison.of(question, answer, judge.next(), rows);
  }

  /** Over all rows, both sides at once as far as that goes. */
  List<Compared> ask(List<Question> questions) throws IOException {
    for (Question question : questions) {
      judge.send(question, null, Judge.Batches.ONE);
    }
    List<OwnAnswer> answers = new ArrayList<>();
    for (Question question : questions) {
      answers.add(own.answer(question, null));
    }
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < questions.size(); i++) {
      verdicts.add(judge.next());
    }
    List<Compared> results = new ArrayList<>();
    for (int i = 0; i < questions.size(); i++) {
      results.add(comparison.of(questions.get(i), answers.get(i), verdicts.get(i), null));
    }
    return results;
  }

  /** What the columns of a question are in the first of some rows. */
  String columns(Question question, List<Integer> rows) throws IOException {
    if (question.table() == null || rows == null) {
      return "";
    }
    InputTable table = tables.get(question.table());
    return question.phrase().all().stream()
        .filter(part -> part.parts().isEmpty())
        .filter(part -> table.schema().indexOf(part.sql()).isPresent())
        .map(part -> part.sql() + " = " + value(table, part.sql(), rows.get(0)))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static Object value(InputTable table, String column, int row) {
    return table.values(table.schema().indexOf(column).getAsInt(), List.of())[row];
  }

  /** Of a question, at the rows that a difference is about. */
  Parts parts(Question question, List<Integer> rows, Difference difference) throws IOException {
    boolean ofRow = difference.row() != null && !question.isOfManyRows();
    List<Integer> about = ofRow ? List.of(difference.row()) : rows;
    return own.parts(question, about, rows);
  }

  int rows(Question question) throws IOException {
    return own.rows(question);
  }

  @Override
  public void close() throws IOException {
    judge.close();
    tables.close();
    allocator.close();
  }
}
