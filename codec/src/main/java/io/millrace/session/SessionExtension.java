// SPDX-License-Identifier: Apache-2.0
package io.millrace.session;

import org.apache.flink.annotation.PublicEvolving;

/**
 * A library's codecs and functions, installed together by {@link SessionContext#withExtensions}:
 * all of all extensions, or, if a method of one throws, nothing.
 */
@PublicEvolving
public interface SessionExtension {
  /** First, of every extension. Codecs need an id of their own. */
  SessionComponents components(SessionContext session);

  /**
   * Then, in the order of the extensions, when all codecs are installed on the session that is
   * given; its functions are registered last, after all extensions were ready.
   */
  default void ready(SessionContext session) {}
}
