// SPDX-License-Identifier: Apache-2.0
/** Text to {@link io.millrace.expr.Expr}, with the position of every error, and back. */
package io.millrace.sql;
