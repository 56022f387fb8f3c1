// SPDX-License-Identifier: Apache-2.0
package io.millrace.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.annotation.Internal;

/** Options, each with a value, flags without one, and the words between them. */
@Internal
public record CommandLine(Map<String, List<String>> options, List<String> words) {
  /** A command that can not be done: one line that says what to do instead. */
  public static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    public Refused(String message) {
      super(message);
    }
  }

  public static CommandLine parse(String[] args, Set<String> known) throws Refused {
    return parse(args, known, Set.of());
  }

  public static CommandLine parse(String[] args, Set<String> known, Set<String> flags)
      throws Refused {
    Map<String, List<String>> options = new LinkedHashMap<>();
    List<String> words = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      if (!args[i].startsWith("--")) {
        words.add(args[i]);
      } else if (flags.contains(args[i])) {
        options.put(args[i], List.of());
      } else if (!known.contains(args[i])) {
        throw new Refused(
            "Cannot use %s: found the unknown option, expected one of %s"
                .formatted(args[i], known.stream().sorted().toList()));
      } else if (i + 1 == args.length) {
        throw new Refused(
            "Cannot use %s: found nothing behind it, expected a value".formatted(args[i]));
      } else {
        options.computeIfAbsent(args[i], each -> new ArrayList<>()).add(args[++i]);
      }
    }
    return new CommandLine(options, words);
  }

  public boolean has(String flag) {
    return options.containsKey(flag);
  }

  public List<String> all(String option) {
    return options.getOrDefault(option, List.of());
  }

  public String one(String option, String absent) throws Refused {
    List<String> given = all(option);
    if (given.size() > 1) {
      throw new Refused("Cannot use %s: found it twice, expected it once".formatted(option));
    }
    return given.isEmpty() ? absent : given.get(0);
  }

  public String required(String option, String meaning) throws Refused {
    String given = one(option, null);
    if (given == null) {
      throw new Refused("Cannot use %s: found nothing, expected %s".formatted(option, meaning));
    }
    return given;
  }
}
