// SPDX-License-Identifier: Apache-2.0
package io.millrace.regex;

import java.util.List;

/** A regular expression as it was read; which of several matches is preferred is not kept. */
sealed interface Node {
  /** One of a set of characters. */
  record One(CodePoints points) implements Node {}

  /** All parts in their order; nothing if there are none. */
  record All(List<Node> parts) implements Node {
    public All {
      parts = List.copyOf(parts);
    }
  }

  /** One of the parts. */
  record Any(List<Node> parts) implements Node {
    public Any {
      parts = List.copyOf(parts);
    }
  }

  /** So many times; {@code most} is negative if there is no limit. */
  record Repeat(Node part, int least, int most) implements Node {}

  /** A place between two characters. */
  enum Place implements Node {
    TEXT_START,
    TEXT_END,
    LINE_START,
    LINE_END,
    WORD_EDGE,
    NO_WORD_EDGE
  }
}
