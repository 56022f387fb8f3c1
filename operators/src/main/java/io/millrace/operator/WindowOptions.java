// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import java.io.Serializable;
import org.apache.flink.util.OutputTag;

/**
 * Where rows go that are in no window's result.
 *
 * @param late those that come too late; null if they are dropped and counted
 * @param errors those for which an argument has no answer; null if they are only counted
 */
record WindowOptions<T>(OutputTag<T> late, OutputTag<RowError<T>> errors) implements Serializable {}
