// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.run;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.benchmarks.harness.Contestant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What the command line asks for.
 *
 * @param suites empty for all
 * @param quick a look in less than two minutes a suite, with wider spreads
 * @param pace the fastest pass of a slot is for a machine with other work
 * @param only which subjects, as "e0[1-3]"
 * @param sizes rows of a batch, of the suites that have several; empty for the usual ones
 */
public record Options(
    List<String> suites,
    boolean quick,
    Contestant.Pace pace,
    Optional<Pattern> only,
    List<Integer> sizes,
    Optional<Path> markdown) {
  public static final Options ALL =
      new Options(
          List.of(), false, Contestant.Pace.MEAN, Optional.empty(), List.of(), Optional.empty());

  /** Throws {@link MillraceException} with SYNTAX. */
  public static Options parse(List<String> arguments) {
    List<String> suites = new ArrayList<>();
    boolean quick = false;
    Contestant.Pace pace = Contestant.Pace.MEAN;
    Optional<Pattern> only = Optional.empty();
    List<Integer> sizes = new ArrayList<>();
    Optional<Path> markdown = Optional.empty();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      switch (argument) {
        case "--quick" -> quick = true;
        case "--fastest" -> pace = Contestant.Pace.FASTEST;
        case "--only" -> only = Optional.of(pattern(value(arguments, ++i)));
        case "--markdown" -> markdown = Optional.of(Path.of(value(arguments, ++i)));
        case "--sizes" -> {
          for (String size : value(arguments, ++i).split(",")) {
            sizes.add(size(size));
          }
        }
        default -> {
          if (argument.startsWith("-")) {
            throw refusal(argument, "--quick, --fastest, --only, --sizes or --markdown");
          }
          suites.add(argument);
        }
      }
    }
    suites.removeIf("all"::equals);
    return new Options(List.copyOf(suites), quick, pace, only, List.copyOf(sizes), markdown);
  }

  private static Pattern pattern(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw refusal("--only " + text, "a regular expression");
    }
  }

  private static int size(String text) {
    if (!text.matches("[1-9][0-9]{0,5}")) {
      throw refusal("--sizes " + text, "numbers of rows up to 999999");
    }
    return Integer.parseInt(text);
  }

  private static String value(List<String> arguments, int i) {
    if (i == arguments.size()) {
      throw refusal("nothing behind " + arguments.get(i - 1), "its value");
    }
    return arguments.get(i);
  }

  public static MillraceException refusal(String found, String expected) {
    return new MillraceException(
        ErrorCode.SYNTAX, "Cannot run benchmarks: found " + found + ", expected " + expected);
  }

  /** Whether a subject is asked for. */
  public boolean wants(String subject) {
    return only.isEmpty() || only.get().matcher(subject).matches();
  }
}
