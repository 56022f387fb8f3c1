// SPDX-License-Identifier: Apache-2.0
package io.millrace.eval;

import io.millrace.MillraceException;
import io.millrace.command.CommandLine;
import io.millrace.command.Lines;
import io.millrace.command.Outcome;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.annotation.Internal;

/** {@code ./millrace eval}: what expressions give, as a table. */
@Internal
public final class Eval {
  static final String HELP =
      """
      usage: ./millrace eval SQL... [OPTIONS]

        SQL             expressions, a column each; aggregates give one row, those with OVER
                        one for each. Without an input there is one row, without columns; with
                        a schema only, no row at all
      """
          + Source.HELP
          + """
            --limit N       rows that are shown, 0 for all (40); the first thousand say how wide
                            the columns of a table are
            --json          an object a line instead of a table

          Columns may be qualified as those of a table t. A value that could not be had is shown as
          its error. Ends with 0; with 1 for an expression that is refused and for rows without an
          answer; with 2 for a command that can not be done.
          """;

  private static final Set<String> FLAGS = Set.of("--json");

  private Eval() {}

  public static void main(String[] args) {
    System.exit(Outcome.of(() -> run(args, System.out::println, System.err::println)));
  }

  static int run(String[] args, Lines out, Lines err) throws CommandLine.Refused, IOException {
    if (args.length == 0 || args[0].equals("--help")) {
      out.println(HELP.stripTrailing());
      return args.length == 0 ? 2 : 0;
    }
    Set<String> options = new HashSet<>(Source.OPTIONS);
    options.add("--limit");
    CommandLine line = CommandLine.parse(args, options, FLAGS);
    if (line.words().isEmpty()) {
      throw new CommandLine.Refused("Cannot evaluate: found no expression, expected SQL text");
    }
    long limit = limit(line.one("--limit", "40"));
    Source source = Source.of(line);
    Query query;
    try {
      query = Query.of(line.words(), source);
    } catch (MillraceException refused) {
      err.println(refused.code() + ": " + refused.getMessage());
      return 1;
    }
    Sheet sheet =
        line.has("--json")
            ? new JsonSheet(query.columns(), out)
            : new TextTable(query.columns(), out);
    Evaluation evaluation = new Evaluation(query, sheet, limit);
    evaluation.run(source);
    sheet.end().forEach(out::println);
    if (evaluation.isCut()) {
      err.println("more than %d rows; --limit 0 shows all".formatted(limit));
    }
    if (evaluation.failed() > 0) {
      err.println(
          "%d %s without an answer%s, the first: %s"
              .formatted(
                  evaluation.failed(),
                  evaluation.failed() == 1 ? "row" : "rows",
                  query.kind() == Query.Kind.ROW ? "" : ", left out",
                  evaluation.firstFailure()));
      return 1;
    }
    return 0;
  }

  private static long limit(String text) throws CommandLine.Refused {
    if (!text.matches("[0-9]{1,9}")) {
      throw new CommandLine.Refused(
          "Cannot use --limit: found \"%s\", expected a whole number".formatted(text));
    }
    long limit = Long.parseLong(text);
    return limit == 0 ? Long.MAX_VALUE : limit;
  }
}
