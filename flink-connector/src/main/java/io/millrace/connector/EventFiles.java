// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import io.millrace.MillraceException;
import io.millrace.expr.Schema;
import io.millrace.types.RuleError;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.connector.source.Boundedness;

/** The files that events are read from, one behind the other as if they were one. */
@PublicEvolving
public sealed interface EventFiles extends Serializable permits EventsFile, EventsDirectory {
  /**
   * Which files there are.
   *
   * @param names in the order in which they are to be read
   * @param complete whether no further file will come
   */
  record Listing(List<String> names, boolean complete) {}

  Boundedness boundedness();

  /** The columns of the rows. */
  Schema schema() throws IOException;

  Listing list() throws IOException;

  EventsFile file(String name);

  /** An error in a file, saying in which where there are several. */
  RuleError in(String name, RuleError error);

  /** What is said of a file that can't be read; thrown where there is no other. */
  RuleError unreadable(String name, MillraceException refused);
}
