// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import io.millrace.ErrorCode;
import io.millrace.conformance.Answers;
import io.millrace.conformance.ArrowTable;
import io.millrace.conformance.Likeness;
import io.millrace.expr.DataType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;

/** Whether an own answer is that of the judge, who is asked again where it takes single rows. */
final class Comparison {
  private static final String CLOSE = "1e-12";

  /** Of what is computed in single precision, or has lost digits since. */
  private static final String CLOSE_TO_SINGLE = "3e-7";

  private static final int ROWS_THAT_FAIL = 3;

  private final Judge judge;
  private final BufferAllocator allocator;

  /**
   * What came of it.
   *
   * @param difference null if there is none
   * @param exemption null if there is none
   * @param valued whether DataFusion has a value for some row
   */
  record Result(Difference difference, Exemption exemption, boolean valued) {
    static Result same(boolean valued) {
      return new Result(null, null, valued);
    }

    static Result exempt(Exemption exemption, boolean valued) {
      return new Result(null, exemption, valued);
    }

    static Result differs(Difference.Kind kind, Integer row, Object there, Object here) {
      return new Result(new Difference(kind, row, shortened(there), shortened(here)), null, true);
    }

    private static final int LONGEST = 300;

    private static String shortened(Object said) {
      String text = String.valueOf(said).replace("\n", " ");
      return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
  }

  Comparison(Judge judge, BufferAllocator allocator) {
    this.judge = judge;
    this.allocator = allocator;
  }

  /**
   * @param whole the judge's answer over the same rows
   * @param chosen the rows; null for all
   */
  Result of(Question question, OwnAnswer own, Verdict whole, List<Integer> chosen)
      throws IOException {
    if (whole.crashed()) {
      return Result.exempt(Exemption.CRASH, false);
    }
    if (own.defect() != null) {
      return Result.differs(Difference.Kind.DEFECT, null, head(whole), own.defect());
    }
    Result read = reading(own, whole);
    if (read != null) {
      boolean refused = own.encoded() != null && own.refusal() != null && whole.result() == null;
      return refused && whole.expr() != null ? Result.exempt(Exemption.ILL_TYPED, false) : read;
    }
    if (question.isOfManyRows() || question.table() == null) {
      return together(question, own, whole);
    }
    List<Integer> rows = chosen == null ? all(own) : chosen;
    if (whole.result() != null) {
      return own.refusal() == null
          ? values(question, own, whole, rows, chosen)
          : refused(own, whole);
    }
    return own.refusal() == null
        ? rowByRow(question, own, rows)
        : bothRefuse(question, own, chosen);
  }

  private static List<Integer> all(OwnAnswer own) {
    return own.rows() == null ? List.of() : IntStream.range(0, own.rows().size()).boxed().toList();
  }

  private Result refused(OwnAnswer own, Verdict whole) throws IOException {
    return own.refusal().code() == ErrorCode.LIMIT_EXCEEDED
        ? Result.exempt(Exemption.LIMIT, true)
        : Result.differs(Difference.Kind.REFUSED, null, head(whole), own.refusal().getMessage());
  }

  /** Null if the text is read alike, or by none of both. */
  private static Result reading(OwnAnswer own, Verdict whole) {
    if (whole.expr() == null) {
      return own.encoded() == null || own.refusal() != null
          ? null
          : Result.differs(Difference.Kind.READING, null, whole.error(), own.type());
    }
    if (own.encoded() == null) {
      return Result.differs(
          Difference.Kind.READING, null, whole.name(), own.refusal().getMessage());
    }
    if (!Arrays.equals(own.encoded(), whole.expr())) {
      return Result.differs(Difference.Kind.READING, null, whole.name(), own.name());
    }
    return own.name().equals(whole.name())
        ? null
        : Result.differs(Difference.Kind.NAME, null, whole.name(), own.name());
  }

  /** DataFusion may give a row something else in a batch with others than alone: either will do. */
  private Result values(
      Question question, OwnAnswer own, Verdict whole, List<Integer> rows, List<Integer> chosen)
      throws IOException {
    Result result = values(question, own, whole, rows);
    if (result.difference() == null || result.difference().kind() != Difference.Kind.VALUE) {
      return result;
    }
    Verdict again =
        chosen == null
            ? judge.ask(question, rows, Judge.Batches.APART)
            : judge.ask(question, null, Judge.Batches.ONE);
    if (again.result() == null) {
      return result;
    }
    ArrowTable table = ArrowTable.read(again.result(), allocator);
    int row = result.difference().row();
    Object there = table.rows().get(chosen == null ? rows.indexOf(row) : row).get(0);
    return likeness(question, own).holds(there, own.rows().get(row))
        ? Result.exempt(Exemption.ofBatch(question), true)
        : result;
  }

