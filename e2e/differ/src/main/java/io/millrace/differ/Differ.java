// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import io.millrace.conformance.InputTables;
import io.millrace.memory.ArrowMemory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.flink.annotation.Internal;

/**
 * {@code ./millrace differ [N] [--seed S]}: asks DataFusion and this library N random questions and
 * prints each difference at its smallest.
 */
@Internal
public final class Differ {
  private static final String HELP =
      """
      usage: ./millrace differ [N] [--seed S] [--exempt]

        N random expressions, 5000 unless said otherwise, to DataFusion and to Millrace; with the
        same seed the same are asked again. Where answers differ, the smallest expression and row
        that still do are printed as a line for e2e/differ/src/test/resources/regressions.tsv; the
        exit code is 1. So it is where a reason for differences holds for more than it may.
        --exempt prints those that have a reason, too.\
      """;

  private static final long MEMORY = 256L << 20;
  private static final int BATCH = 32;
  private static final int MOST_DIFFERENT = 200;
  private static final int SHOWN_EVERY = 1000;

  private final Asking asking;
  private final Generator generator;
  private final PrintStream out;
  private final Shown shown;

  /** Which findings are printed. */
  enum Shown {
    DIFFERENT,
    EXEMPT_TOO
  }

  Differ(Asking asking, Generator generator, PrintStream out, Shown shown) {
    this.asking = asking;
    this.generator = generator;
    this.out = out;
    this.shown = shown;
  }

  public static void main(String[] args) throws IOException {
    int count = 5000;
    Shown shown = Shown.DIFFERENT;
    long seed = System.nanoTime() & Integer.MAX_VALUE;
    try {
      for (int i = 0; i < args.length; i++) {
        switch (args[i]) {
          case "--help" -> {
            System.out.println(HELP);
            return;
          }
          case "--exempt" -> shown = Shown.EXEMPT_TOO;
          case "--seed" -> seed = Long.parseLong(args[++i]);
          default -> count = Integer.parseInt(args[i]);
        }
      }
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException wrong) {
      System.err.println("Cannot run differ " + String.join(" ", args) + "\n" + HELP);
      System.exit(2);
    }
    Path root = Path.of(System.getProperty("millrace.root"));
    Optional<Path> python = Python.withDataFusion(root);
    if (python.isEmpty()) {
      System.err.println("Cannot run differ: no Python that makes virtual environments");
      System.exit(2);
    }
    try (Asking asking = new Asking(root, python.get())) {
      Generator generator = generator(root, Grammar.read(Evaluated::orNoFunction), seed);
      System.out.println("seed " + seed);
      Tally tally = new Differ(asking, generator, System.out, shown).run(count);
      System.out.println(tally);
      System.exit(tally.different() == 0 && tally.exceeded().isEmpty() ? 0 : 1);
    }
  }

  static Generator generator(Path root, Grammar grammar, long seed) throws IOException {
    try (BufferAllocator allocator = ArrowMemory.newAllocator("inputs", MEMORY);
        InputTables tables = new InputTables(Inputs.below(root), allocator)) {
      Map<String, TableSorts> sorts = Inputs.sorts(tables, grammar);
      return new Generator(grammar, sorts, seed);
    }
  }

  Tally run(int count) throws IOException {
    Tally tally = new Tally();
    for (int start = 0; start < count; start += BATCH) {
      List<Question> questions =
          LongStream.range(start, Math.min(count, start + BATCH))
              .mapToObj(generator::question)
              .toList();
      List<Compared> results = asking.ask(questions);
      for (int i = 0; i < questions.size(); i++) {
        add(questions.get(i), results.get(i), tally);
      }
      if (tally.asked() / SHOWN_EVERY > start / SHOWN_EVERY) {
        out.println(tally.asked() + " asked, " + tally.different() + " differ");
      }
    }
    return tally;
  }

  private void add(Question question, Compared compared, Tally tally) throws IOException {
    if (shown == Shown.EXEMPT_TOO) {
      compared.exemptions().forEach(each -> out.println(each + " " + question));
    }
    Finding finding = null;
    Set<Exemption> exemptions = EnumSet.noneOf(Exemption.class);
    exemptions.addAll(compared.exemptions());
    if (!compared.differences().isEmpty() && tally.different() < MOST_DIFFERENT) {
      Inspection inspection = Inspection.of(asking, generator, question, compared.differences());
      exemptions.addAll(inspection.exemptions());
      finding = inspection.finding();
      if (shown == Shown.EXEMPT_TOO) {
        inspection.exempt().forEach(each -> out.println("exempt " + each));
      }
    }
    tally.add(question, compared.isValued(), exemptions);
    if (finding != null && tally.add(finding)) {
      out.println(finding);
    }
  }
}
