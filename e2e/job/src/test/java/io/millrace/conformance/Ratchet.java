// SPDX-License-Identifier: Apache-2.0
package io.millrace.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which cases of an area fail, as a line of {@code passed.txt}: the area, how many pass of all, and
 * the numbers of those that do not; {@code a-b} are all cases from one number to the other.
 */
record Ratchet(String area, int passed, int cases, List<String> failed) {
  private static final int LEAST_OF_A_RANGE = 3;

  static Ratchet parse(String line) {
    String[] words = line.split(" ");
    String[] counts = words[1].split("/");
    return new Ratchet(
        words[0],
        Integer.parseInt(counts[0]),
        Integer.parseInt(counts[1]),
        Arrays.asList(words).subList(2, words.length));
  }

  /**
   * @param numbers of all cases, in order
   * @param failures those that fail, in order
   */
  static Ratchet of(String area, List<String> numbers, List<String> failures) {
    List<String> ranges = new ArrayList<>();
    int at = 0;
    while (at < failures.size()) {
      int first = numbers.indexOf(failures.get(at));
      int length = 0;
      while (at + length < failures.size()
          && numbers.get(first + length).equals(failures.get(at + length))) {
        length++;
      }
      if (length < LEAST_OF_A_RANGE) {
        ranges.addAll(failures.subList(at, at + length));
      } else {
        ranges.add(failures.get(at) + "-" + failures.get(at + length - 1));
      }
      at += length;
    }
    return new Ratchet(area, numbers.size() - failures.size(), numbers.size(), ranges);
  }

  boolean fails(String number) {
    int wanted = Integer.parseInt(number);
    return failed.stream()
        .map(range -> range.split("-"))
        .anyMatch(
            ends ->
                Integer.parseInt(ends[0]) <= wanted
                    && wanted <= Integer.parseInt(ends[ends.length - 1]));
  }

  @Override
  public String toString() {
    return (area + " " + passed + "/" + cases + " " + String.join(" ", failed)).strip();
  }
}
