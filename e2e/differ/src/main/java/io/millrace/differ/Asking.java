// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import io.millrace.conformance.InputTables;
import io.millrace.memory.ArrowMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    judge.send(question, rows);
    OwnAnswer answer = own.answer(question, rows);
    return comparison.of(question, answer, judge.next(), rows);
  }

  /** Over all rows, both sides at once as far as that goes. */
  List<Comparison.Result> ask(List<Question> questions) throws IOException {
    for (Question question : questions) {
      judge.send(question, null);
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
