// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import io.millrace.ErrorCode;
import io.millrace.conformance.Answers;
import io.millrace.conformance.ArrowTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;

/** Whether own answers are those of the judge, who is asked again where it takes single rows. */
final class Comparison {
  private static final int ROWS_THAT_FAIL = 8;

  /** A new process for each takes its time. */
  private static final int MOST_CRASHES = 3;

  private final Judge judge;
  private final Own own;
  private final BufferAllocator allocator;

  Comparison(Judge judge, Own own, BufferAllocator allocator) {
    this.judge = judge;
    this.own = own;
    this.allocator = allocator;
  }

  /**
   * @param there the judge's answer over the same rows
   * @param chosen the rows; null for all
   */
  Compared of(Question question, OwnAnswer here, Verdict there, List<Integer> chosen)
      throws IOException {
    Compared compared = new Compared();
    if (here.defect() != null) {
      compared.differs(Difference.Kind.DEFECT, null, head(there), here.defect());
    } else if (there.crashed() && there.expr() == null) {
      compared.exempt(Exemption.CRASH);
    } else if (isReadAlike(question, here, there, compared)) {
      answers(question, here, there, chosen, compared);
    }
    return compared;
  }

  private void answers(
      Question question, OwnAnswer here, Verdict there, List<Integer> chosen, Compared compared)
      throws IOException {
    boolean together = question.isOfManyRows() || question.table() == null;
    if (there.result() != null) {
      if (here.refusal() != null) {
        refused(here, head(there), null, compared);
      } else {
        List<Integer> rows = together || chosen == null ? all(here) : chosen;
        values(question, here, there, rows, compared);
        if (chosen == null && !together) {
          firstFormats(question, here, compared);
        }
      }
    } else if (together) {
      if (there.crashed()) {
        compared.exempt(Exemption.CRASH);
      } else if (here.refusal() == null
          && here.rows().stream().noneMatch(Answers.Failure.class::isInstance)) {
        compared.differs(Difference.Kind.ANSWERS, null, there.error(), here.rows());
      }
    } else if (here.refusal() == null) {
      rowByRow(question, here, there, chosen == null ? all(here) : chosen, compared);
    } else if (chosen == null) {
      bothRefuse(question, here, compared);
    }
  }

  private static List<Integer> all(OwnAnswer own) {
    return own.rows() == null ? List.of() : IntStream.range(0, own.rows().size()).boxed().toList();
  }

  private static void refused(OwnAnswer here, Object there, Integer row, Compared compared) {
    if (here.refusal().code() == ErrorCode.LIMIT_EXCEEDED) {
      compared.exempt(Exemption.LIMIT);
    } else {
      compared.differs(Difference.Kind.REFUSED, row, there, here.refusal().getMessage());
    }
  }

  /** Or by none of both. */
  private boolean isReadAlike(Question question, OwnAnswer here, Verdict there, Compared compared)
      throws IOException {
    if (there.expr() == null) {
      if (here.encoded() != null && here.refusal() == null) {
        compared.differs(Difference.Kind.READING, null, there.error(), here.type());
      }
      return false;
    }
    if (here.encoded() == null) {
      compared.differs(Difference.Kind.READING, null, there.name(), here.refusal().getMessage());
    } else if (!Arrays.equals(here.encoded(), there.expr())) {
      boolean bothRefuse =
          here.refusal() != null
              && here.refusal().code() == ErrorCode.TYPE_MISMATCH
              && there.result() == null;
      if (bothRefuse && Exemption.ILL_TYPED.isOf(own.parts(question, null, null))) {
        compared.exempt(Exemption.ILL_TYPED);
      } else {
        compared.differs(Difference.Kind.READING, null, there.name(), here.name());
      }
    } else if (here.refusal() == null
        && !Arrays.equals(here.encoded(), judge.read(question, here.printed()))) {
      compared.differs(Difference.Kind.PRINTED, null, there.name(), here.printed());
    } else if (!here.name().equals(there.name())) {
      compared.differs(Difference.Kind.NAME, null, there.name(), here.name());
    } else {
      return true;
    }
    return false;
  }

