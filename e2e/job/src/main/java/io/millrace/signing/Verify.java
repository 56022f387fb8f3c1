// SPDX-License-Identifier: Apache-2.0
package io.millrace.signing;

import io.millrace.MillraceException;
import io.millrace.command.CommandLine;
import io.millrace.command.Lines;
import io.millrace.command.Outcome;
import io.millrace.trust.Admission;
import io.millrace.trust.KeySet;
import io.millrace.trust.SignedBody;
import io.millrace.trust.SignedEnvelope;
import io.millrace.trust.TrustPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import org.apache.flink.annotation.Internal;

/** {@code ./millrace verify}: what a job with that key set says of signed lines now. */
@Internal
public final class Verify {
  static final String HELP =
      """
      usage: ./millrace verify [--keys FILE] --audience NAME [LINES]

        LINES       a file with a signed rule a line, or - for standard input
        --keys      the key set of the job (keys.json)
        --audience  the job's --audience

      One line for each: OK, or the code of its refusal. Ends with 1 if any is refused.
      """;

  private Verify() {}

  public static void main(String[] args) {
    System.exit(Outcome.of(() -> run(args, System.out::println, Clock.systemUTC())));
  }

  static int run(String[] args, Lines out, Clock clock) throws CommandLine.Refused, IOException {
    if (args.length == 1 && args[0].equals("--help")) {
      out.println(HELP.stripTrailing());
      return 0;
    }
    CommandLine line = CommandLine.parse(args, Set.of("--keys", "--audience"));
    KeySet keys = KeyFiles.readSet(Path.of(line.one("--keys", "keys.json")));
    TrustPolicy policy =
        TrustPolicy.signedBy(keys, line.required("--audience", "the name of the receiving job"));
    int refused = 0;
    for (String text : Lines.read(line.words())) {
      try {
        Admission admission = policy.admit(SignedEnvelope.parse(text), clock.instant());
        SignedBody body = admission.body().orElseThrow();
        out.println(
            "OK %s revision %d, signed by %s, to be sent until %s"
                .formatted(
                    body.rule(),
                    body.revision(),
                    String.join(", ", admission.signers()),
                    body.notAfter()));
      } catch (MillraceException e) {
        refused++;
        out.println(e.code() + ": " + e.getMessage());
      }
    }
    return refused == 0 ? 0 : 1;
  }
}
