// SPDX-License-Identifier: Apache-2.0
package io.millrace.regex;

import java.util.List;

/** A regular expression as it was read: flags are applied, classes are sets. */
sealed interface Node {
  /** Whether it can match no character at all. */
  boolean canBeEmpty();

  /** Whether it can match nothing but no character. */
  boolean isAlwaysEmpty();

  /** One of a set of characters. */
  record One(CodePoints points) implements Node {
    @Override
    public boolean canBeEmpty() {
      return false;
    }

    @Override
    public boolean isAlwaysEmpty() {
      return false;
    }
  }

  /** All parts in their order; nothing if there are none. */
  record All(List<Node> parts) implements Node {
    public All {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean canBeEmpty() {
      return parts.stream().allMatch(Node::canBeEmpty);
    }

    @Override
    public boolean isAlwaysEmpty() {
      return parts.stream().allMatch(Node::isAlwaysEmpty);
    }
  }

  /** One of the parts, an earlier one rather than a later one. */
  record Any(List<Node> parts) implements Node {
    public Any {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean canBeEmpty() {
      return parts.stream().anyMatch(Node::canBeEmpty);
    }

    @Override
    public boolean isAlwaysEmpty() {
      return parts.stream().allMatch(Node::isAlwaysEmpty);
    }
  }

  /** How often a repetition is preferred. */
  enum Greed {
    MOST,
    LEAST
  }

  /** So many times; {@code most} is negative if there is no limit. */
  record Repeat(Node part, int least, int most, Greed greed) implements Node {
    @Override
    public boolean canBeEmpty() {
      return least == 0 || part.canBeEmpty();
    }

    @Override
    public boolean isAlwaysEmpty() {
      return part.isAlwaysEmpty();
    }
  }

  /** Where it begins and ends is kept, under a number from 1 on. */
  record Group(int number, Node part) implements Node {
    @Override
    public boolean canBeEmpty() {
      return part.canBeEmpty();
    }

    @Override
    public boolean isAlwaysEmpty() {
      return part.isAlwaysEmpty();
    }
  }

  /** A place between two characters. */
  record At(Place place) implements Node {
    @Override
    public boolean canBeEmpty() {
      return true;
    }

    @Override
    public boolean isAlwaysEmpty() {
      return true;
    }
  }
}
