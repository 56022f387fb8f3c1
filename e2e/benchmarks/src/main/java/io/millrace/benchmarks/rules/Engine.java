// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.rules;

import io.millrace.benchmarks.workload.Event;
import io.millrace.benchmarks.workload.Rows;
import io.millrace.bind.Binder;
import io.millrace.bind.TypedExpr;
import io.millrace.column.Block;
import io.millrace.column.BoolBlock;
import io.millrace.column.RowBatch;
import io.millrace.column.RowErrors;
import io.millrace.compile.Program;
import io.millrace.compile.Scratch;
import io.millrace.expr.Schema;
import io.millrace.record.RowProgram;
import io.millrace.record.RowPrograms;
import io.millrace.row.RowInput;
import io.millrace.sql.SqlParser;
import io.millrace.wire.ExprCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Our engine: the one place of this suite that calls it. */
final class Engine {
  static final String ONE = "millrace, one program";
  static final String MANY = "millrace, 256 programs";
  static final String ROWS = "millrace, 256 programs by row";

  private static final Schema SCHEMA = Rows.schema();

  private Engine() {}

  private static TypedExpr bind(String sql) {
    ExprCodec codec = ExprCodec.create();
    byte[] bytes = codec.encode(SqlParser.over(SCHEMA).parse(sql));
    return Binder.over(SCHEMA).bind(codec.decode(bytes));
  }

  /** A program of its own for each expression, over the same rows, as operators keep rules. */
  static List<RowProgram<Event>> programs(RowPrograms<Event> rows, List<String> sql) {
    List<RowProgram<Event>> programs = new ArrayList<>();
    for (String each : sql) {
      programs.add(rows.compile(List.of(bind(each))));
    }
    return programs;
  }

  static RowPrograms<Event> rows() {
    return new RowPrograms<>(RowInput.ofObjects(Event.class, SCHEMA));
  }

  static Matcher together(List<Rule> rules, Event[] events) {
    List<TypedExpr> bound = rules.stream().map(rule -> bind(rule.sql())).toList();
    Program program = Program.compile(bound, Block.CAPACITY);
    return new BlockMatcher(ONE, List.of(program), rules.size(), events);
  }

  static Matcher apart(List<Rule> rules, Event[] events) {
    Scratch scratch = new Scratch(Block.CAPACITY);
    List<Program> programs = new ArrayList<>();
    for (Rule rule : rules) {
      programs.add(Program.compile(List.of(bind(rule.sql())), scratch));
    }
    return new BlockMatcher(MANY, programs, rules.size(), events);
  }

  static Matcher byRow(List<Rule> rules, Event[] events) {
    RowPrograms<Event> rows = rows();
    List<RowProgram<Event>> programs = programs(rows, rules.stream().map(Rule::sql).toList());
    return new Matcher(ROWS, rules.size()) {
      @Override
      int match(long[] counts) {
        for (Event event : events) {
          rows.move(event);
          for (int i = 0; i < counts.length; i++) {
            if (programs.get(i).isTrue(0)) {
              counts[i]++;
            }
          }
        }
        return events.length;
      }
    };
  }

  /** Gathers rows into blocks, which is part of the work, and counts in the result's masks. */
  private static final class BlockMatcher extends Matcher {
    private final List<Program> programs;
    private final Event[] events;
    private final RowBatch batch;
    private final RowErrors[] errors;

    BlockMatcher(String name, List<Program> programs, int rules, Event[] events) {
      super(name, rules);
      this.programs = programs;
      this.events = events;
      batch =
          new RowBatch(
              SCHEMA.fields().stream().map(field -> field.type()).toList(), Block.CAPACITY);
      errors = new RowErrors[rules];
      for (int i = 0; i < rules; i++) {
        errors[i] = new RowErrors();
      }
    }

    @Override
    public String tier() {
      return programs.get(0).tier().name().toLowerCase(Locale.ROOT);
    }

    @Override
    int match(long[] counts) {
      for (int from = 0; from < events.length; from += Block.CAPACITY) {
        gather(from, Math.min(events.length, from + Block.CAPACITY));
        int rule = 0;
        for (Program program : programs) {
          for (Block block : program.evaluate(batch, errors)) {
            counts[rule++] += trues((BoolBlock) block, batch.rows());
          }
        }
      }
      return events.length;
    }

    private void gather(int from, int to) {
      batch.clear();
      for (int i = from; i < to; i++) {
        Event event = events[i];
        batch.addRow();
        batch.setLong(0, event.a);
        batch.setDouble(2, event.x);
        if (event.y != null) {
          batch.setDouble(3, event.y);
        }
      }
    }

    private static long trues(BoolBlock block, int rows) {
      long count = 0;
      if (!block.mayHaveNulls()) {
        for (int i = 0; i < rows; i++) {
          count -= block.values[i];
        }
        return count;
      }
      long[] valid = block.validWords();
      for (int i = 0; i < rows; i++) {
        count -= block.values[i] & (int) -(valid[i >>> 6] >>> i & 1);
      }
      return count;
    }

    @Override
    public void close() {
      programs.forEach(Program::close);
    }
  }
}
