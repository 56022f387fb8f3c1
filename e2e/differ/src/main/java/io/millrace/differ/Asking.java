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
    comparison = new Comparison(judge, allocator);
  }

  /** Over chosen rows, or all if they are null. */
  Comparison.Result ask(Question question, List<Integer> rows) throws IOException {
    Judge.Batches batches = question.isOfManyRows() ? Judge.Batches.ONE : Judge.Batches.APART;
    judge.send(question, rows, batches);
    OwnAnswer answer = own.answer(question, rows);
    return comparison.of(question, answer, judge.next(), rows);
  }

  /** Over all rows, both sides at once as far as that goes. */
  List<Comparison.Result> ask(List<Question> questions) throws IOException {
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
    List<Comparison.Result> results = new ArrayList<>();
    for (int i = 0; i < questions.size(); i++) {
      results.add(comparison.of(questions.get(i), answers.get(i), verdicts.get(i), null));
    }
    return results;
  }

  /** What the columns of a question are in the first of some rows, and which parts are NaN. */
  String columns(Question question, List<Integer> rows) throws IOException {
    if (question.table() == null || rows == null) {
      return "";
    }
    InputTable table = tables.get(question.table());
    List<String> columns = new ArrayList<>();
    for (Phrase part : question.phrase().all()) {
      if (part.parts().isEmpty() && table.schema().indexOf(part.sql()).isPresent()) {
        columns.add(part.sql() + " = " + value(table, part.sql(), rows.get(0)));
      } else if (isNaN(question.with(part), rows.get(0))) {
        columns.add(part.sql() + " = NaN");
      }
    }
    return columns.stream().distinct().collect(Collectors.joining(", "));
  }

  private boolean isNaN(Question part, int row) throws IOException {
    List<Object> values = part.isOfManyRows() ? null : own.answer(part, null).rows();
    return values != null && values.get(row) instanceof Double number && number.isNaN();
  }

  private static Object value(InputTable table, String column, int row) {
    return table.values(table.schema().indexOf(column).getAsInt(), List.of())[row];
  }

  int rows(Question question) throws IOException {
    return tables.get(question.table()).rows();
  }

  @Override
  public void close() throws IOException {
    judge.close();
    tables.close();
    allocator.close();
  }
}
