// SPDX-License-Identifier: Apache-2.0
package io.millrace.eval;

import io.millrace.MillraceException;
import io.millrace.command.CommandLine;
import io.millrace.command.Lines;
import io.millrace.command.Outcome;
import java.io.IOException;
import org.apache.flink.annotation.Internal;

/** {@code ./millrace explain}: how an expression is evaluated. */
@Internal
public final class Explain {
  static final String HELP =
      """
      usage: ./millrace explain SQL [OPTIONS]

        SQL             one expression
      """
          + Source.HELP
          + """

          Prints its type, the columns that it reads, the casts that are inserted, what is computed
          once, and the steps of its program. Ends with 0; with 1 for an expression that is refused;
          with 2 for a command that can not be done.
          """;

  private Explain() {}

  public static void main(String[] args) {
    System.exit(Outcome.of(() -> run(args, System.out::println, System.err::println)));
  }

  static int run(String[] args, Lines out, Lines err) throws CommandLine.Refused, IOException {
    if (args.length == 0 || args[0].equals("--help")) {
      out.println(HELP.stripTrailing());
      return args.length == 0 ? 2 : 0;
    }
    CommandLine line = CommandLine.parse(args, Source.OPTIONS);
    if (line.words().size() != 1) {
      throw new CommandLine.Refused(
          "Cannot explain: found %d expressions, expected one SQL text"
              .formatted(line.words().size()));
    }
    Source source = Source.of(line);
    try {
      Explanation.of(source, Query.of(line.words(), source)).forEach(out::println);
      return 0;
    } catch (MillraceException refused) {
      err.println(refused.code() + ": " + refused.getMessage());
      return 1;
    }
  }
}
