// SPDX-License-Identifier: Apache-2.0
/**
 * How expressions travel: DataFusion's protobuf bytes to {@link io.millrace.expr.Expr} and back.
 */
package io.millrace.wire;
