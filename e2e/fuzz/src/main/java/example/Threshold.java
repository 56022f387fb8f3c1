// SPDX-License-Identifier: Apache-2.0
package example;

import java.io.Serializable;
import java.util.List;
import java.util.function.LongUnaryOperator;

/** A function of a user's, with a class and a state of its own: a seed. */
public final class Threshold implements LongUnaryOperator, Serializable {
  private static final long serialVersionUID = 1L;

  private final long least;
  private final String name;
  private final List<String> words;

  public Threshold(long least, String name, List<String> words) {
    this.least = least;
    this.name = name;
    this.words = words;
  }

  @Override
  public long applyAsLong(long value) {
    long sum = 0;
    for (String word : words) {
      sum += word.length();
    }
    return value > least ? sum : name.length();
  }
}
