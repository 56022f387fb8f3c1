// SPDX-License-Identifier: Apache-2.0
package io.millrace.job;

import io.millrace.function.Closest;
import io.millrace.rules.EventTime;
import io.millrace.rules.StartUp;
import io.millrace.sql.Dialect;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the command line asks for: the value of each {@link Option}. */
final class Options {
  static final String HELP =
      Stream.of(Option.values())
          .map(Option::help)
          .collect(
              Collectors.joining(
                  "\n",
                  "Evaluates rules over events. Options:\n",
                  "\nDurations: 250ms, 30s, 1h30m, 7d.\n"));

  private final Map<Option, Object> values = new EnumMap<>(Option.class);

  private Options() {}

  /** Each option at most once. */
  static Options parse(String... words) throws BadOption {
    Map<Option, String> given = new EnumMap<>(Option.class);
    for (int i = 0; i < words.length; i++) {
      Option option = option(words[i]);
      if (!option.isFlag() && i + 1 == words.length) {
        throw new BadOption(option, "nothing behind it", "a value");
      }
      String value = option.isFlag() ? "" : words[++i];
      if (given.putIfAbsent(option, value) != null) {
        throw new BadOption(option, "it twice", "it once");
      }
    }
    Options options = new Options();
    for (Option option : Option.values()) {
      options.values.put(option, option.read(given.get(option)));
    }
    return options;
  }

  private static Option option(String word) throws BadOption {
    for (Option option : Option.values()) {
      if (word.equals("--" + option.word())) {
        return option;
      }
    }
    List<String> known = Stream.of(Option.values()).map(Option::word).toList();
    String name = word.replaceFirst("^-+", "");
    String hint = Closest.to(name, known).map(each -> " (did you mean --" + each + "?)").orElse("");
    throw new BadOption(
        name,
        "the unknown option \"" + word + "\"" + hint,
        "one of --" + String.join(", --", known));
  }

  /** Whether it has a value, or is there where it takes none. */
  boolean isGiven(Option option) {
    return values.get(option) != null;
  }

  /** Null if it has no value. */
  String text(Option option) {
    return (String) values.get(option);
  }

  /** Null if it has no value. */
  Duration duration(Option option) {
    return (Duration) values.get(option);
  }

  EventTime time(Option option) {
    return (EventTime) values.get(option);
  }

  StartUp startUp(Option option) {
    return (StartUp) values.get(option);
  }

  Dialect dialect(Option option) {
    return (Dialect) values.get(option);
  }

  /** 0 if it has no value. */
  int count(Option option) {
    return values.get(option) instanceof Integer count ? count : 0;
  }
}
