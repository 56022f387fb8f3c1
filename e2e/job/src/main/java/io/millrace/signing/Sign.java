// SPDX-License-Identifier: Apache-2.0
package io.millrace.signing;

import io.millrace.MillraceException;
import io.millrace.command.CommandLine;
import io.millrace.command.Lines;
import io.millrace.command.Outcome;
import io.millrace.json.Durations;
import io.millrace.json.RuleJson;
import io.millrace.rules.FunctionsByValue;
import io.millrace.trust.SignedBody;
import io.millrace.trust.SignedEnvelope;
import io.millrace.trust.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.annotation.Internal;

/** {@code ./millrace sign}: lines of rules to lines of signed envelopes. */
@Internal
public final class Sign {
  static final String HELP =
      """
      usage: ./millrace sign --key FILE [--key FILE] --audience NAME [--expires D] [RULES]

        RULES       a file with a rule a line, or - for standard input
        --key       a private key that ./millrace keys new made; several sign side by side
        --audience  the job that is to take them: its --audience
        --expires   how long they may be sent, as 12h or 30d (90d)

      A line that is signed already gets one more signature, and keeps its audience and date.
      """;

  private Sign() {}

  public static void main(String[] args) {
    System.exit(Outcome.of(() -> run(args, System.out::println, Clock.systemUTC())));
  }

  static int run(String[] args, Lines out, Clock clock) throws CommandLine.Refused, IOException {
    if (args.length == 1 && args[0].equals("--help")) {
      out.println(HELP.stripTrailing());
      return 0;
    }
    CommandLine line = CommandLine.parse(args, Set.of("--key", "--audience", "--expires"));
    List<SigningKey> keys = new ArrayList<>();
    for (String file : line.all("--key")) {
      keys.add(KeyFiles.read(Path.of(file)));
    }
    if (keys.isEmpty()) {
      throw new CommandLine.Refused(
          "Cannot use --key: found nothing, expected the file of a private key;"
              + " ./millrace keys new ID makes one");
    }
    String expires = line.one("--expires", "90d");
    Duration validity =
        Durations.parse(expires)
            .orElseThrow(
                () ->
                    new CommandLine.Refused(
                        "Cannot use --expires: found \"%s\", expected a duration like 12h or 30d"
                            .formatted(expires)));
    Instant now = clock.instant();
    List<String> signed = new ArrayList<>();
    int number = 0;
    for (String text : Lines.read(line.words())) {
      number++;
      try {
        signed.add(sign(text, line, now, now.plus(validity), keys).text());
      } catch (MillraceException e) {
        throw new CommandLine.Refused("Cannot sign rule %d: %s".formatted(number, e.getMessage()));
      }
    }
    // All or none: half of a file of rules is no file of rules.
    signed.forEach(out::println);
    return 0;
  }

  private static SignedEnvelope sign(
      String text, CommandLine line, Instant now, Instant end, List<SigningKey> keys)
      throws CommandLine.Refused {
    if (SignedEnvelope.isMeantBy(text)) {
      SignedEnvelope envelope = SignedEnvelope.parse(text);
      for (SigningKey key : keys) {
        envelope = envelope.signedAlsoBy(key);
      }
      return envelope;
    }
    String audience = line.required("--audience", "the name of the job that is to take the rules");
    int classLevel = FunctionsByValue.classLevel(RuleJson.parse(text).rule());
    SignedBody body = SignedBody.rule(audience, now, end, text).withClassLevel(classLevel);
    return SignedEnvelope.sign(body, keys.toArray(SigningKey[]::new));
  }
}
