// SPDX-License-Identifier: Apache-2.0
/** What was said: expressions as they travel, lossless and untyped. */
package io.millrace.expr;
