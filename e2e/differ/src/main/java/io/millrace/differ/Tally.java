// SPDX-License-Identifier: Apache-2.0
package io.millrace.differ;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What came of many questions. */
final class Tally {
  private static final Pattern CALL = Pattern.compile("[a-z_0-9]+(?=\\()");
  private static final int FEW = 30;

  /** Of so many expressions, a reason holds for {@link Exemption#most} at most. */
  private static final int MOST_OF = 5_000;

  private final Map<Exemption, Integer> exemptions = new EnumMap<>(Exemption.class);
  private final Map<Integer, Integer> depths = new TreeMap<>();
  private final Map<String, int[]> calls = new TreeMap<>();
  private final Map<String, Finding> findings = new LinkedHashMap<>();
  private int asked;
  private int valued;
  private int different;

  /**
   * @param hasValue for some row
   */
  void add(Question question, boolean hasValue, Set<Exemption> reasons) {
    asked++;
    valued += hasValue ? 1 : 0;
    depths.merge(question.phrase().depth(), 1, Integer::sum);
    reasons.forEach(each -> exemptions.merge(each, 1, Integer::sum));
    CALL.matcher(question.phrase().sql())
        .results()
        .map(match -> match.group())
        .distinct()
        .forEach(
            name -> {
              int[] counts = calls.computeIfAbsent(name, key -> new int[2]);
              counts[0]++;
              counts[1] += hasValue ? 1 : 0;
            });
  }

  /** Keeps one of each subject; false if there is one already. */
  boolean add(Finding finding) {
    different++;
    return findings.putIfAbsent(finding.subject(), finding) == null;
  }

  /** Reasons that hold for more expressions than they may. */
  List<String> exceeded() {
    List<String> exceeded = new ArrayList<>();
    exemptions.forEach(
        (each, count) -> {
          int most = each.most() * Math.max(1, asked / MOST_OF);
          if (count > most) {
            exceeded.add(each + " holds for " + count + " expressions, at most " + most);
          }
        });
    return exceeded;
  }

  List<Finding> findings() {
    return new ArrayList<>(findings.values());
  }

  int asked() {
    return asked;
  }

  int different() {
    return different;
  }

  /** Of all, those that have values for some rows. */
  double shareOfValues() {
    return (double) valued / asked;
  }

  /** How often calls of that name were part of a question. */
  int calls(String name) {
    return calls.getOrDefault(name, new int[2])[0];
  }

  @Override
  public String toString() {
    List<String> seldom =
        calls.entrySet().stream()
            .filter(call -> 100 * call.getValue()[1] < FEW * call.getValue()[0])
            .map(call -> call.getKey() + " " + call.getValue()[1] + "/" + call.getValue()[0])
            .toList();
    return "%d expressions, %.1f %% with values; %d differ; exempt %s; by depth %s%nfew values: %s"
            .formatted(
                asked,
                100 * shareOfValues(),
                different,
                exemptions,
                depths,
                String.join(", ", seldom))
        + String.join("", exceeded().stream().map(each -> "\n" + each).toList());
  }
}
