// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.row.RowOutput;
import java.io.Serializable;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.functions.KeySelector;

/**
 * What windows of any form are made of.
 *
 * @param expressions over aggregates
 * @param output of results
 * @param rowSerializer of the input's rows
 */
record WindowParts<T, K, R>(
    RowExpressions<T> expressions,
    RowOutput<R> output,
    KeySelector<T, K> keys,
    TypeSerializer<K> keySerializer,
    TypeSerializer<T> rowSerializer,
    WindowOptions<T> options)
    implements Serializable {}
