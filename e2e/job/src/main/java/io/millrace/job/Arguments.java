// SPDX-License-Identifier: Apache-2.0
package io.millrace.job;

import io.millrace.function.Closest;
import io.millrace.json.Durations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The words of a command line by option, each option at most once. */
final class Arguments {
  private final Map<String, String> values = new LinkedHashMap<>();

  private Arguments() {}

  static Arguments of(String[] words, List<String> known) throws BadOption {
    Arguments arguments = new Arguments();
    for (int i = 0; i < words.length; i += 2) {
      String option = words[i];
      if (!option.startsWith("--") || !known.contains(option.substring(2))) {
        throw unknown(option, known);
      }
      String name = option.substring(2);
      if (i + 1 == words.length) {
        throw new BadOption(name, "nothing behind it", "a value");
      }
      if (arguments.values.putIfAbsent(name, words[i + 1]) != null) {
        throw new BadOption(name, "it twice", "it once");
      }
    }
    return arguments;
  }

  private static BadOption unknown(String option, List<String> known) {
    String name = option.replaceFirst("^-+", "");
    String hint = Closest.to(name, known).map(each -> " (did you mean --" + each + "?)").orElse("");
    return new BadOption(
        name,
        "the unknown option \"" + option + "\"" + hint,
        "one of --" + String.join(", --", known));
  }

  String text(String option, String otherwise) {
    return values.getOrDefault(option, otherwise);
  }

  String required(String option) throws BadOption {
    String value = values.get(option);
    if (value == null) {
      throw new BadOption(option, "nothing", "a value: the option is required");
    }
    return value;
  }

  Duration duration(String option, Duration otherwise) throws BadOption {
    String value = values.get(option);
    if (value == null) {
      return otherwise;
    }
    return Durations.parse(value)
        .orElseThrow(
            () ->
                new BadOption(
                    option,
                    "\"" + value + "\"",
                    "a sum of numbers and units, such as 250ms, 30s, 1h30m or 7d"));
  }

  int count(String option, int otherwise) throws BadOption {
    String value = values.get(option);
    if (value == null) {
      return otherwise;
    }
    if (!value.matches("\\d{1,9}") || Integer.parseInt(value) == 0) {
      throw new BadOption(option, "\"" + value + "\"", "a whole number from 1");
    }
    return Integer.parseInt(value);
  }

  String oneOf(String option, String otherwise, List<String> choices) throws BadOption {
    String value = values.getOrDefault(option, otherwise);
    if (!choices.contains(value)) {
      throw new BadOption(option, "\"" + value + "\"", String.join(" or ", choices));
    }
    return value;
  }
}