  /** Of a question whose answers are of all rows, or that has one row. */
  private Result together(Question question, OwnAnswer own, Verdict whole) throws IOException {
    if (whole.result() != null) {
      return own.refusal() == null ? values(question, own, whole, all(own)) : refused(own, whole);
    }
    if (own.refusal() != null || own.rows().stream().anyMatch(Answers.Failure.class::isInstance)) {
      return Result.same(false);
    }
    return Result.differs(Difference.Kind.ANSWERS, null, whole.error(), own.rows());
  }

  private static Likeness likeness(Question question, OwnAnswer own) {
    return question.isOfManyRows() || question.phrase().holds(Grammar.APPROXIMATE)
        ? Likeness.of(own.type().equals(DataType.FLOAT64) ? CLOSE : CLOSE_TO_SINGLE)
        : Likeness.EXACT;
  }

  private Result values(Question question, OwnAnswer own, Verdict whole, List<Integer> rows)
      throws IOException {
    ArrowTable table = ArrowTable.read(whole.result(), allocator);
    if (!table.types().get(0).equals(own.type())) {
      return Result.differs(Difference.Kind.TYPE, null, table.types().get(0), own.type());
    }
    if (table.rows().size() != rows.size()) {
      return Result.differs(
          Difference.Kind.VALUE, null, table.rows().size() + " rows", rows.size() + " rows");
    }
    Likeness likeness = likeness(question, own);
    boolean limited = false;
    for (int i = 0; i < rows.size(); i++) {
      Object there = table.rows().get(i).get(0);
      Object here = own.rows().get(rows.get(i));
      if (here instanceof Answers.Failure failure) {
        if (failure.code() != ErrorCode.LIMIT_EXCEEDED) {
          return Result.differs(Difference.Kind.FAILS, rows.get(i), there, failure);
        }
        limited = true;
      } else if (!likeness.holds(there, here)) {
        return Result.differs(Difference.Kind.VALUE, rows.get(i), there, here);
      }
    }
    return limited ? Result.exempt(Exemption.LIMIT, true) : Result.same(!rows.isEmpty());
  }

  /** Those rows must have values there that have some here, and those fail that fail. */
  private Result rowByRow(Question question, OwnAnswer own, List<Integer> rows) throws IOException {
    List<Integer> good = new ArrayList<>();
    List<Integer> bad = new ArrayList<>();
    for (int row : rows) {
      (own.rows().get(row) instanceof Answers.Failure ? bad : good).add(row);
    }
    if (!good.isEmpty()) {
      Verdict again = judge.ask(question, good, Judge.Batches.APART);
      if (again.crashed()) {
        return Result.exempt(Exemption.CRASH, false);
      }
      Result result =
          again.result() == null
              ? failing(question, own, good)
              : values(question, own, again, good, good);
      if (result.difference() != null || result.exemption() != null) {
        return result;
      }
    }
    for (int i = 0; i < Math.min(ROWS_THAT_FAIL, bad.size()); i++) {
      int row = bad.get(i * bad.size() / Math.min(ROWS_THAT_FAIL, bad.size()));
      Verdict alone = judge.ask(question, List.of(row), Judge.Batches.APART);
      if (alone.result() != null) {
        return values(question, own, alone, List.of(row));
      }
    }
    return bad.isEmpty() ? Result.exempt(Exemption.BATCH, true) : Result.same(!good.isEmpty());
  }

  /** One of these rows fails there. */
  private Result failing(Question question, OwnAnswer own, List<Integer> rows) throws IOException {
    for (int row : rows) {
      Verdict alone = judge.ask(question, List.of(row), Judge.Batches.APART);
      if (alone.crashed()) {
        return Result.exempt(Exemption.CRASH, false);
      }
      if (alone.result() == null) {
        return Result.differs(Difference.Kind.ANSWERS, row, alone.error(), own.rows().get(row));
      }
    }
    return Result.exempt(Exemption.BATCH, true);
  }

  /** The refusal there may be for some rows only. */
  private Result bothRefuse(Question question, OwnAnswer own, List<Integer> chosen)
      throws IOException {
    if (chosen != null || judge.ask(question, List.of(), Judge.Batches.APART).result() == null) {
      return Result.same(false);
    }
    for (int row = 0; row < ROWS_THAT_FAIL; row++) {
      Verdict alone = judge.ask(question, List.of(row), Judge.Batches.APART);
      if (alone.result() != null) {
        return own.refusal().code() == ErrorCode.LIMIT_EXCEEDED
            ? Result.exempt(Exemption.LIMIT, true)
            : Result.differs(Difference.Kind.REFUSED, row, head(alone), own.refusal().getMessage());
      }
    }
    return Result.same(false);
  }

  private String head(Verdict verdict) throws IOException {
    return verdict.result() == null
        ? verdict.error()
        : ArrowTable.read(verdict.result(), allocator).toString();
  }
}
