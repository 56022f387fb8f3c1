// SPDX-License-Identifier: Apache-2.0
package io.millrace.session;

import java.io.Serializable;
import org.apache.flink.annotation.PublicEvolving;

/**
 * Makes a session where a session is needed, in every task of a job: a session itself does not
 * travel.
 */
@PublicEvolving
@FunctionalInterface
public interface SessionFactory extends Serializable {
  SessionContext create();
}
