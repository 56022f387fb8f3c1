// SPDX-License-Identifier: Apache-2.0
/** The commands that try an expression: what it gives, and how it is evaluated. */
package io.millrace.eval;