  /** Of rows that the judge was asked for. */
  private void values(
      Question question, OwnAnswer here, Verdict there, List<Integer> rows, Compared compared)
      throws IOException {
    ArrowTable table = ArrowTable.read(there.result(), allocator);
    if (!table.types().get(0).equals(here.type())) {
      compared.differs(Difference.Kind.TYPE, null, table.types().get(0), here.type());
      return;
    }
    Map<String, String> metadata = table.fields().get(0).metadata();
    if (here.metadata() != null && !metadata.equals(here.metadata())) {
      compared.differs(Difference.Kind.METADATA, null, metadata, here.metadata());
      return;
    }
    if (table.rows().size() != rows.size()) {
      boolean fails = here.rows().stream().anyMatch(Answers.Failure.class::isInstance);
      compared.differs(
          fails ? Difference.Kind.FAILS : Difference.Kind.VALUE, null, table, here.rows());
      return;
    }
    Tolerance tolerance = Tolerance.of(question, here);
    for (int i = 0; i < rows.size(); i++) {
      compared.valued();
      Object value = table.rows().get(i).get(0);
      Object own = here.rows().get(rows.get(i));
      if (own instanceof Answers.Failure failure) {
        if (failure.code() == ErrorCode.LIMIT_EXCEEDED) {
          compared.exempt(Exemption.LIMIT);
        } else {
          compared.differs(Difference.Kind.FAILS, rows.get(i), value, failure);
        }
      } else if (!tolerance.holds(value, own)) {
        compared.differs(Difference.Kind.VALUE, rows.get(i), value, own);
      }
    }
  }

  /** Rows for which the judge says the same alone, by a format of their own. */
  private void firstFormats(Question question, OwnAnswer here, Compared compared)
      throws IOException {
    List<Integer> rows = compared.rows(Difference.Kind.VALUE);
    if (rows.isEmpty() || !Exemption.FIRST_FORMAT.isOf(own.parts(question, null, null))) {
      return;
    }
    Verdict apart = judge.ask(question, rows, Judge.Batches.APART);
    if (apart.result() != null) {
      ArrowTable table = ArrowTable.read(apart.result(), allocator);
      Tolerance tolerance = Tolerance.of(question, here);
      for (int i = 0; i < rows.size(); i++) {
        if (tolerance.holds(table.rows().get(i).get(0), here.rows().get(rows.get(i)))) {
          compared.exempt(Exemption.FIRST_FORMAT, rows.get(i));
        }
      }
    }
  }

  /** Those rows must have values there that have some here, and those fail that fail. */
  private void rowByRow(
      Question question, OwnAnswer here, Verdict whole, List<Integer> rows, Compared compared)
      throws IOException {
    List<Integer> good = new ArrayList<>();
    List<Integer> bad = new ArrayList<>();
    for (int row : rows) {
      (here.rows().get(row) instanceof Answers.Failure ? bad : good).add(row);
    }
    Verdict apart = good.isEmpty() ? null : judge.ask(question, good, Judge.Batches.APART);
    if (apart != null && apart.result() != null) {
      values(question, here, apart, good, compared);
    } else {
      alone(question, here, good, compared);
    }
    boolean answered = compared.isSame();
    if (!bad.isEmpty() && judge.ask(question, List.of(), Judge.Batches.APART).result() != null) {
      alone(question, here, some(bad, question), compared);
    } else if (bad.isEmpty() && answered) {
      if (whole.crashed()) {
        compared.exempt(Exemption.CRASH);
      } else if (Exemption.BATCH.isOf(own.parts(question, null, null))) {
        compared.exempt(Exemption.BATCH);
      } else {
        compared.differs(Difference.Kind.ANSWERS, null, whole.error(), "each row alone, too");
      }
    }
  }

  /** Each in a question of its own. */
  private void alone(Question question, OwnAnswer here, List<Integer> rows, Compared compared)
      throws IOException {
    int crashes = 0;
    for (int row : rows) {
      Verdict alone = judge.ask(question, List.of(row), Judge.Batches.APART);
      if (alone.result() != null) {
        values(question, here, alone, List.of(row), compared);
      } else if (alone.crashed()) {
        compared.exempt(Exemption.CRASH);
        if (++crashes == MOST_CRASHES) {
          return;
        }
      } else if (!(here.rows().get(row) instanceof Answers.Failure)) {
        compared.differs(Difference.Kind.ANSWERS, row, alone.error(), here.rows().get(row));
      }
    }
  }

  private static List<Integer> some(List<Integer> rows, Question question) {
    List<Integer> some = new ArrayList<>(rows);
    Collections.shuffle(some, new Random(question.toString().hashCode()));
    return some.subList(0, Math.min(ROWS_THAT_FAIL, some.size()));
  }

  /** The refusal there may be for some rows only. */
  private void bothRefuse(Question question, OwnAnswer here, Compared compared) throws IOException {
    if (judge.ask(question, List.of(), Judge.Batches.APART).result() == null) {
      return;
    }
    List<Integer> rows = IntStream.range(0, own.rows(question)).boxed().toList();
    for (int row : some(rows, question)) {
      Verdict alone = judge.ask(question, List.of(row), Judge.Batches.APART);
      if (alone.result() != null) {
        refused(here, head(alone), row, compared);
      }
    }
  }

  private String head(Verdict verdict) throws IOException {
    return verdict.result() == null
        ? verdict.error()
        : ArrowTable.read(verdict.result(), allocator).toString();
  }
}
